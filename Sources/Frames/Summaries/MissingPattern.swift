/// Which columns have no value together.
package struct MissingPattern: Sendable, Equatable {
  /// Columns without a value, by their position among those that were looked at.
  package let columns: [Int]
  package let rows: Int

  /// Every pattern of the rows, the most frequent first; ties by the row where it first shows.
  ///
  /// Linear in rows times columns with missing values.
  package static func patterns(of columns: [Column], rowCount: Int) -> [MissingPattern] {
    var patterns: [[Int]] = [[]]
    var ids = [Int32](repeating: 0, count: rowCount)
    for (position, column) in columns.enumerated() {
      // A number that is NaN is missing as well.
      guard column.missingCount > 0 || column.type == .number else { continue }
      // The pattern that each one becomes where this column has no value too.
      var extended = [Int32](repeating: -1, count: patterns.count)
      for row in 0..<rowCount where column.isMissing(row) {
        let id = Int(ids[row])
        if extended[id] < 0 {
          extended[id] = Int32(patterns.count)
          patterns.append(patterns[id] + [position])
        }
        ids[row] = extended[id]
      }
    }
    var counts = [Int](repeating: 0, count: patterns.count)
    var firsts = [Int](repeating: rowCount, count: patterns.count)
    for row in ids.indices.reversed() {
      counts[Int(ids[row])] += 1
      firsts[Int(ids[row])] = row
    }
    return patterns.indices.filter { counts[$0] > 0 }
      .sorted { (counts[$1], firsts[$0]) < (counts[$0], firsts[$1]) }
      .map { MissingPattern(columns: patterns[$0], rows: counts[$0]) }
  }
}
