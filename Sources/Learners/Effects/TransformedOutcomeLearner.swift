/// The transformed outcome: one regression of an unbiased, noisy copy of each row's effect.
///
/// Z = Y(T − e)/(e(1 − e)) has mean τ(x). Athey and Imbens (2016). Simple, and the least precise
/// of the learners; several arms are compared with the control one at a time.
struct TransformedOutcomeLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    var stages: [any Predictor] = []
    var nuisances: [NuisanceScore] = []
    var clippedRows = 0
    for arm in 1..<data.arms.count {
      let pair = try problem.pair(arm)
      let fit = try pair.fitNuisances([], folds: try pair.folds())
      let shares = fit.propensities.values[1]
      let rows = pair.data
      stages.append(
        try EffectStage.fit(
          problem.settings.models.effect, features: rows.features,
          pseudoOutcome: shares.indices.map { row in
            rows.treatment[row] == 1
              ? rows.outcome[row] / shares[row] : -rows.outcome[row] / (1 - shares[row])
          },
          weights: rows.weights, seed: problem.settings.seed, clusters: rows.clusters))
      nuisances += fit.scores
      clippedRows += fit.propensities.clippedRows
    }
    return try FittedEffects(
      stages: stages, features: data.features, nuisances: nuisances, clippedRows: clippedRows)
  }
}
