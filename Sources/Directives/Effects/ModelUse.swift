import Learners

/// A base learner that a fit is going to use, with what it models.
struct ModelUse: Sendable {
  let role: ModelRole
  let learner: any BaseLearner

  /// Every model of a fit, that of its average effects among them.
  ///
  /// - Parameters:
  ///   - hasAverages: Whether doubly robust scores are asked for.
  ///   - isEstimated: Whether propensities, or the expectation of an amount, are modelled.
  static func all(
    _ kind: EffectKind, _ learners: LearnerRoles, hasAverages: Bool, isEstimated: Bool,
    isSlope: Bool
  ) -> [ModelUse] {
    let hasScores = hasAverages && kind != .response
    var uses: [ModelUse] = []
    if hasScores || kind.modelsOutcome {
      uses.append(ModelUse(role: .outcome, learner: learners.outcome))
    }
    if isEstimated, hasScores || kind.usesPropensity {
      uses.append(
        isSlope
          ? ModelUse(role: .treatment, learner: learners.treatment)
          : ModelUse(role: .propensity, learner: learners.propensity))
    }
    if kind.hasEffectStage {
      let isLinear = kind == .linearDML && !(learners.effect is SeriesLearner)
      uses.append(
        ModelUse(role: .effect, learner: isLinear ? LinearLearner() : learners.effect))
    }
    return uses
  }

  /// Whether a coefficient is fitted for every column and level, without a penalty.
  var isUnpenalised: Bool {
    if let logistic = learner as? LogisticLearner { return logistic.ridge == 0 }
    return learner is LinearLearner || learner is SeriesLearner
  }
}

extension EffectKind {
  /// Whether effects rest on outcome models by base learners.
  fileprivate var modelsOutcome: Bool {
    switch self {
    case .sLearner, .tLearner, .xLearner, .rLearner, .drLearner, .linearDML, .nonparamDML,
      .causalForest, .forestDML, .response:
      true
    case .upliftTree, .upliftForest, .transformedOutcome, .interactionOLS: false
    }
  }
}
