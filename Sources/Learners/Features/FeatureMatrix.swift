/// Features of equal length in one flat column-major buffer.
///
/// A categorical column holds the positions of its values in `levels(of:)`. NaN stands for a
/// missing value in either kind of column.
package struct FeatureMatrix: Sendable, Equatable {
  package let names: [String]
  /// The levels of each categorical column; nil for a numeric one.
  package let categories: [[String]?]
  package let rowCount: Int
  /// `values[column * rowCount + row]`.
  package let values: [Double]

  /// `values` holds one column after the other, each of `rowCount` rows.
  package init(names: [String], categories: [[String]?], rowCount: Int, values: [Double]) {
    precondition(names.count == categories.count, "a category entry is needed for each column")
    precondition(values.count == names.count * rowCount, "the columns differ in length")
    self.names = names
    self.categories = categories
    self.rowCount = rowCount
    self.values = values
  }

  /// Numeric columns of equal length.
  package init(numeric columns: [(name: String, values: [Double])], rowCount: Int) {
    self.init(
      names: columns.map(\.name), categories: columns.map { _ in nil }, rowCount: rowCount,
      values: columns.flatMap(\.values))
  }

  package var columnCount: Int { names.count }

  package func column(_ index: Int) -> ArraySlice<Double> {
    values[index * rowCount..<(index + 1) * rowCount]
  }

  /// The rows at these positions, in this order.
  package func selecting(rows: [Int]) -> FeatureMatrix {
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * columnCount)
    for column in 0..<columnCount {
      let start = column * rowCount
      for row in rows { selected.append(values[start + row]) }
    }
    return FeatureMatrix(
      names: names, categories: categories, rowCount: rows.count, values: selected)
  }

  /// The columns in this range.
  package func selecting(columns: Range<Int>) -> FeatureMatrix {
    FeatureMatrix(
      names: Array(names[columns]), categories: Array(categories[columns]), rowCount: rowCount,
      values: Array(values[columns.lowerBound * rowCount..<columns.upperBound * rowCount]))
  }

  /// These columns followed by those of another matrix with as many rows.
  package func appending(_ other: FeatureMatrix) -> FeatureMatrix {
    FeatureMatrix(
      names: names + other.names, categories: categories + other.categories, rowCount: rowCount,
      values: values + other.values)
  }

  /// The first column with missing values, and how many it has.
  package var firstMissing: (name: String, count: Int)? {
    for index in 0..<columnCount {
      let count = column(index).reduce(into: 0) { $0 += $1.isNaN ? 1 : 0 }
      if count > 0 { return (names[index], count) }
    }
    return nil
  }

  /// The first column with an infinite value.
  package var firstInfinite: String? {
    values.firstIndex { $0.isInfinite }.map { names[$0 / rowCount] }
  }
}

extension FeatureMatrix {
  /// The matrix with some columns taken from other rows: row i gets those of row `order[i]`.
  package func permuting(columns: [Int], by order: [Int]) -> FeatureMatrix {
    var changed = values
    for column in columns {
      let start = column * rowCount
      for row in 0..<rowCount { changed[start + row] = values[start + order[row]] }
    }
    return FeatureMatrix(
      names: names, categories: categories, rowCount: rowCount, values: changed)
  }

  /// The matrix with one column set to one value in every row.
  package func setting(column: Int, to value: Double) -> FeatureMatrix {
    var changed = values
    for row in column * rowCount..<(column + 1) * rowCount { changed[row] = value }
    return FeatureMatrix(
      names: names, categories: categories, rowCount: rowCount, values: changed)
  }

  /// Rows that take some columns from these rows and the rest from another matrix's.
  package func mixing(columns: [Bool], from other: FeatureMatrix) -> FeatureMatrix {
    var mixed: [Double] = []
    mixed.reserveCapacity(values.count)
    for column in 0..<columnCount {
      mixed += columns[column] ? self.column(column) : other.column(column)
    }
    return FeatureMatrix(
      names: names, categories: categories, rowCount: rowCount, values: mixed)
  }
}
