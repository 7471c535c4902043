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
  private static let smallestCondition = 1e-7

  static func solve(_ design: Matrix, _ outcome: [Double]) throws(RegressionError) -> Solution {
    if let solution = solveByCholesky(design, outcome) { return solution }
    let qr = PivotedQR(design)
    guard qr.rank > 0 else { throw .noIndependentColumn }
    var coefficients = qr.solve(outcome)
    let isSquareSafe = qr.reciprocalCondition > 1e-7
    refine(
      &coefficients, design, outcome, lengths: qr.lengths, steps: isSquareSafe ? 5 : 2
    ) { residuals in
      isSquareSafe
        ? qr.solveNormal(AccurateProducts.transposed(design, residuals))
        : qr.solve(residuals.map { $0.high + $0.low })
    }
    return Solution(
      coefficients: coefficients, inverseGram: qr.inverseGram(),
      dependentColumns: qr.dependentColumns)
  }

  /// Adds corrections while they shrink, from residuals in twice the working precision.
  ///
  /// Large residuals beside small coefficients leave errors that grow with the square of the
  /// condition; corrections through RᵀR·d = Xᵀr with an exact right-hand side take them out
  /// (Björck 1967), as long as that square is itself within the working precision.
  private static func refine(
    _ coefficients: inout [Double], _ design: Matrix, _ outcome: [Double], lengths: [Double],
    steps: Int, _ step: ([AccurateProducts.Pair]) -> [Double]
  ) {
    var previous = Double.infinity
    for _ in 0..<steps {
      let residuals = AccurateProducts.residuals(design, coefficients, outcome)
      let step = step(residuals)
      let size = step.indices.reduce(0) { max($0, abs(step[$1]) * lengths[$1]) }
      guard size < 0.5 * previous, size > 0 else { return }
      for column in step.indices { coefficients[column] += step[column] }
      previous = size
    }
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
    func solveNormal(_ right: [Double]) -> [Double] {
      var x = factor.solve(zip(right, lengths).map { $0 / $1 })
      for column in x.indices { x[column] /= lengths[column] }
      return x
    }
    var coefficients = solveNormal(LinearAlgebra.multiply(design, outcome, transpose: true))
    if factor.reciprocalCondition > 1e-4 {
      let residuals = difference(outcome, LinearAlgebra.multiply(design, coefficients))
      let step = solveNormal(LinearAlgebra.multiply(design, residuals, transpose: true))
      for column in step.indices { coefficients[column] += step[column] }
    } else {
      refine(&coefficients, design, outcome, lengths: lengths, steps: 5) {
        solveNormal(AccurateProducts.transposed(design, $0))
      }
    }
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
