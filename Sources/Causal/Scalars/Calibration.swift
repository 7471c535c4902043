/// How the size of predicted effects compares with the size of effects found: Γ regressed on τ̂.
///
/// Γ_i = a + b·(τ̂_i − mean τ̂) + ε by least squares, weighted where the sample is. b = 1 says that
/// predictions are of the right size, b = 0 that they tell nothing, b < 0 that they point the wrong
/// way. Standard errors are HC1, or clustered where the sample has clusters.
package struct Calibration: Sendable {
  /// a: the average effect.
  package let mean: InfluenceEstimate
  /// b: the effect found per unit of effect predicted.
  package let slope: InfluenceEstimate

  /// The formula, as printed beside the number.
  package static let definition =
    "calibration = slope of doubly robust scores on predicted effects (1 is right, 0 is no relation)"

  /// Throws `.needs(.varyingScore)` where the predictions do not vary.
  package init(
    predicted: [Double], of sample: JudgedSample
  ) throws(RankingError) {
    guard let scores = sample.effectScores else { throw .needs(.doublyRobustScores) }
    let count = sample.rowCount
    guard predicted.count == count else {
      throw .lengthsDiffer(column: "predictions", expected: count, found: predicted.count)
    }
    let total = sample.totalWeight
    var (center, level) = (0.0, 0.0)
    for row in 0..<count {
      center += sample.weight(row) * predicted[row]
      level += sample.weight(row) * scores[row]
    }
    center /= total
    level /= total
    var (cross, spread, size) = (0.0, 0.0, 0.0)
    for row in 0..<count {
      let step = predicted[row] - center
      cross += sample.weight(row) * step * (scores[row] - level)
      spread += sample.weight(row) * step * step
      size = max(size, abs(predicted[row]))
    }
    guard spread > 1e-20 * size * size * total, count > 2 else { throw .needs(.varyingScore) }
    let slope = cross / spread
    var ofMean = [Double](repeating: 0, count: count)
    var ofSlope = ofMean
    for row in 0..<count {
      let step = predicted[row] - center
      let residual = sample.weight(row) * (scores[row] - level - slope * step)
      ofMean[row] = residual / total
      ofSlope[row] = residual * step / spread
    }
    let correction = Double(count) / Double(count - 2)
    mean = InfluenceEstimate(
      value: level, influence: ofMean, clusters: sample.clusters, correction: correction)
    self.slope = InfluenceEstimate(
      value: slope, influence: ofSlope, clusters: sample.clusters, correction: correction)
  }
}
