import Execution

extension DirectiveRegistry {
  /// Every directive of the language, in the order of the reference.
  package static let casebook = DirectiveRegistry([
    LoadDirective.self,
    SimulateHillstromDirective.self,
    DescribeDirective.self,
    ShowDirective.self,
    SQLDirective.self,
    SplitDirective.self,
    SaveDirective.self,
    EstimateDifferenceDirective.self,
    EstimateOLSDirective.self,
    ExpectDirective.self,
  ])
}
