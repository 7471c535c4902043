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
    let (leftCodes, rightCodes, codeCount) = try Self.codes(left, right, keys)
    let partners = Partners(rightCodes, codeCount: codeCount)
    var leftRows: [Int] = []
    var rightRows: [Int] = []
    var isMatched = [Bool](repeating: false, count: right.rowCount)
    var leftUnmatched = 0
    for (row, code) in leftCodes.enumerated() {
      let found = partners.rows(of: code)
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
    leftDuplicates = Self.duplicates(leftCodes, codeCount)
    rightDuplicates = Self.duplicates(rightCodes, codeCount)
  }

  /// The rows of each code, one code's after the other's.
  private struct Partners {
    private let starts: [Int]
    private let rows: [Int]

    init(_ codes: [Int], codeCount: Int) {
      var starts = [Int](repeating: 0, count: codeCount + 1)
      for code in codes where code >= 0 { starts[code + 1] += 1 }
      for code in 0..<codeCount { starts[code + 1] += starts[code] }
      var next = starts
      var rows = [Int](repeating: 0, count: starts[codeCount])
      for (row, code) in codes.enumerated() where code >= 0 {
        rows[next[code]] = row
        next[code] += 1
      }
      self.starts = starts
      self.rows = rows
    }

    /// In ascending order; none for a missing key.
    func rows(of code: Int) -> ArraySlice<Int> {
      code < 0 ? [] : rows[starts[code]..<starts[code + 1]]
    }
  }

  /// One code for each combination of keys, the same on both sides; -1 where a key is missing.
  private static func codes(
    _ left: Frame, _ right: Frame, _ keys: [(left: String, right: String)]
  ) throws(KeyMismatch) -> (left: [Int], right: [Int], count: Int) {
    var both: [Column] = []
    for (index, key) in keys.enumerated() {
      guard let a = left[key.left], let b = right[key.right],
        let column = stacked(a, b)
      else { throw KeyMismatch(left: key.left, right: key.right) }
      both.append(column.renamed("key \(index)"))
    }
    let stacked = Frame(both, rowCount: left.rowCount + right.rowCount)
    let complete = stacked.complete(stacked.columnNames)
    var (codes, count) = stacked.groupCodes(by: stacked.columnNames)
    for row in codes.indices where !complete[row] { codes[row] = -1 }
    return (Array(codes[..<left.rowCount]), Array(codes[left.rowCount...]), count)
  }

  /// The right column behind the left one; a column without values goes with one of any type.
  private static func stacked(_ left: Column, _ right: Column) -> Column? {
    if let column = left.appending(right) { return column }
    func hasNoValues(_ column: Column) -> Bool { column.firstValue == .missing }
    if hasNoValues(left) {
      let blank = right.gathering(Array(repeating: -1, count: left.count))
      return blank.renamed(left.name).appending(right)
    }
    guard hasNoValues(right) else { return nil }
    return left.appending(left.gathering(Array(repeating: -1, count: right.count)))
  }

  private static func duplicates(_ codes: [Int], _ count: Int) -> Int {
    var isKnown = [Bool](repeating: false, count: count)
    var duplicates = 0
    for code in codes where code >= 0 {
      if isKnown[code] { duplicates += 1 }
      isKnown[code] = true
    }
    return duplicates
  }

  private static func columns(
    _ left: Frame, _ right: Frame, _ keys: [(left: String, right: String)], _ leftRows: [Int],
    _ rightRows: [Int]
  ) -> (Frame, [(from: String, to: String)]) {
    var columns = left.columns.map { column -> Column in
      let own = column.gathering(leftRows)
      // Rows of the right frame alone have their key from there.
      guard leftRows.contains(-1), let key = keys.first(where: { $0.left == column.name }),
        let other = right[key.right], let stacked = stacked(column, other)
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
