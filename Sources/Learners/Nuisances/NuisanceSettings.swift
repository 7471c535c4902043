/// The base learner of each role.
package struct LearnerRoles: Sendable {
  package var outcome: any BaseLearner
  package var propensity: any BaseLearner
  package var treatment: any BaseLearner
  package var effect: any BaseLearner

  package init(
    outcome: any BaseLearner, propensity: any BaseLearner, treatment: any BaseLearner,
    effect: any BaseLearner
  ) {
    self.outcome = outcome
    self.propensity = propensity
    self.treatment = treatment
    self.effect = effect
  }

  /// One learner for every role.
  package init(all learner: any BaseLearner) {
    self.init(outcome: learner, propensity: learner, treatment: learner, effect: learner)
  }
}

/// Where the probability of each arm comes from.
package enum PropensitySource: Sendable, Equatable {
  /// Estimated from features by the propensity learner, cross-fitted.
  case estimated
  /// The observed share of each arm among the rows, one constant.
  case design
  /// One known probability for each arm, the control first; renormalised over the arms.
  case shares([Double])
  /// A known probability for each arm (control first) and row; renormalised over the arms.
  case rows([[Double]])

  /// The probabilities of each row, where they are known row by row.
  package var rowValues: [[Double]]? { if case .rows(let values) = self { values } else { nil } }
}

/// How outcome and propensity models are fitted.
package struct NuisanceSettings: Sendable {
  package var models: LearnerRoles
  package var propensity: PropensitySource
  package var folds: FoldPlan
  /// Estimated propensities are kept between this and one minus this.
  package var clip: Double
  package var seed: UInt64
  /// How causal forests are grown.
  package var forest: CausalForestParameters
  /// How uplift trees are grown.
  package var uplift: UpliftParameters

  package init(
    models: LearnerRoles, propensity: PropensitySource = .estimated, folds: FoldPlan = .count(5),
    clip: Double = 0.01, seed: UInt64 = 0, forest: CausalForestParameters = .standard,
    uplift: UpliftParameters = .standard
  ) {
    self.models = models
    self.propensity = propensity
    self.folds = folds
    self.clip = clip
    self.seed = seed
    self.forest = forest
    self.uplift = uplift
  }
}
