/// A Householder QR decomposition with column pivoting: A·P = Q·R, with the rank that was seen.
///
/// Columns beyond the rank are those that the earlier ones explain; `dependentColumns` names them.
package struct PivotedQR: Sendable {
  package let rows: Int
  package let columns: Int
  /// How many diagonal entries of R exceed the tolerance times the largest.
  package let rank: Int
  /// The original index of each column of R.
  package let pivots: [Int]
  private let factor: [Double]
  private let scales: [Double]
  /// Each column was divided by this length, so that units do not decide on the rank.
  package let lengths: [Double]
  /// The smallest diagonal entry of R within the rank over the largest: a rough 1/condition.
  package let reciprocalCondition: Double

  /// - Parameter tolerance: a column counts as dependent when what remains of it, after the
  ///   earlier columns, is at most this share of its length.
  package init(_ a: Matrix, tolerance: Double = 1e-11) {
    rows = a.rows
    columns = a.columns
    var (storage, lengths) = (a.storage, [Double](repeating: 1, count: a.columns))
    for column in 0..<a.columns {
      let range = column * a.rows..<(column + 1) * a.rows
      let largest = storage[range].reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest.isFinite else { continue }
      // A first division keeps squares of very large or very small numbers in range.
      let squares = storage[range].reduce(0.0) { $0 + ($1 / largest) * ($1 / largest) }
      lengths[column] = largest * squares.squareRoot()
      for index in range { storage[index] /= lengths[column] }
    }
    (pivots, scales) = BLAS.pivotedQR(&storage, rows: a.rows, columns: a.columns)
    factor = storage
    self.lengths = lengths
    let (height, size) = (a.rows, min(a.rows, a.columns))
    let top = size > 0 ? abs(storage[0]) : 0
    rank =
      (0..<size).first {
        !(top > 0 && abs(storage[$0 * height + $0]) > tolerance * top)
      } ?? size
    reciprocalCondition = rank > 0 ? abs(storage[(rank - 1) * height + rank - 1]) / top : 0
  }

  /// The columns that others explain, in ascending order.
  package var dependentColumns: [Int] { pivots[rank...].sorted() }

  /// The coefficients of the least squares fit of `y`; those of dependent columns are zero.
  package func solve(_ y: [Double]) -> [Double] {
    precondition(y.count == rows, "right-hand side does not fit")
    var rotated = y
    BLAS.applyQ(factor, rows: rows, scales: scales, transposed: true, &rotated, columns: 1)
    var head = Array(rotated[..<rank])
    BLAS.solveTriangular(
      factor, order: rank, leading: max(1, rows), transposed: false, &head, columns: 1)
    var solution = [Double](repeating: 0, count: columns)
    for position in 0..<rank {
      solution[pivots[position]] = head[position] / lengths[pivots[position]]
    }
    return solution
  }

  /// x of AᵀA·x = b over the independent columns, through the triangle alone.
  package func solveNormal(_ b: [Double]) -> [Double] {
    precondition(b.count == columns, "right-hand side does not fit")
    var head = pivots[..<rank].map { b[$0] / lengths[$0] }
    for transposed in [true, false] {
      BLAS.solveTriangular(
        factor, order: rank, leading: max(1, rows), transposed: transposed, &head, columns: 1)
    }
    var solution = [Double](repeating: 0, count: columns)
    for position in 0..<rank {
      solution[pivots[position]] = head[position] / lengths[pivots[position]]
    }
    return solution
  }

  /// (AᵀA)⁻¹ over the independent columns; rows and columns of dependent ones are zero.
  package func inverseGram() -> Matrix {
    var inverse = Matrix.identity(rank).storage
    // R⁻¹ first, then R⁻¹·R⁻ᵀ: no product of R with itself, which would square its condition.
    BLAS.solveTriangular(
      factor, order: rank, leading: max(1, rows), transposed: false, &inverse, columns: rank)
    let half = Matrix(rows: rank, columns: rank, storage: inverse)
    let full = LinearAlgebra.multiply(half, half, transposeB: true)
    var result = Matrix(rows: columns, columns: columns)
    for i in 0..<rank {
      for j in 0..<rank {
        let (row, column) = (pivots[i], pivots[j])
        result[row, column] = full[i, j] / (lengths[row] * lengths[column])
      }
    }
    return result
  }

  /// The diagonal of the hat matrix: how far each row decides on its own fitted value.
  package func leverages() -> [Double] {
    var basis = [Double](repeating: 0, count: rows * rank)
    for position in 0..<rank { basis[position * rows + position] = 1 }
    BLAS.applyQ(factor, rows: rows, scales: scales, transposed: false, &basis, columns: rank)
    var result = [Double](repeating: 0, count: rows)
    for position in 0..<rank {
      for row in 0..<rows {
        result[row] += basis[position * rows + row] * basis[position * rows + row]
      }
    }
    return result
  }
}
