/// Why a factorisation or a solve has no answer.
package enum LinearAlgebraError: Error, Sendable, Equatable {
  /// The leading minor of this order (from 1) is not positive.
  case notPositiveDefinite(order: Int)
  /// The system is singular at this pivot (from 1).
  case singular(pivot: Int)
  /// The eigenvalue iteration did not converge, or the input holds a value that is not finite.
  case notConverged
}

/// Products and decompositions of flat column-major matrices.
package enum LinearAlgebra {
  /// The sum of products of two vectors of equal length.
  package static func dot(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "vectors differ in length")
    return BLAS.dot(x, y)
  }

  /// The product of two matrices, each transposed on request.
  package static func multiply(
    _ a: Matrix, _ b: Matrix, transposeA: Bool = false, transposeB: Bool = false
  ) -> Matrix {
    let (m, inner) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
    let (other, n) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(inner == other, "matrices do not fit")
    return Matrix(
      rows: m, columns: n,
      storage: BLAS.multiply(
        a, transposed: transposeA, b, transposed: transposeB, m: m, n: n, k: inner))
  }

  /// The product of a matrix, transposed on request, and a vector.
  package static func multiply(
    _ a: Matrix, _ x: [Double], transpose: Bool = false
  ) -> [Double] {
    precondition(x.count == (transpose ? a.rows : a.columns), "matrix and vector do not fit")
    return BLAS.multiply(a, transposed: transpose, x)
  }

  /// `aᵀ·a`, symmetric and complete; with weights `aᵀ·diag(w)·a`, where no weight is negative.
  package static func gram(_ a: Matrix, weights: [Double]? = nil) -> Matrix {
    var source = a
    if let weights {
      precondition(weights.count == a.rows, "one weight for each row is needed")
      scaleRows(of: &source, by: weights.map { $0.squareRoot() })
    }
    var result = Matrix(rows: a.columns, columns: a.columns, storage: BLAS.upperGram(source))
    mirrorUpperTriangle(&result)
    return result
  }

  /// Multiplies row `i` by `factors[i]`.
  package static func scaleRows(of a: inout Matrix, by factors: [Double]) {
    precondition(factors.count == a.rows, "one factor for each row is needed")
    for column in 0..<a.columns {
      let base = column * a.rows
      for row in 0..<a.rows { a.storage[base + row] *= factors[row] }
    }
  }

  /// The eigenvalues in ascending order, and the vectors as columns in the same order.
  package static func symmetricEigen(
    _ a: Matrix
  ) throws(LinearAlgebraError) -> (values: [Double], vectors: Matrix) {
    precondition(a.rows == a.columns, "the matrix is not square")
    guard a.storage.allSatisfy(\.isFinite) else { throw .notConverged }
    var storage = a.storage
    let (values, code) = BLAS.eigen(&storage, order: a.rows)
    guard code == 0 else { throw .notConverged }
    return (values, Matrix(rows: a.rows, columns: a.rows, storage: storage))
  }

  /// The solution of a general square system with several right-hand sides.
  package static func solve(_ a: Matrix, _ b: Matrix) throws(LinearAlgebraError) -> Matrix {
    precondition(a.rows == a.columns && a.rows == b.rows, "system and right-hand side do not fit")
    var (left, right) = (a.storage, b.storage)
    let code = BLAS.solve(&left, order: a.rows, &right, columns: b.columns)
    guard code == 0 else { throw .singular(pivot: code) }
    return Matrix(rows: b.rows, columns: b.columns, storage: right)
  }

  static func mirrorUpperTriangle(_ a: inout Matrix) {
    for column in 0..<a.columns {
      for row in 0..<column { a[column, row] = a[row, column] }
    }
  }
}
