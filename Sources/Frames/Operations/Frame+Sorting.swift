import Numerics

/// One column to sort by.
package struct SortKey: Sendable, Hashable {
  package var column: String
  package var descending: Bool

  package init(_ column: String, descending: Bool = false) {
    self.column = column
    self.descending = descending
  }
}

extension Frame {
  /// The row numbers in the order of the keys; ties keep their order, missing values come last.
  ///
  /// Keys whose column is not there are passed over, so check before. Linear in the rows.
  package func order(by keys: [SortKey]) -> [Int] {
    var rows = Array(0..<rowCount)
    for key in keys.reversed() {
      guard let column = self[key.column] else { continue }
      var values = column.sortKeys()
      if key.descending {
        for row in values.indices where values[row] != .max { values[row] = .max - 1 - values[row] }
      }
      rows = RadixOrder.ascending(rows.map { values[$0] }).map { rows[$0] }
    }
    return rows
  }

  package func sorted(by keys: [SortKey]) -> Frame { taking(order(by: keys)) }
}
