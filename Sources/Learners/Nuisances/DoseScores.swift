/// Doubly robust scores of the slope of an outcome in a dose, a treatment that is a number.
///
/// Γ_i = τ̂(x_i) + T̃_i / V̂(x_i) · (Ỹ_i − T̃_i·τ̂(x_i)) with residuals Ỹ = Y − m̂(x), T̃ = T − ê(x),
/// V̂ the variance of T̃, and every model fitted on the other folds. τ̂ is Ỹ/T̃ regressed on the
/// features with weight T̃², constant without any. The mean of Γ estimates the average slope;
/// Γ of a row is an unbiased, noisy measure of its own (Athey, Tibshirani and Wager 2019, section 4).
package struct DoseScores: Sendable {
  /// One a row.
  package let scores: [Double]
  /// Ỹ and T̃.
  package let outcomeResiduals: [Double]
  package let treatmentResiduals: [Double]
  /// Rows whose estimated variance of the dose was raised to a tenth of the mean one.
  package let flooredRows: Int
  /// 1 means that the models saw the rows that they predict.
  package let foldCount: Int
  /// How the models of the outcome and of the dose did.
  package let nuisances: [NuisanceScore]

  private static let smallestVariance = 0.1

  /// Fits the nuisance models that are not in the cache, and scores every row.
  ///
  /// - Parameters:
  ///   - features: X and W side by side.
  ///   - isRandomised: the dose has one mean and one variance for all rows, those of the rows.
  ///   - settings: `models.outcome` predicts the outcome, `models.treatment` the dose and its
  ///     variance, `models.effect` the slope τ̂.
  /// - Throws: whatever a base learner throws, or `unsupported` where the features tell the dose
  ///   exactly, so that nothing is left to learn from.
  package static func compute(
    outcome: [Double], dose: [Double], features: FeatureMatrix, weights: [Double]?,
    isRandomised: Bool, settings: NuisanceSettings, cache: NuisanceCache? = nil
  ) throws(LearnerError) -> DoseScores {
    let count = outcome.count
    func fit(
      _ target: [Double], _ learner: any BaseLearner, _ weights: [Double]?
    ) throws(LearnerError) -> FittedNuisance {
      let data = try CausalData(
        outcome: target, treatment: [Int32](repeating: 0, count: count), arms: ["all"],
        features: features, weights: weights)
      let folds = try settings.folds.folds(for: data, seed: settings.seed)
      let fitter = CrossFitter(
        data: data, models: LearnerRoles(all: learner), folds: folds, seed: settings.seed,
        cache: cache)
      return try fitter.fit([.overallOutcome])[0]
    }
    let outcomes = try fit(outcome, settings.models.outcome, weights)
    var nuisances = [outcomes.score]
    var expected = [Double](repeating: weightedMean(dose, weights), count: count)
    if !isRandomised {
      let doses = try fit(dose, settings.models.treatment, weights)
      expected = doses.predictions
      nuisances.append(doses.score)
    }
    let y = outcome.indices.map { outcome[$0] - outcomes.predictions[$0] }
    let t = dose.indices.map { dose[$0] - expected[$0] }
    let squares = t.map { $0 * $0 }
    let spread = weightedMean(squares, weights)
    guard spread > 1e-18 * weightedMean(dose.map { $0 * $0 }, weights) else {
      throw .unsupported("the features tell the treatment exactly, so that no variation is left")
    }
    var variance = [Double](repeating: spread, count: count)
    var flooredRows = 0
    if !isRandomised, features.columnCount > 0 {
      let floor = smallestVariance * spread
      variance = try fit(squares, settings.models.treatment, weights).predictions
      for row in variance.indices where !(variance[row] >= floor) {
        variance[row] = floor
        flooredRows += 1
      }
    }
    let smallest = 1e-8 * spread.squareRoot()
    let slopes = try fit(
      t.indices.map { abs(t[$0]) > smallest ? y[$0] / t[$0] : 0 },
      settings.models.effect,
      t.indices.map { abs(t[$0]) > smallest ? squares[$0] * (weights?[$0] ?? 1) : 0 }
    ).predictions
    return DoseScores(
      scores: t.indices.map { slopes[$0] + t[$0] / variance[$0] * (y[$0] - t[$0] * slopes[$0]) },
      outcomeResiduals: y, treatmentResiduals: t, flooredRows: flooredRows,
      foldCount: outcomes.predictors.count, nuisances: nuisances)
  }

  private static func weightedMean(_ values: [Double], _ weights: [Double]?) -> Double {
    var (sum, total) = (0.0, 0.0)
    for row in values.indices {
      let weight = weights?[row] ?? 1
      sum += weight * values[row]
      total += weight
    }
    return sum / total
  }
}
