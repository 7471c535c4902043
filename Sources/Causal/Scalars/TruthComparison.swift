/// Predicted effects beside the true ones of a simulation.
package struct TruthComparison: Sendable {
  /// √ of the mean of (τ̂ − τ)²: the precision in estimating heterogeneous effects (Hill 2011).
  package let pehe: Double
  /// Mean of τ̂ − τ.
  package let bias: Double
  /// Share of rows whose interval holds the true effect; nil without intervals.
  package let coverage: Double?
  /// Correlation of τ̂ and τ; nil where one of them is constant.
  package let correlation: Double?

  /// The formula of `pehe`, as printed beside the number.
  package static let definition = "PEHE = √ mean of (predicted − true effect)²"

  package init(
    predicted: [Double], truth: [Double], intervals: (low: [Double], high: [Double])? = nil
  ) throws(RankingError) {
    let count = truth.count
    guard count > 0 else { throw .noRows }
    for column in [predicted, intervals?.low ?? predicted, intervals?.high ?? predicted]
    where column.count != count {
      throw .lengthsDiffer(column: "predictions", expected: count, found: column.count)
    }
    var (errors, squares, covered) = (0.0, 0.0, 0)
    var (meanPredicted, meanTruth) = (0.0, 0.0)
    for row in 0..<count {
      let error = predicted[row] - truth[row]
      errors += error
      squares += error * error
      meanPredicted += predicted[row] / Double(count)
      meanTruth += truth[row] / Double(count)
      if let intervals, intervals.low[row] <= truth[row], truth[row] <= intervals.high[row] {
        covered += 1
      }
    }
    pehe = (squares / Double(count)).squareRoot()
    bias = errors / Double(count)
    coverage = intervals == nil ? nil : Double(covered) / Double(count)
    var (cross, spreadPredicted, spreadTruth) = (0.0, 0.0, 0.0)
    for row in 0..<count {
      let (a, b) = (predicted[row] - meanPredicted, truth[row] - meanTruth)
      cross += a * b
      spreadPredicted += a * a
      spreadTruth += b * b
    }
    let scale = (spreadPredicted * spreadTruth).squareRoot()
    correlation = scale > 0 ? cross / scale : nil
  }
}
