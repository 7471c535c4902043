import Glibc

/// The factor U of a symmetric positive definite matrix A = UᵀU.
package struct CholeskyFactor: Sendable {
  package let order: Int
  private let factor: [Double]
  /// The largest column sum of A, for the estimate of its condition.
  private let norm: Double

  /// Reads the upper triangle alone.
  /// - Throws: `notPositiveDefinite` with the order of the first minor that is not positive.
  package init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.rows == a.columns, "the matrix is not square")
    order = a.rows
    var storage = a.storage
    let code = BLAS.cholesky(&storage, order: a.rows)
    guard code == 0 else { throw .notPositiveDefinite(order: max(1, code)) }
    factor = storage
    norm = (0..<a.columns).reduce(0) { largest, column in
      let sum = (0..<a.rows).reduce(0.0) { $0 + abs(a[min($1, column), max($1, column)]) }
      return max(largest, sum)
    }
    guard factor.allSatisfy(\.isFinite) else { throw .notPositiveDefinite(order: 1) }
  }

  /// x of A·x = b.
  package func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "right-hand side does not fit")
    var x = b
    BLAS.choleskySolve(factor, order: order, &x, columns: 1)
    return x
  }

  /// X of A·X = B.
  package func solve(_ b: Matrix) -> Matrix {
    precondition(b.rows == order, "right-hand side does not fit")
    var x = b.storage
    BLAS.choleskySolve(factor, order: order, &x, columns: b.columns)
    return Matrix(rows: b.rows, columns: b.columns, storage: x)
  }

  /// A⁻¹, symmetric and complete.
  package func inverse() -> Matrix {
    var storage = factor
    BLAS.choleskyInverse(&storage, order: order)
    var result = Matrix(rows: order, columns: order, storage: storage)
    LinearAlgebra.mirrorUpperTriangle(&result)
    return result
  }

  package var logDeterminant: Double {
    (0..<order).reduce(0) { $0 + 2 * log(factor[$1 * order + $1]) }
  }

  /// An estimate of 1 / (‖A‖·‖A⁻¹‖) in the 1-norm: 1 is perfect, 1e-16 is singular in doubles.
  package var reciprocalCondition: Double {
    BLAS.choleskyCondition(factor, order: order, norm: norm)
  }
}
