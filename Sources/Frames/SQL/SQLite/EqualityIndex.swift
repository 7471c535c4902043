import Numerics

/// Finds the rows of a column that equal a value: SQLite joins frames through it.
struct EqualityIndex {
  private let type: ColumnType
  /// Rows in the order of their keys, rows of one key ascending.
  private let rows: [Int]
  /// The key of each of `rows`.
  private let keys: [UInt64]
  /// The key of each text that a text or category column holds.
  private let textKeys: [String: UInt64]

  init(_ column: Column) {
    type = column.type
    let keys = column.sortKeys()
    rows = RadixOrder.ascending(keys)
    self.keys = rows.map { keys[$0] }
    var textKeys: [String: UInt64] = [:]
    if type == .text || type == .category {
      let view = column.levelView
      for row in keys.indices where view.codes[row] >= 0 {
        let level = view.levels[Int(view.codes[row])]
        if textKeys[level] == nil { textKeys[level] = keys[row] }
      }
    }
    self.textKeys = textKeys
  }

  /// Where in `row(at:)` the rows lie that equal the value; nil where the index cannot tell.
  func positions(equalTo value: Value) -> Range<Int>? {
    switch (type, value) {
    case (_, .missing): return 0..<0
    case (.integer, .integer(let n)): return range(.integer([n]))
    case (.integer, .number(let x)):
      return Int64(exactly: x).map { range(.integer([$0])) } ?? 0..<0
    case (.number, .number(let x)): return range(.number([x]))
    case (.number, .integer(let n)): return Double(exactly: n).map { range(.number([$0])) }
    case (.category, .text(let text)), (.text, .text(let text)):
      return textKeys[text].map(range) ?? 0..<0
    default: return nil
    }
  }

  func row(at position: Int) -> Int { rows[position] }

  private func range(_ storage: Column.Storage) -> Range<Int> {
    range(Column(name: "", storage: storage).sortKeys()[0])
  }

  private func range(_ key: UInt64) -> Range<Int> {
    let start = bound { $0 < key }
    return start..<max(start, bound { $0 <= key })
  }

  /// The first position whose key is not `before`.
  private func bound(_ before: (UInt64) -> Bool) -> Int {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if before(keys[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
