import Numerics

/// The effect of a treatment by instruments: two-stage least squares.
///
/// With X the treatment, the controls and a constant, Z the instruments in the treatment's place and
/// P the projection on Z, β = (XᵀPX)⁻¹XᵀPy. Errors are those of the residuals y − Xβ of the
/// treatment itself, not of its prediction: classical with n − k degrees of freedom, White's
/// sandwich times n/(n − k), or sums within clusters (Wooldridge 2010, chapter 5).
package struct TwoStageLeastSquares: Sendable {
  /// The treatment's coefficient.
  package let effect: Estimate
  /// The constant and the controls, in the order of the columns.
  package let others: [Estimate]
  /// That the excluded instruments do not move the treatment, given the controls.
  package let firstStage: WaldTest
  /// The same with the robust covariance: that of clusters where they are asked for, else HC1.
  package let robustFirstStage: WaldTest
  /// Share of the treatment's variation beyond the controls that the instruments explain.
  package let partialRSquared: Double
  /// Least squares without instruments, with the same kind of errors.
  package let leastSquares: Estimate
  /// Wu and Hausman: whether the treatment's own residual belongs in the regression.
  package let endogeneity: Estimate
  /// Sargan's n·R² of the residuals on all instruments; nil with as many instruments as treatments.
  package let overidentification: (statistic: Double, degreesOfFreedom: Int, pValue: Double)?
  package let rows: Int
  /// Columns of `controls` that others explain.
  package let dependentControls: [Int]

  /// - Parameters:
  ///   - instruments: one column or more.
  ///   - controls: a column each, without a constant.
  /// - Throws: `noIndependentColumn` where the instruments tell nothing beyond the controls.
  package init(
    outcome: [Double], treatment: [Double], instruments: [[Double]], controls: [[Double]] = [],
    covariance estimator: CovarianceEstimator = .hc1
  ) throws(RegressionError) {
    let rows = outcome.count
    let ones = [Double](repeating: 1, count: rows)
    let base = [ones] + controls
    let restricted = try LeastSquares.fit(Matrix(columns: base), treatment)
    let first = try LeastSquares.fit(Matrix(columns: base + instruments), treatment)
    let dependent = Set(first.dependentColumns)
    let excluded = (base.count..<base.count + instruments.count)
      .filter { !dependent.contains($0) }
    guard !excluded.isEmpty, first.degreesOfFreedom > 0 else { throw .noIndependentColumn }
    func test(_ estimator: CovarianceEstimator) throws(RegressionError) -> WaldTest {
      do throws(LinearAlgebraError) {
        return try WaldTest(
          coefficients: first.coefficients, covariance: first.covariance(estimator),
          positions: excluded, denominatorDegrees: first.referenceDegrees(estimator))
      } catch { throw .noIndependentColumn }
    }
    firstStage = try test(.classical)
    robustFirstStage = try test(estimator == .classical ? .hc1 : estimator)
    partialRSquared =
      restricted.residualSumOfSquares > 0
      ? 1 - first.residualSumOfSquares / restricted.residualSumOfSquares : .nan
    let second = try LeastSquares.fit(Matrix(columns: [first.fitted] + base), outcome)
    guard !second.dependentColumns.contains(0) else { throw .noIndependentColumn }
    // The same coefficients, with residuals of the treatment itself.
    let design = Matrix(columns: [treatment] + base)
    let residuals = LeastSquares.difference(outcome, second.predict(design))
    let usesNormal = estimator == .hc1
    let estimates = second.withResiduals(residuals).estimates(estimator, usesNormal: usesNormal)
    effect = estimates[0]
    others = Array(estimates.dropFirst())
    leastSquares = try LeastSquares.fit(design, outcome).estimates(estimator)[0]
    endogeneity = try LeastSquares.fit(
      Matrix(columns: [treatment] + base + [first.residuals]), outcome
    ).estimates(estimator)[base.count + 1]
    let surplus = excluded.count - 1
    if surplus > 0 {
      let auxiliary = try LeastSquares.fit(Matrix(columns: base + instruments), residuals)
      let total = Summation.sum(residuals, weights: residuals)
      let statistic =
        total > 0 ? Double(rows) * (1 - auxiliary.residualSumOfSquares / total) : .nan
      overidentification = (
        statistic, surplus,
        ChiSquareDistribution(degreesOfFreedom: Double(surplus)).survival(max(0, statistic))
      )
    } else {
      overidentification = nil
    }
    self.rows = rows
    dependentControls = second.dependentColumns.filter { $0 >= 2 }.map { $0 - 2 }
  }
}
