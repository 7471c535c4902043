import Numerics

/// A test that several coefficients, or combinations of them, are all zero.
package struct WaldTest: Sendable, Equatable {
  /// The quadratic form over its degrees of freedom.
  package let f: Double
  package let numeratorDegrees: Double
  package let denominatorDegrees: Double

  /// The chi-square form of the statistic.
  package var chiSquare: Double { f * numeratorDegrees }
  package var pValue: Double {
    FDistribution(numerator: numeratorDegrees, denominator: denominatorDegrees).survival(f)
  }

  /// A test whose statistic was computed elsewhere, as from two sums of squares.
  init(f: Double, numeratorDegrees: Double, denominatorDegrees: Double) {
    self.f = f
    self.numeratorDegrees = numeratorDegrees
    self.denominatorDegrees = denominatorDegrees
  }

  /// Tests that the coefficients at these positions are zero.
  ///
  /// - Parameter denominatorDegrees: infinite for the chi-square test.
  /// - Throws: `notPositiveDefinite` when the covariance of the coefficients is singular.
  package init(
    coefficients: [Double], covariance: Matrix, positions: [Int],
    denominatorDegrees: Double = .infinity
  ) throws(LinearAlgebraError) {
    let block = covariance.selecting(rows: positions).selecting(columns: positions)
    let values = positions.map { coefficients[$0] }
    // Scaled to a unit diagonal, for coefficients come in units of any size.
    let scales = block.diagonal.map { $0.squareRoot() }
    var scaled = block
    for column in 0..<block.columns {
      for row in 0..<block.rows { scaled[row, column] /= scales[row] * scales[column] }
    }
    let ratios = zip(values, scales).map { $0 / $1 }
    let solved = try CholeskyFactor(scaled).solve(ratios)
    numeratorDegrees = Double(positions.count)
    self.denominatorDegrees = denominatorDegrees
    f = LinearAlgebra.dot(ratios, solved) / Double(max(1, positions.count))
  }
}
