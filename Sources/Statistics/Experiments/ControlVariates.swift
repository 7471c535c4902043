import Numerics

/// CUPED: the variance that covariates from before the experiment explain, taken out of an outcome.
///
/// Deng, Xu, Kohavi and Walker (2013). One θ is estimated from both arms put together, and
/// Y − θ·(X − X̄) takes the place of Y, so that the level of the outcome stays.
package struct ControlVariates: Sendable {
  /// One coefficient for each covariate.
  package let coefficients: [Double]
  package let adjusted: [Double]
  /// The share of the variance of the outcome that is gone, 1 − Var(adjusted)/Var(outcome).
  package let varianceReduction: Double
  /// Covariates that are constant or explained by others, and took no part.
  package let dependentColumns: [Int]

  /// - Parameter covariates: one row per observation, without a column of ones.
  package init(outcome: [Double], covariates: Matrix) throws(RegressionError) {
    var centred = covariates
    for column in 0..<covariates.columns {
      let mean = Summation.sum(covariates.column(column)) / Double(max(1, covariates.rows))
      for row in 0..<covariates.rows { centred[row, column] -= mean }
    }
    let before = Moments(outcome)
    let deviations = outcome.map { $0 - before.mean }
    let fit = try LeastSquares.fit(centred, deviations)
    coefficients = fit.coefficients
    adjusted = LeastSquares.difference(outcome, fit.fitted)
    varianceReduction = 1 - Moments(adjusted).sumOfSquares / before.sumOfSquares
    dependentColumns = fit.dependentColumns
  }
}
