import Numerics

/// The bins of rows of features.
package struct BinnedFeatures: Sendable {
  package enum Order: Sendable { case byColumn, byRow }

  let rowCount: Int
  let columnCount: Int
  /// `codes[column * rowCount + row]`, or `codes[row * columnCount + column]` by row.
  package let codes: [UInt8]

  package init(_ features: FeatureMatrix, _ layout: BinLayout, order: Order) {
    let (rows, width) = (features.rowCount, features.columnCount)
    rowCount = rows
    columnCount = width
    let columns = Parallel.map(count: width) { column in
      Self.codes(features.column(column), layout.columns[column])
    }
    switch order {
    case .byColumn: codes = columns.flatMap { $0 }
    case .byRow:
      var codes = [UInt8](repeating: 0, count: rows * width)
      for (index, column) in columns.enumerated() {
        var position = index
        for code in column {
          codes[position] = code
          position += width
        }
      }
      self.codes = codes
    }
  }

  private static func codes(_ values: ArraySlice<Double>, _ column: BinLayout.Column) -> [UInt8] {
    switch column {
    case .numeric(let cuts): return values.map { bin($0, cuts) }
    case .categorical(let bins):
      return values.map { value in
        let level = value.isNaN ? -1 : Int(value)
        return bins.indices.contains(level) ? bins[level] : BinLayout.missing
      }
    }
  }

  @inline(__always)
  private static func bin(_ value: Double, _ cuts: [Double]) -> UInt8 {
    if value.isNaN { return BinLayout.missing }
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle] < value { low = middle + 1 } else { high = middle }
    }
    return UInt8(low + 1)
  }

  /// The bins of all rows in a column, where the order is by column.
  @inline(__always)
  func column(_ column: Int) -> ArraySlice<UInt8> {
    codes[column * rowCount..<(column + 1) * rowCount]
  }

  /// The same bins, one row after the other.
  func byRow() -> [UInt8] {
    var rows = [UInt8](repeating: 0, count: codes.count)
    for column in 0..<columnCount {
      let start = column * rowCount
      for row in 0..<rowCount { rows[row * columnCount + column] = codes[start + row] }
    }
    return rows
  }
}
