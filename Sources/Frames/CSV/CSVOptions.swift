/// How to read a CSV file; every default is what a file with no surprises needs.
package struct CSVOptions: Sendable, Hashable {
  /// nil: found from the first records, among comma, semicolon, tab and bar.
  package var delimiter: UInt8?
  /// nil: from the byte order mark, else UTF-8.
  package var encoding: TextEncoding?
  /// Whether the first record holds the names; else columns are `column_1`, `column_2`, ….
  package var hasHeader = true
  /// Read these columns alone, in this order; nil reads all.
  package var columns: [String]?
  /// Declared types by column; the others are inferred from the whole file.
  package var types: [String: DeclaredType] = [:]
  package var missing = MissingMarkers()

  package init() {}
}

/// A column's type as its reader declares it, with how its cells are written.
package enum DeclaredType: Sendable, Hashable {
  case integer
  case number(NumberNotation)
  case boolean
  case category
  case text
  case date(DateNotation)
  case timestamp(DateNotation)

  package var type: ColumnType {
    switch self {
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .category: .category
    case .text: .text
    case .date: .date
    case .timestamp: .timestamp
    }
  }
}

/// How the numbers of a column are written, where that differs from `-1234.5e6`.
package struct NumberNotation: Sendable, Hashable {
  /// Taken off the front or the back before reading, such as `US$ `.
  package var strip: [String]
  /// Removed between digits, such as `,`.
  package var thousands: String?
  /// The decimal mark, `.` or `,`.
  package var decimal: String
  /// Whether a percent sign at the end divides by 100.
  package var percent: Bool

  package init(
    strip: [String] = [], thousands: String? = nil, decimal: String = ".", percent: Bool = false
  ) {
    self.strip = strip
    self.thousands = thousands
    self.decimal = decimal
    self.percent = percent
  }

  package static let plain = NumberNotation()
}

/// The order of day, month and year in a column of dates or timestamps.
package enum DateNotation: String, Sendable, Hashable, CaseIterable {
  /// `2008-03-20`, also with `/` or `.`; as a date, a time of day behind it is dropped and counted.
  case yearMonthDay = "ymd"
  /// `20.3.2008`, `20/03/2008`.
  case dayMonthYear = "dmy"
  /// `3/20/2008`.
  case monthDayYear = "mdy"
}

/// Which cells mean that a value is missing.
///
/// The empty field always does.
package struct MissingMarkers: Sendable, Hashable {
  /// Tokens in every column, such as `NA`.
  package var everywhere: [String]
  /// Further tokens by column.
  package var byColumn: [String: [String]]

  package init(everywhere: [String] = [], byColumn: [String: [String]] = [:]) {
    self.everywhere = everywhere
    self.byColumn = byColumn
  }

  func tokens(for column: String) -> [String] {
    var tokens = everywhere
    for token in byColumn[column] ?? [] where !tokens.contains(token) { tokens.append(token) }
    return tokens
  }
}

/// The encodings that text files come in.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "utf-8"
  /// As the byte order mark says, else little-endian.
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  case latin1 = "latin-1"
  /// Latin-1 with `€`, `–`, `“` and the like where that has control characters.
  case windows1252 = "windows-1252"
}
