import Numerics

/// A fitted linear regression.
package struct LeastSquaresFit: Sendable {
  package let design: Matrix
  package let outcome: [Double]
  package let weights: [Double]?
  /// One for each column; zero for the columns of `dependentColumns`.
  package let coefficients: [Double]
  /// (XᵀWX)⁻¹, with zeros for dependent columns.
  package let inverseGram: Matrix
  /// Columns that others explain, in ascending order; empty for a design of full rank.
  package let dependentColumns: [Int]
  package let fitted: [Double]
  package let residuals: [Double]
  /// Σ w·residual².
  package let residualSumOfSquares: Double
  /// Rows of positive weight.
  package let observations: Int

  init(
    design: Matrix, outcome: [Double], weights: [Double]?, coefficients: [Double],
    inverseGram: Matrix, dependentColumns: [Int]
  ) {
    self.design = design
    self.outcome = outcome
    self.weights = weights
    self.coefficients = coefficients
    self.inverseGram = inverseGram
    self.dependentColumns = dependentColumns
    fitted = LinearAlgebra.multiply(design, coefficients)
    let residuals = LeastSquares.difference(outcome, fitted)
    self.residuals = residuals
    residualSumOfSquares =
      weights.map { weights in
        Summation.sum(residuals.indices.map { weights[$0] * residuals[$0] * residuals[$0] })
      } ?? Summation.sum(residuals, weights: residuals)
    observations = weights.map { $0.reduce(0) { $0 + ($1 > 0 ? 1 : 0) } } ?? design.rows
  }

  package var rank: Int { coefficients.count - dependentColumns.count }

  /// Observations less rank; never below zero.
  package var degreesOfFreedom: Int { max(0, observations - rank) }

  /// The estimate of σ²; NaN without degrees of freedom.
  package var residualVariance: Double {
    degreesOfFreedom > 0 ? residualSumOfSquares / Double(degreesOfFreedom) : .nan
  }

  /// The share of variation explained, around the weighted mean; NaN for a constant outcome.
  package var rSquared: Double {
    let total = totalSumOfSquares(aroundMean: true)
    return total > 0 ? 1 - residualSumOfSquares / total : .nan
  }

  /// R² of a model without an intercept: 1 − RSS/Σwy².
  package var uncentredRSquared: Double {
    let total = totalSumOfSquares(aroundMean: false)
    return total > 0 ? 1 - residualSumOfSquares / total : .nan
  }

  package var adjustedRSquared: Double {
    1 - (1 - rSquared) * Double(observations - 1) / Double(degreesOfFreedom)
  }

  /// The same coefficients with other residuals, as the second of two stages has.
  func withResiduals(_ residuals: [Double]) -> LeastSquaresFit {
    LeastSquaresFit(
      design: design, outcome: fitted.indices.map { fitted[$0] + residuals[$0] }, weights: weights,
      coefficients: coefficients, inverseGram: inverseGram, dependentColumns: dependentColumns)
  }

  /// The outcome and one column, each freed of what the other columns explain.
  ///
  /// The slope of the one rest on the other is the column's coefficient. Of an unweighted fit; nil
  /// where there is no other column.
  package func partialResiduals(of position: Int) -> (outcome: [Double], column: [Double])? {
    let others = design.selecting(columns: (0..<design.columns).filter { $0 != position })
    guard weights == nil, let first = try? LeastSquares.fit(others, outcome),
      let second = try? LeastSquares.fit(others, design.column(position))
    else { return nil }
    return (first.residuals, second.residuals)
  }

  /// Fitted values of new rows, with the same columns.
  package func predict(_ design: Matrix) -> [Double] {
    LinearAlgebra.multiply(design, coefficients)
  }

  private func totalSumOfSquares(aroundMean: Bool) -> Double {
    guard let weights else {
      return aroundMean
        ? Moments(outcome).sumOfSquares : Summation.sum(outcome, weights: outcome)
    }
    let center =
      aroundMean ? Summation.sum(outcome, weights: weights) / Summation.sum(weights) : 0
    return Summation.sum(
      outcome.indices.map { weights[$0] * (outcome[$0] - center) * (outcome[$0] - center) })
  }
}
