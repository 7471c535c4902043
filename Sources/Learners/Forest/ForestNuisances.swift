extension EffectProblem {
  /// E[Y | X] and, unless it is known, the propensity of the second of two arms.
  ///
  /// Where the learner of a role is a forest and no folds are stated, each row is predicted by the
  /// trees that did not see it if `usesOutOfBag`; all else is cross-fitted.
  func fitForestNuisances(outOfBag usesOutOfBag: Bool) throws(LearnerError) -> NuisanceFit {
    let known = try Propensities.known(settings.propensity, data: data)
    var outcome: FittedNuisance?
    var propensity: FittedNuisance?
    if usesOutOfBag, case .count = settings.folds, data.nuisanceFeatures.columnCount > 0 {
      if let forest = settings.models.outcome as? ForestLearner {
        outcome = try outOfBag(
          forest, target: data.outcome, role: data.outcomeRole, name: "outcome", arm: nil)
      }
      if known == nil, let forest = settings.models.propensity as? ForestLearner {
        propensity = try outOfBag(
          forest, target: data.treatment.map { $0 == 1 ? 1 : 0 }, role: .probability,
          name: "propensity", arm: data.arms[1])
      }
    }
    let targets: [NuisanceTarget] =
      (outcome == nil ? [.overallOutcome] : [])
      + (known == nil && propensity == nil ? [.propensity(arm: 1)] : [])
    var fitted = targets.isEmpty ? [] : try fitter(try folds()).fit(targets)
    if outcome == nil, !fitted.isEmpty { outcome = fitted.removeFirst() }
    let estimates = (propensity.map { [$0] } ?? []) + fitted
    let propensities = known ?? .estimated(estimates, clip: settings.clip)
    return NuisanceFit(
      outcomes: outcome.map { [$0] } ?? [], propensities: propensities,
      propensityModel: PropensityModel(
        settings.propensity, propensities: propensities, fitted: estimates, clip: settings.clip))
  }

  private func outOfBag(
    _ learner: ForestLearner, target: [Double], role: LearnerRole, name: String, arm: String?
  ) throws(LearnerError) -> FittedNuisance {
    let fit = try learner.fitOutOfBag(
      LearningTask(
        features: data.nuisanceFeatures, target: target, weights: data.weights, role: role,
        seed: settings.seed, clusters: data.clusters))
    return FittedNuisance(
      predictors: [fit.predictor], predictions: fit.predictions,
      score: NuisanceScore(
        role: name, arm: arm, learner: learner.name, rows: target.count,
        measures: NuisanceScore.measures(of: fit.predictions, target: target, role: role),
        remark: fit.predictor.remark))
  }
}
