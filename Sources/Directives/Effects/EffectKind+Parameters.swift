import Execution
import Learners

extension EffectKind {
  /// The keys that a fit of this kind takes beside those of every fit.
  var ownParameters: [any AnyParameter] {
    switch self {
    case .sLearner, .tLearner, .xLearner, .transformedOutcome, .interactionOLS:
      [InferenceChoice.parameter]
    case .rLearner, .drLearner, .nonparamDML: [FinalStage.any, InferenceChoice.parameter]
    case .linearDML: [FinalStage.linear, InferenceChoice.parameter]
    case .causalForest, .forestDML: ForestKeys.all + [InferenceChoice.parameter]
    case .upliftTree: UpliftKeys.tree + [InferenceChoice.parameter]
    case .upliftForest: UpliftKeys.forest + [InferenceChoice.parameter]
    case .response: []
    }
  }
}
