import Numerics

/// What each level of a dose does to the mean of an outcome, and whether a straight line says it.
///
/// The outcome is regressed on an indicator of each level but the baseline, and on covariates; the
/// indicators' coefficients are the contrasts. The line is the regression on the dose and the same
/// covariates. The lack-of-fit test compares the two by F = ((RSS_line − RSS_levels)/q) / σ̂²_levels
/// with q the number of further coefficients, which assumes one variance (Fisher 1922).
package struct DoseResponse: Sendable {
  package struct Level: Sendable, Equatable {
    package let rows: Int
    /// The mean dose of the level's rows.
    package let dose: Double
    /// The mean outcome at the covariates' overall means.
    package let mean: Estimate
    /// Against the baseline; value and error 0 for the baseline itself.
    package let contrast: Estimate
    /// Where the line stands at the level's dose, at the covariates' overall means.
    package let line: Estimate
  }

  package let levels: [Level]
  package let baseline: Int
  package let slope: Estimate
  /// nil where the levels have no more coefficients than the line, or fit without error.
  package let lackOfFit: WaldTest?
  package let rows: Int
  /// Columns of `covariates` that others explain.
  package let dependentCovariates: [Int]

  /// - Parameters:
  ///   - dose: one a row.
  ///   - level: the number of each row's level, from 0; each level has rows.
  ///   - covariates: a column each, without missing values; may be empty.
  ///   - binned: whether rows of one level differ in dose, so that the line is not among the
  ///     regressions on levels and has to be added for the test.
  /// - Throws: `noIndependentColumn` where a level cannot be told from the covariates.
  package init(
    outcome: [Double], dose: [Double], level: [Int], levelCount: Int, baseline: Int,
    covariates: [[Double]] = [], binned: Bool = false, covariance: CovarianceEstimator = .hc1
  ) throws(RegressionError) {
    let rows = outcome.count
    guard rows > 0, levelCount > 1 else { throw .empty }
    let ones = [Double](repeating: 1, count: rows)
    // Centred covariates let the intercept stand for their means.
    let centred = covariates.map { column -> [Double] in
      let mean = Moments(column).mean
      return column.map { $0 - mean }
    }
    let others = (0..<levelCount).filter { $0 != baseline }
    let indicators = others.map { own in level.map { $0 == own ? 1.0 : 0 } }
    let byLevel = try LeastSquares.fit(
      Matrix(columns: [ones] + indicators + centred), outcome)
    guard byLevel.dependentColumns.allSatisfy({ $0 >= levelCount }) else {
      throw .noIndependentColumn
    }
    let byLine = try LeastSquares.fit(Matrix(columns: [ones, dose] + centred), outcome)
    let levelSums = Combinations(byLevel, covariance)
    let lineSums = Combinations(byLine, covariance)
    var counts = [Int](repeating: 0, count: levelCount)
    var sums = [Double](repeating: 0, count: levelCount)
    for row in 0..<rows {
      counts[level[row]] += 1
      sums[level[row]] += dose[row]
    }
    levels = (0..<levelCount).map { number in
      let position = others.firstIndex(of: number).map { $0 + 1 }
      let mean = sums[number] / Double(counts[number])
      return Level(
        rows: counts[number], dose: mean,
        mean: levelSums.estimate(
          [(0, 1)] + (position.map { [($0, 1)] } ?? [])),
        contrast: levelSums.estimate(position.map { [($0, 1)] } ?? []),
        line: lineSums.estimate([(0, 1), (1, mean)]))
    }
    self.baseline = baseline
    self.rows = rows
    slope = lineSums.estimate([(1, 1)])
    dependentCovariates = byLevel.dependentColumns.filter { $0 >= levelCount }
      .map { $0 - levelCount }
    let full =
      binned
      ? try LeastSquares.fit(Matrix(columns: [ones] + indicators + centred + [dose]), outcome)
      : byLevel
    lackOfFit = Self.lackOfFit(line: byLine, full: full)
  }

  /// Linear combinations of the coefficients of a fit.
  private struct Combinations {
    private let fit: LeastSquaresFit
    private let covariance: Matrix
    private let degreesOfFreedom: Double

    init(_ fit: LeastSquaresFit, _ estimator: CovarianceEstimator) {
      self.fit = fit
      covariance = fit.covariance(estimator)
      degreesOfFreedom = estimator == .classical ? Double(fit.degreesOfFreedom) : .infinity
    }

    /// Σ weight · coefficient, over positions.
    func estimate(_ weights: [(position: Int, weight: Double)]) -> Estimate {
      var value = 0.0
      var variance = 0.0
      for (i, a) in weights {
        value += a * fit.coefficients[i]
        for (j, b) in weights { variance += a * b * covariance[i, j] }
      }
      return Estimate(
        value: value, standardError: max(0, variance).squareRoot(),
        degreesOfFreedom: degreesOfFreedom)
    }
  }

  private static func lackOfFit(line: LeastSquaresFit, full: LeastSquaresFit) -> WaldTest? {
    let further = full.rank - line.rank
    guard further > 0, full.degreesOfFreedom > 0, full.residualVariance > 0 else { return nil }
    let gain = max(0, line.residualSumOfSquares - full.residualSumOfSquares)
    return WaldTest(
      f: gain / Double(further) / full.residualVariance, numeratorDegrees: Double(further),
      denominatorDegrees: Double(full.degreesOfFreedom))
  }
}
