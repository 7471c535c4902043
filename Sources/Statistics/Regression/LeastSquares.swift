import Numerics

/// Why a regression cannot be computed.
package enum RegressionError: Error, Sendable, Equatable {
  /// The design has no rows of positive weight, or no columns.
  case empty
  /// A number of the design is NaN or infinite, in this column.
  case notFinite(column: Int)
  /// A number of the outcome, or a weight, is NaN or infinite, or a weight is negative.
  case invalidOutcomeOrWeight(row: Int)
  /// Every column is zero, or explained by another.
  case noIndependentColumn
}

/// Ordinary and weighted least squares.
package enum LeastSquares {
  /// The coefficients that minimise Σ wᵢ(yᵢ − xᵢ·β)².
  ///
  /// Columns are scaled to unit length. The normal equations with a step of refinement serve
  /// well-conditioned designs; otherwise a pivoted QR decomposition decides which columns are
  /// independent, and the rest get a coefficient of zero and are named in the result.
  /// - Parameters:
  ///   - design: one row per observation; an intercept is a column of ones.
  ///   - weights: not negative; a row of weight zero takes no part and is not counted.
  /// - Complexity: n·k² with BLAS.
  package static func fit(
    _ design: Matrix, _ outcome: [Double], weights: [Double]? = nil
  ) throws(RegressionError) -> LeastSquaresFit {
    try validate(design, outcome, weights)
    var scaledDesign = design
    var scaledOutcome = outcome
    if let weights {
      let roots = weights.map { $0.squareRoot() }
      LinearAlgebra.scaleRows(of: &scaledDesign, by: roots)
      for row in outcome.indices { scaledOutcome[row] *= roots[row] }
    }
    let solution = try solve(scaledDesign, scaledOutcome)
    return LeastSquaresFit(
      design: design, outcome: outcome, weights: weights, coefficients: solution.coefficients,
      inverseGram: solution.inverseGram, dependentColumns: solution.dependentColumns)
  }

  struct Solution {
    var coefficients: [Double]
    var inverseGram: Matrix
    var dependentColumns: [Int]
  }

  /// The reciprocal condition of the scaled Gram matrix below which QR takes over.
  ///
  /// Together with the refinement it leaves ten digits and more.
  private static let smallestCondition = 1e-7

  static func solve(_ design: Matrix, _ outcome: [Double]) throws(RegressionError) -> Solution {
    if let solution = solveByCholesky(design, outcome) { return solution }
    let qr = PivotedQR(design)
    guard qr.rank > 0 else { throw .noIndependentColumn }
    var coefficients = qr.solve(outcome)
    // One refinement on the residuals regains the digits that a first solve of large numbers lost.
    let residuals = difference(outcome, LinearAlgebra.multiply(design, coefficients))
    for (column, step) in qr.solve(residuals).enumerated() { coefficients[column] += step }
    return Solution(
      coefficients: coefficients, inverseGram: qr.inverseGram(),
      dependentColumns: qr.dependentColumns)
  }

  private static func solveByCholesky(_ design: Matrix, _ outcome: [Double]) -> Solution? {
    guard design.rows > design.columns else { return nil }
    var gram = LinearAlgebra.gram(design)
    let lengths = gram.diagonal.map { $0.squareRoot() }
    guard lengths.allSatisfy({ $0 > 1e-150 && $0 < 1e150 }) else { return nil }
    for column in 0..<gram.columns {
      for row in 0..<gram.rows { gram[row, column] /= lengths[row] * lengths[column] }
    }
    guard let factor = try? CholeskyFactor(gram), factor.reciprocalCondition > smallestCondition
    else { return nil }
    func step(_ target: [Double]) -> [Double] {
      var right = LinearAlgebra.multiply(design, target, transpose: true)
      for column in right.indices { right[column] /= lengths[column] }
      var x = factor.solve(right)
      for column in x.indices { x[column] /= lengths[column] }
      return x
    }
    var coefficients = step(outcome)
    let residuals = difference(outcome, LinearAlgebra.multiply(design, coefficients))
    for (column, correction) in step(residuals).enumerated() { coefficients[column] += correction }
    var inverse = factor.inverse()
    for column in 0..<inverse.columns {
      for row in 0..<inverse.rows { inverse[row, column] /= lengths[row] * lengths[column] }
    }
    return Solution(coefficients: coefficients, inverseGram: inverse, dependentColumns: [])
  }

  static func difference(_ a: [Double], _ b: [Double]) -> [Double] {
    var result = a
    for index in result.indices { result[index] -= b[index] }
    return result
  }

  static func validate(
    _ design: Matrix, _ outcome: [Double], _ weights: [Double]?
  ) throws(RegressionError) {
    precondition(outcome.count == design.rows, "one outcome for each row is needed")
    precondition(weights.map { $0.count == design.rows } ?? true, "one weight for each row")
    guard design.rows > 0, design.columns > 0 else { throw .empty }
    if let index = design.storage.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(column: index / design.rows)
    }
    if let row = outcome.firstIndex(where: { !$0.isFinite }) {
      throw .invalidOutcomeOrWeight(row: row)
    }
    guard let weights else { return }
    if let row = weights.firstIndex(where: { !$0.isFinite || $0 < 0 }) {
      throw .invalidOutcomeOrWeight(row: row)
    }
    guard weights.contains(where: { $0 > 0 }) else { throw .empty }
  }
}
