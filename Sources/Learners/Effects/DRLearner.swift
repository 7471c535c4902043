import Numerics

/// The DR-learner: doubly robust scores of all rows, regressed on features.
///
/// Γ_a − Γ_0 from cross-fitted nuisances has the mean τ_a(x) at every x if either nuisance is
/// right; one final model is fitted on all rows. Kennedy (2023).
struct DRLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    if data.dose != nil { return try fitSlope(problem) }
    let folds = try problem.folds()
    let nuisances = try problem.fitNuisances(problem.outcomeTargets, folds: folds)
    let scores = DoublyRobustScores(
      data: data, outcomePredictions: nuisances.outcomes.map(\.predictions),
      propensities: nuisances.propensities, foldCount: folds.count, nuisances: nuisances.scores)
    let stages = try Parallel.map(count: data.arms.count - 1) {
      arm throws(LearnerError) -> any Predictor in
      try EffectStage.fit(
        problem.settings.models.effect, features: data.features,
        pseudoOutcome: scores.contrast(arm + 1), weights: data.weights,
        seed: problem.settings.seed, clusters: data.clusters)
    }
    return try FittedEffects(
      stages: stages, outcomeModels: nuisances.outcomes.map(\.predictors),
      propensityModel: nuisances.propensityModel, features: data.features,
      nuisances: nuisances.scores, clippedRows: nuisances.propensities.clippedRows)
  }

  /// Regresses the scores of the slope.
  private func fitSlope(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    let slopes = try SlopeScores(problem)
    let stage = try EffectStage.fit(
      problem.settings.models.effect, features: data.features, pseudoOutcome: slopes.scores,
      weights: data.weights, seed: problem.settings.seed, clusters: data.clusters)
    return try FittedEffects(
      model: SlopeModel(stage: stage, dose: slopes.residuals.model), stages: [stage],
      features: data.features, nuisances: slopes.nuisances)
  }
}

extension FittedEffects {
  /// A fit whose effect models, one for each arm, predict from features alone.
  init(
    stages: [any Predictor], outcomeModels: [[any Predictor]] = [],
    propensityModel: PropensityModel? = nil, features: FeatureMatrix,
    nuisances: [NuisanceScore], clippedRows: Int = 0
  ) throws(LearnerError) {
    try self.init(
      model: StagedEffectModel(
        stages: stages, outcomeModels: outcomeModels, propensityModel: propensityModel),
      stages: stages, features: features, nuisances: nuisances, clippedRows: clippedRows)
  }

  /// The same in a model of another form.
  init(
    model: any EffectModel, stages: [any Predictor], features: FeatureMatrix,
    nuisances: [NuisanceScore], clippedRows: Int = 0
  ) throws(LearnerError) {
    var effects: [[Double]] = []
    for stage in stages { effects.append(try stage.predict(features)) }
    self.init(
      model: model,
      effects: effects, nuisances: nuisances,
      coefficients: stages.map(EffectStage.coefficients), clippedRows: clippedRows,
      remarks: stages.map(\.remark))
  }
}
