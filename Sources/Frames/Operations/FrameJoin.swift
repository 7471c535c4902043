/// Which rows of two frames a join keeps.
package enum JoinKind: String, Sendable, CaseIterable {
  /// All rows of the left frame.
  case left
  /// Rows with a partner.
  case inner
  /// All rows of the right frame.
  case right
  /// All rows of both.
  case full
}

/// A joined frame, and what the join did to the rows.
package struct FrameJoin: Sendable {
  package let frame: Frame
  /// Rows beyond the first of their key, on each side.
  package let leftDuplicates: Int
  package let rightDuplicates: Int
  /// Rows without a partner, on each side.
  package let leftUnmatched: Int
  package let rightUnmatched: Int
  /// Columns of the right frame that got a new name because the left one has theirs.
  package let renamed: [(from: String, to: String)]

  /// The keys cannot be compared, such as text with numbers.
  package struct KeyMismatch: Error, Sendable {
    package let left: String
    package let right: String
  }

  /// Joins on equal values of the key columns; missing keys have no partner.
  ///
  /// Rows come in the order of the left frame, partners in the order of the right; rows of the right
  /// frame alone come last. Key columns appear once, under their left names.
  package init(
    left: Frame, right: Frame, on keys: [(left: String, right: String)], how: JoinKind
  ) throws(KeyMismatch) {
    let (leftCodes, rightCodes) = try Self.codes(left, right, keys)
    var partners: [Int: [Int]] = [:]
    for (row, code) in rightCodes.enumerated() where code >= 0 {
      partners[code, default: []].append(row)
    }
    var leftRows: [Int] = []
    var rightRows: [Int] = []
    var isMatched = [Bool](repeating: false, count: right.rowCount)
    var leftUnmatched = 0
    for (row, code) in leftCodes.enumerated() {
      let found = code < 0 ? [] : partners[code] ?? []
      for partner in found {
        leftRows.append(row)
        rightRows.append(partner)
        isMatched[partner] = true
      }
      if found.isEmpty {
        leftUnmatched += 1
        if how == .left || how == .full {
          leftRows.append(row)
          rightRows.append(-1)
        }
      }
    }
    let alone = isMatched.indices.filter { !isMatched[$0] }
    if how == .right || how == .full {
      leftRows += alone.map { _ in -1 }
      rightRows += alone
    }
    (frame, renamed) = Self.columns(left, right, keys, leftRows, rightRows)
    self.leftUnmatched = leftUnmatched
    rightUnmatched = alone.count
    leftDuplicates = Self.duplicates(leftCodes)
    rightDuplicates = Self.duplicates(rightCodes)
  }

  /// One code for each combination of keys, the same on both sides; -1 where a key is missing.
  private static func codes(
    _ left: Frame, _ right: Frame, _ keys: [(left: String, right: String)]
  ) throws(KeyMismatch) -> ([Int], [Int]) {
    var both: [Column] = []
    for (index, key) in keys.enumerated() {
      guard let a = left[key.left], let b = right[key.right],
        let column = a.appending(b)
      else { throw KeyMismatch(left: key.left, right: key.right) }
      both.append(column.renamed("key \(index)"))
    }
    let stacked = Frame(both, rowCount: left.rowCount + right.rowCount)
    let complete = stacked.complete(stacked.columnNames)
    var codes = [Int](repeating: -1, count: stacked.rowCount)
    for (code, group) in stacked.grouped(by: stacked.columnNames).enumerated() {
      for row in group.rows where complete[row] { codes[row] = code }
    }
    return (Array(codes[..<left.rowCount]), Array(codes[left.rowCount...]))
  }

  private static func duplicates(_ codes: [Int]) -> Int {
    let known = codes.filter { $0 >= 0 }
    return known.count - Set(known).count
  }

  private static func columns(
    _ left: Frame, _ right: Frame, _ keys: [(left: String, right: String)], _ leftRows: [Int],
    _ rightRows: [Int]
  ) -> (Frame, [(from: String, to: String)]) {
    var columns = left.columns.map { column -> Column in
      let own = column.gathering(leftRows)
      // Rows of the right frame alone have their key from there.
      guard leftRows.contains(-1), let key = keys.first(where: { $0.left == column.name }),
        let other = right[key.right], let stacked = column.appending(other)
      else { return own }
      let rows = leftRows.indices.map { row in
        leftRows[row] >= 0 ? leftRows[row] : column.count + rightRows[row]
      }
      return stacked.taking(rows)
    }
    var taken = Set(left.columnNames)
    var renamed: [(from: String, to: String)] = []
    for column in right.columns where !keys.contains(where: { $0.right == column.name }) {
      var name = column.name
      while taken.contains(name) { name += "_right" }
      if name != column.name { renamed.append((column.name, name)) }
      taken.insert(name)
      columns.append(column.gathering(rightRows).renamed(name))
    }
    return (Frame(columns, rowCount: leftRows.count), renamed)
  }
}
