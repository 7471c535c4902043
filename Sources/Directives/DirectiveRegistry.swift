import Execution

extension DirectiveRegistry {
  /// Every directive of the language, in the order of the reference.
  package static let casebook = DirectiveRegistry([
    LoadDirective.self,
    SimulateHillstromDirective.self,
    DescribeDirective.self,
    ShowDirective.self,
    SplitDirective.self,
    EstimateDifferenceDirective.self,
    EstimateOLSDirective.self,
    FitTLearnerDirective.self,
    FitXLearnerDirective.self,
    FitSLearnerDirective.self,
    FitRLearnerDirective.self,
    FitDRLearnerDirective.self,
    FitLinearDMLDirective.self,
    FitTransformedOutcomeDirective.self,
    FitInteractionOLSDirective.self,
    FitResponseDirective.self,
    EvaluateDirective.self,
    PlotQiniDirective.self,
    PlotUpliftDirective.self,
    PlotGainDirective.self,
    PlotTocDirective.self,
    PlotDecilesDirective.self,
    PlotCalibrationDirective.self,
    PolicyThresholdDirective.self,
    ValueDirective.self,
    ExpectDirective.self,
  ])
}
