import Numerics

/// The doubly robust score of the slope of a treatment that is an amount, for each row.
///
/// Γ = τ̂(x) + (T − ê(x))/V̂(x) · (Y − m̂(x) − (T − ê(x))·τ̂(x)) with V̂ = Var(T | X), every model
/// fitted on the other folds. Its mean estimates the average slope E[∂E[Y | X, T]/∂T] where the
/// outcome is linear in the amount. Athey and Wager (2019), as in the grf package.
struct SlopeScores: Sendable {
  /// Γ of each row.
  let scores: [Double]
  let residuals: DoseResiduals
  /// Those of m̂, ê and V̂.
  let nuisances: [NuisanceScore]
  let foldCount: Int
  /// Rows whose V̂ was below the permitted least and was raised to it.
  let raisedVariances: Int

  /// V̂ is kept above this share of the mean squared residual: a regression of squares may
  /// predict next to nothing, or less.
  static let leastVarianceShare = 0.1

  init(_ problem: EffectProblem) throws(LearnerError) {
    let folds = try problem.folds()
    let residuals = try DoseResiduals(problem, folds: folds)
    try self.init(
      problem, residuals: residuals, slopes: try Self.slopes(residuals, problem, folds),
      folds: folds)
  }

  /// Scores around slopes at hand, each from models that did not see its row.
  init(
    _ problem: EffectProblem, residuals: DoseResiduals, slopes: [Double], folds: Folds
  ) throws(LearnerError) {
    let variance = try Self.variance(of: residuals.treatment, problem, folds)
    scores = slopes.indices.map { row in
      let t = residuals.treatment[row]
      return slopes[row] + t / variance.values[row] * (residuals.outcome[row] - t * slopes[row])
    }
    self.residuals = residuals
    nuisances = residuals.nuisances + variance.scores
    foldCount = folds.count
    raisedVariances = variance.raised
  }

  /// Var(T | X) of each row: the treatment learner's regression of T̃² on the other folds.
  private static func variance(
    of residuals: [Double], _ problem: EffectProblem, _ folds: Folds
  ) throws(LearnerError) -> (values: [Double], raised: Int, scores: [NuisanceScore]) {
    let data = problem.data
    let squares = residuals.map { $0 * $0 }
    let mean = AverageEffect(scores: squares, weights: data.weights).estimate
    if problem.settings.propensity == .design {
      return ([Double](repeating: mean, count: squares.count), 0, [])
    }
    var models = problem.settings.models
    models.outcome = models.treatment
    let squared = try CausalData(
      outcome: squares, dose: data.dose ?? [], arms: data.arms, features: data.features,
      controls: data.controls, weights: data.weights
    ).clustered(data.clusters)
    let fitted = try CrossFitter(
      data: squared, models: models, folds: folds, seed: problem.settings.seed,
      cache: problem.cache
    ).fit([.overallOutcome])[0]
    var raised = 0
    let values = fitted.predictions.map { value in
      if value >= leastVarianceShare * mean { return value }
      raised += 1
      return leastVarianceShare * mean
    }
    var score = fitted.score
    score.role = "treatment variance"
    return (values, raised, [score])
  }

  /// τ̂ of each row by the effect learner on the other folds' residuals.
  private static func slopes(
    _ residuals: DoseResiduals, _ problem: EffectProblem, _ folds: Folds
  ) throws(LearnerError) -> [Double] {
    let data = problem.data
    let parts = try Parallel.map(count: folds.count) { fold throws(LearnerError) -> [Double] in
      let stage = try ResidualStage.fit(
        outcome: residuals.outcome, treatment: residuals.treatment, data,
        rows: folds.trainingRows(fold, of: data.rowCount), problem.settings)
      return try stage.predict(
        data.features.selecting(rows: folds.heldOutRows(fold, of: data.rowCount)))
    }
    var slopes = [Double](repeating: .nan, count: data.rowCount)
    for (fold, part) in parts.enumerated() {
      for (row, value) in zip(folds.heldOutRows(fold, of: data.rowCount), part) {
        slopes[row] = value
      }
    }
    return slopes
  }
}
