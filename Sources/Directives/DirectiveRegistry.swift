import Execution

extension DirectiveRegistry {
  /// Every directive of the language, in the order of the reference.
  package static let casebook = DirectiveRegistry([
    LoadDirective.self,
    ShowDirective.self,
    SplitDirective.self,
    BalanceDirective.self,
    PlotBalanceDirective.self,
    EstimateDifferenceDirective.self,
    EstimateOLSDirective.self,
    ExpectDirective.self,
  ])
}
