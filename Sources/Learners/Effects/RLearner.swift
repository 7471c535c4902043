import Numerics

/// The R-learner: what is left of the outcome, regressed on what is left of the treatment.
///
/// With Ỹ = Y − m̂(X) and T̃ = T − ê(X) from other folds, m = E[Y | X], the effect minimises
/// Σ (Ỹ − T̃·τ(X))²: a regression of Ỹ/T̃ with weights T̃². Nie and Wager (2021). Several arms are
/// compared with the control one at a time, on the rows of the two.
struct RLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    var stages: [any Predictor] = []
    var nuisances: [NuisanceScore] = []
    var clippedRows = 0
    for arm in 1..<data.arms.count {
      let pair = try problem.pair(arm)
      let residuals = try Residuals(pair)
      stages.append(try residuals.regress(pair, learner: problem.settings.models.effect))
      nuisances += residuals.nuisances
      clippedRows += residuals.clippedRows
    }
    return try FittedEffects(
      stages: stages, features: data.features, nuisances: nuisances, clippedRows: clippedRows)
  }
}

/// What cross-fitted models of outcome and treatment leave unexplained, for two arms.
struct Residuals: Sendable {
  let outcome: [Double]
  let treatment: [Double]
  let nuisances: [NuisanceScore]
  let clippedRows: Int

  init(_ pair: EffectProblem) throws(LearnerError) {
    let data = pair.data
    let fit = try pair.fitNuisances([.overallOutcome], folds: try pair.folds())
    let predicted = fit.outcomes[0].predictions
    let shares = fit.propensities.values[1]
    outcome = predicted.indices.map { data.outcome[$0] - predicted[$0] }
    treatment = shares.indices.map { (data.treatment[$0] == 1 ? 1 : 0) - shares[$0] }
    nuisances = fit.scores
    clippedRows = fit.propensities.clippedRows
  }

  /// argmin_τ Σ w (Ỹ − T̃ τ(X))².
  func regress(
    _ pair: EffectProblem, learner: any BaseLearner
  ) throws(LearnerError) -> any Predictor {
    let weights = pair.data.weights
    return try EffectStage.fit(
      learner, features: pair.data.features,
      pseudoOutcome: outcome.indices.map { outcome[$0] / treatment[$0] },
      weights: treatment.indices.map { treatment[$0] * treatment[$0] * (weights?[$0] ?? 1) },
      seed: pair.settings.seed)
  }
}
