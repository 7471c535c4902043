extension Column {
  /// The rows `rows`, where -1 gives a missing cell.
  package func gathering(_ rows: [Int]) -> Column {
    guard count > 0 else {
      return Column(
        name: name, storage: Self.blank(type, count: rows.count),
        missing: MissingMask(flags: rows.map { _ in true }))
    }
    let taken = taking(rows.map { max($0, 0) })
    guard rows.contains(where: { $0 < 0 }) else { return taken }
    let flags = rows.indices.map { rows[$0] < 0 || taken.missing?[$0] == true }
    return Column(name: name, storage: taken.storage, missing: MissingMask(flags: flags))
  }

  /// The column with another one's rows behind its own; nil where their types do not go together.
  ///
  /// Integers, numbers and booleans become numbers (or stay what both are); text and categories
  /// become categories.
  package func appending(_ other: Column) -> Column? {
    let flags = (0..<count).map { isMissing($0) } + (0..<other.count).map { other.isMissing($0) }
    let storage: Storage
    switch (self.storage, other.storage) {
    case (.integer(let a), .integer(let b)): storage = .integer(a + b)
    case (.boolean(let a), .boolean(let b)): storage = .boolean(a + b)
    case (.date(let a), .date(let b)): storage = .date(a + b)
    case (.timestamp(let a), .timestamp(let b)): storage = .timestamp(a + b)
    case (.integer, _), (.number, _), (.boolean, _):
      guard other.isNumeric, let a = doubles, let b = other.doubles else { return nil }
      storage = .number(a + b)
    case (.category, .category), (.category, .text), (.text, .category), (.text, .text):
      let labels = Self.labels(of: self) + Self.labels(of: other)
      return Column(name: name, categories: labels)
    case (.date, _), (.timestamp, _), (.category, _), (.text, _): return nil
    }
    return Column(name: name, storage: storage, missing: MissingMask(flags: flags))
  }

  private static func labels(of column: Column) -> [String?] {
    let view = column.levelView
    return view.codes.map { $0 < 0 ? nil : view.levels[Int($0)] }
  }

  private static func blank(_ type: ColumnType, count: Int) -> Storage {
    switch type {
    case .integer: .integer(Array(repeating: 0, count: count))
    case .number: .number(Array(repeating: .nan, count: count))
    case .boolean: .boolean(Array(repeating: false, count: count))
    case .category: .category(codes: Array(repeating: 0, count: count), levels: [])
    case .text: .text(Array(repeating: "", count: count))
    case .date: .date(Array(repeating: 0, count: count))
    case .timestamp: .timestamp(Array(repeating: 0, count: count))
    }
  }
}
