import Numerics

/// The effect of a treatment by instruments: two-stage least squares.
///
/// With X the treatment, the controls and a constant, Z the instruments in the treatment's place and
/// P the projection on Z, β = (XᵀPX)⁻¹XᵀPy. Errors are those of the residuals y − Xβ of the
/// treatment itself, not of its prediction: classical with n − k degrees of freedom, or White's
/// sandwich times n/(n − k) (Wooldridge 2010, chapter 5).
package struct TwoStageLeastSquares: Sendable {
  /// The treatment's coefficient.
  package let effect: Estimate
  /// The constant and the controls, in the order of the columns.
  package let others: [Estimate]
  /// That the excluded instruments do not move the treatment, given the controls.
  package let firstStage: WaldTest
  /// The same with White's covariance, HC1.
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
    isRobust: Bool = true
  ) throws(RegressionError) {
    let rows = outcome.count
    let ones = [Double](repeating: 1, count: rows)
    let base = [ones] + controls
    let estimator: CovarianceEstimator = isRobust ? .hc1 : .classical
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
          positions: excluded, denominatorDegrees: Double(first.degreesOfFreedom))
      } catch { throw .noIndependentColumn }
    }
    firstStage = try test(.classical)
    robustFirstStage = try test(.hc1)
    partialRSquared =
      restricted.residualSumOfSquares > 0
      ? 1 - first.residualSumOfSquares / restricted.residualSumOfSquares : .nan
    let second = try LeastSquares.fit(Matrix(columns: [first.fitted] + base), outcome)
    guard !second.dependentColumns.contains(0) else { throw .noIndependentColumn }
    // The same coefficients, with residuals of the treatment itself.
    let design = Matrix(columns: [treatment] + base)
    let residuals = LeastSquares.difference(outcome, second.predict(design))
    let estimates = Self.estimates(second, residuals: residuals, isRobust: isRobust)
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

  private static func estimates(
    _ fit: LeastSquaresFit, residuals: [Double], isRobust: Bool
  ) -> [Estimate] {
    let degrees = Double(fit.degreesOfFreedom)
    let covariance: Matrix
    if isRobust {
      var scored = fit.design
      LinearAlgebra.scaleRows(of: &scored, by: residuals)
      var product = LinearAlgebra.multiply(
        LinearAlgebra.multiply(fit.inverseGram, LinearAlgebra.gram(scored)), fit.inverseGram)
      let factor = Double(fit.observations) / degrees
      for index in product.storage.indices { product.storage[index] *= factor }
      covariance = product
    } else {
      var scaled = fit.inverseGram
      let variance = Summation.sum(residuals, weights: residuals) / degrees
      for index in scaled.storage.indices { scaled.storage[index] *= variance }
      covariance = scaled
    }
    let variances = covariance.diagonal
    return fit.coefficients.indices.map {
      Estimate(
        value: fit.coefficients[$0], standardError: variances[$0].squareRoot(),
        degreesOfFreedom: isRobust ? .infinity : degrees)
    }
  }
}
