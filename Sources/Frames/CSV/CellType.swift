/// What a cell's own characters say about its type.
enum CellType: UInt8, Sendable {
  /// Nothing seen yet.
  case none
  case integer, number, boolean, date
  /// A day and a time of day, without a zone and with one: a column cannot hold both.
  case timestamp, zonedTimestamp
  case text

  /// The narrowest type that holds both.
  func joined(with other: CellType) -> CellType {
    if self == other || other == .none { return self }
    if self == .none { return other }
    switch (self, other) {
    case (.integer, .number), (.number, .integer): return .number
    // A day alone is its midnight.
    case (.date, .timestamp), (.timestamp, .date): return .timestamp
    default: return .text
    }
  }

  /// The type of a cell that is not empty.
  static func of(_ cell: ArraySlice<UInt8>) -> CellType {
    let trimmed = CellParser.trimmed(cell)
    guard let first = trimmed.first else { return .text }
    // Most text is told from numbers by its first byte.
    switch ASCII.lowercase(first) {
    case ASCII.zero...ASCII.nine, ASCII.minus, ASCII.plus, ASCII.point, 0x69:
      if CellParser.integer(trimmed) != nil { return .integer }
      if CellParser.number(trimmed) != nil { return .number }
      if CellParser.isoDate(trimmed) != nil { return .date }
      guard let moment = CellParser.isoTimestamp(trimmed) else { return .text }
      return moment.hasZone ? .zonedTimestamp : .timestamp
    case 0x74, 0x66: return CellParser.boolean(trimmed) != nil ? .boolean : .text
    default: return .text
    }
  }

  /// The column type; text may yet become a category.
  var columnType: ColumnType {
    switch self {
    case .none, .text: .text
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .timestamp, .zonedTimestamp: .timestamp
    }
  }
}
