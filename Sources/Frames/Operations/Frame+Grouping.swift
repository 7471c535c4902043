/// The rows that share their values in the grouping columns.
package struct RowGroup: Sendable {
  /// One value for each grouping column; `.missing` is a value of its own.
  package let key: [Value]
  /// In ascending order, never empty.
  package let rows: [Int]
}

extension Frame {
  /// The groups of equal values in the named columns, in order of first appearance.
  ///
  /// Without columns all rows are one group. Columns that are not there are passed over.
  package func grouped(by names: [String]) -> [RowGroup] {
    guard rowCount > 0 else { return [] }
    let columns = names.compactMap { self[$0] }
    let (codes, groupCount) = groupCodes(by: names)
    var sizes = [Int](repeating: 0, count: groupCount)
    for code in codes { sizes[code] += 1 }
    var members = sizes.map { size in
      var rows: [Int] = []
      rows.reserveCapacity(size)
      return rows
    }
    for row in 0..<rowCount { members[codes[row]].append(row) }
    return members.map { rows in RowGroup(key: columns.map { $0[rows[0]] }, rows: rows) }
  }

  /// The group of each row, numbered by first appearance, and how many there are.
  func groupCodes(by names: [String]) -> (codes: [Int], count: Int) {
    var codes = [Int](repeating: 0, count: rowCount)
    var count = rowCount > 0 ? 1 : 0
    for column in names.compactMap({ self[$0] }) {
      (codes, count) = Self.refine(codes, by: column)
    }
    return (codes, count)
  }

  /// Splits groups by a further column; codes stay dense and in order of first appearance.
  private static func refine(_ codes: [Int], by column: Column) -> ([Int], Int) {
    let keys = column.sortKeys()
    struct Pair: Hashable {
      let code: Int
      let key: UInt64
    }
    var positions: [Pair: Int] = [:]
    var refined = codes
    for row in codes.indices {
      let pair = Pair(code: codes[row], key: keys[row])
      if let position = positions[pair] {
        refined[row] = position
      } else {
        refined[row] = positions.count
        positions[pair] = positions.count
      }
    }
    return (refined, positions.count)
  }
}
