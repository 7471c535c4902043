import Numerics
import Statistics

/// Whether predicted effects vary in the direction that effects do: the best linear fit of outcome
/// residuals by predictions.
///
/// Ỹ = a·T̃·τ̄ + b·T̃·(τ̂ − τ̄) + ε without an intercept, with Ỹ = Y − m̂, T̃ = T − ê and the mean
/// prediction τ̄: a = 1 where the average is right, b = 1 where the spread is, b = 0 where the
/// predictions tell nothing of who gains (Chernozhukov, Demirer, Duflo and Fernández-Val 2018; as
/// `test_calibration` of grf). Errors are HC3, and the test of b is one-sided.
package struct CalibrationTest: Sendable {
  /// a; nil where the mean prediction is zero.
  package let mean: Estimate?
  /// b.
  package let spread: Estimate
  /// One-sided: b > 0.
  package let pValue: Double

  /// The formula, as printed beside the number.
  package static let definition =
    "calibration = coefficient b of Y − m̂ on (T − ê)·τ̄ and (T − ê)·(τ̂ − τ̄), HC3, one-sided p of b > 0"

  /// - Throws: `.needs(.varyingScore)` where the predictions do not vary.
  package init(
    predicted: [Double], outcomeResiduals: [Double], treatmentResiduals: [Double],
    weights: [Double]? = nil, clusters: [Int32]? = nil
  ) throws(RankingError) {
    let count = predicted.count
    for (name, column) in [
      ("outcome residuals", outcomeResiduals), ("treatment residuals", treatmentResiduals),
    ]
    where column.count != count {
      throw .lengthsDiffer(column: name, expected: count, found: column.count)
    }
    let total = weights?.reduce(0, +) ?? Double(count)
    var center = 0.0
    var size = 0.0
    for row in 0..<count {
      center += (weights?[row] ?? 1) * predicted[row] / total
      size = max(size, abs(predicted[row]))
    }
    let steps = predicted.map { $0 - center }
    guard steps.contains(where: { abs($0) > 1e-10 * size }), count > 2 else {
      throw .needs(.varyingScore)
    }
    let hasMean = abs(center) > 1e-12 * size
    var columns: [[Double]] = hasMean ? [treatmentResiduals.map { $0 * center }] : []
    columns.append(zip(treatmentResiduals, steps).map { $0 * $1 })
    do throws(RegressionError) {
      let fit = try LeastSquares.fit(
        Matrix(columns: columns), outcomeResiduals, weights: weights)
      guard fit.dependentColumns.isEmpty else { throw RegressionError.noIndependentColumn }
      let estimates = fit.estimates(clusters.map { .cluster($0.map(Int.init)) } ?? .hc3)
      mean = hasMean ? estimates[0] : nil
      spread = estimates[columns.count - 1]
    } catch {
      throw .needs(.varyingScore)
    }
    pValue =
      StudentTDistribution(degreesOfFreedom: spread.degreesOfFreedom)
      .survival(spread.statistic)
  }
}
