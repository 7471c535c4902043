import Numerics

/// A fitted logistic regression.
package struct LogisticFit: Sendable {
  /// One for each column; zero for dependent ones.
  package let coefficients: [Double]
  /// The inverse of the (penalised) information matrix.
  package let covariance: Matrix
  package let dependentColumns: [Int]
  package let fitted: [Double]
  /// Without the penalty.
  package let logLikelihood: Double
  package let iterations: Int

  package var rank: Int { coefficients.count - dependentColumns.count }

  /// Probabilities of new rows, with the same columns.
  package func predict(_ design: Matrix) -> [Double] {
    LinearAlgebra.multiply(design, coefficients).map(LogisticRegression.probability)
  }

  package var estimates: [Estimate] {
    let variances = covariance.diagonal
    return coefficients.indices.map {
      Estimate(value: coefficients[$0], standardError: variances[$0].squareRoot())
    }
  }

  /// The fit with zeros for columns that took no part.
  func expanded(to columns: Int, kept: [Int], dependent: [Int]) -> LogisticFit {
    var coefficients = [Double](repeating: 0, count: columns)
    var covariance = Matrix(rows: columns, columns: columns)
    for (i, row) in kept.enumerated() {
      coefficients[row] = self.coefficients[i]
      for (j, column) in kept.enumerated() { covariance[row, column] = self.covariance[i, j] }
    }
    return LogisticFit(
      coefficients: coefficients, covariance: covariance, dependentColumns: dependent,
      fitted: fitted, logLikelihood: logLikelihood, iterations: iterations)
  }
}
