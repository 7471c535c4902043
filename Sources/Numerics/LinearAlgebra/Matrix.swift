/// A dense matrix of doubles in one flat array, column after column.
///
/// Element (row, column) is `storage[column * rows + row]`, as BLAS and LAPACK expect.
package struct Matrix: Sendable, Equatable {
  package let rows: Int
  package let columns: Int
  package var storage: [Double]

  package init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.rows = rows
    self.columns = columns
    storage = [Double](repeating: value, count: rows * columns)
  }

  /// Takes `storage` as it is, column after column; it must hold `rows * columns` numbers.
  package init(rows: Int, columns: Int, storage: [Double]) {
    precondition(storage.count == rows * columns, "storage does not fit the shape")
    self.rows = rows
    self.columns = columns
    self.storage = storage
  }

  /// Puts columns of equal length side by side; no columns give a matrix of no rows.
  package init(columns: [[Double]]) {
    let rows = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == rows }, "columns differ in length")
    self.rows = rows
    self.columns = columns.count
    storage = columns.flatMap { $0 }
  }

  /// The square matrix with ones on its diagonal.
  package static func identity(_ order: Int) -> Matrix {
    var result = Matrix(rows: order, columns: order)
    for index in 0..<order { result[index, index] = 1 }
    return result
  }

  @inlinable package subscript(row: Int, column: Int) -> Double {
    get { storage[column * rows + row] }
    set { storage[column * rows + row] = newValue }
  }

  /// A copy of one column.
  package func column(_ index: Int) -> [Double] {
    Array(storage[index * rows..<(index + 1) * rows])
  }

  /// A copy of one row.
  package func row(_ index: Int) -> [Double] {
    (0..<columns).map { storage[$0 * rows + index] }
  }

  package var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  package var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for column in 0..<columns {
      for row in 0..<rows { result.storage[row * columns + column] = storage[column * rows + row] }
    }
    return result
  }

  /// The given rows, in the given order.
  package func selecting(rows selection: [Int]) -> Matrix {
    var result = Matrix(rows: selection.count, columns: columns)
    for column in 0..<columns {
      let (source, target) = (column * rows, column * selection.count)
      for (position, row) in selection.enumerated() {
        result.storage[target + position] = storage[source + row]
      }
    }
    return result
  }

  /// The given columns, in the given order.
  package func selecting(columns selection: [Int]) -> Matrix {
    var result: [Double] = []
    result.reserveCapacity(rows * selection.count)
    for column in selection { result += storage[column * rows..<(column + 1) * rows] }
    return Matrix(rows: rows, columns: selection.count, storage: result)
  }

  /// This matrix with the columns of another at its right; both need the same number of rows.
  package func appending(columnsOf other: Matrix) -> Matrix {
    precondition(rows == other.rows, "matrices differ in rows")
    return Matrix(rows: rows, columns: columns + other.columns, storage: storage + other.storage)
  }
}
