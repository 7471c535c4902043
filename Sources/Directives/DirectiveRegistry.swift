import Execution

extension DirectiveRegistry {
  /// Every directive of the language, in the order of the reference.
  package static let casebook = DirectiveRegistry([
    LoadDirective.self,
    ShowDirective.self,
    SplitDirective.self,
    EstimateDifferenceDirective.self,
    FitTLearnerDirective.self,
    FitXLearnerDirective.self,
    FitSLearnerDirective.self,
    FitRLearnerDirective.self,
    FitDRLearnerDirective.self,
    FitLinearDMLDirective.self,
    FitTransformedOutcomeDirective.self,
    FitInteractionOLSDirective.self,
    FitResponseDirective.self,
    PredictDirective.self,
    ExpectDirective.self,
  ])
}
