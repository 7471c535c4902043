/// The kinds of data that a column may hold.
package enum ColumnType: String, Sendable, CaseIterable {
  case integer = "int"
  case number
  case boolean
  case category
  case text
  case date
  case timestamp
}

/// Which rows of a column are missing.
///
/// Values at missing rows are unspecified and never read.
package struct MissingMask: Sendable, Equatable {
  /// One flag a row.
  package private(set) var flags: [Bool]
  package private(set) var count: Int

  package init(flags: [Bool]) {
    self.flags = flags
    count = flags.reduce(0) { $0 + ($1 ? 1 : 0) }
  }

  package subscript(row: Int) -> Bool { flags[row] }
}

/// A named column: typed, flat storage and, where some values are missing, a mask.
package struct Column: Sendable {
  package enum Storage: Sendable {
    case integer([Int64])
    case number([Double])
    case boolean([Bool])
    /// `codes[i]` indexes `levels`; levels are distinct and in order of first appearance unless stated.
    case category(codes: [Int32], levels: [String])
    case text([String])
    /// Days since 1970-01-01.
    case date([Int32])
    /// Microseconds since 1970-01-01 00:00.
    case timestamp([Int64])
  }

  package var name: String
  package var storage: Storage
  /// nil where nothing is missing.
  package var missing: MissingMask?

  package init(name: String, storage: Storage, missing: MissingMask? = nil) {
    self.name = name
    self.storage = storage
    self.missing = missing.flatMap { $0.count == 0 ? nil : $0 }
  }

  package var count: Int {
    switch storage {
    case .integer(let v): v.count
    case .number(let v): v.count
    case .boolean(let v): v.count
    case .category(let codes, _): codes.count
    case .text(let v): v.count
    case .date(let v): v.count
    case .timestamp(let v): v.count
    }
  }

  package var type: ColumnType {
    switch storage {
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .category: .category
    case .text: .text
    case .date: .date
    case .timestamp: .timestamp
    }
  }

  package var missingCount: Int { missing?.count ?? 0 }

  /// Whether arithmetic makes sense: integers, numbers, booleans (as 0 and 1).
  package var isNumeric: Bool {
    switch storage {
    case .integer, .number, .boolean: true
    case .category, .text, .date, .timestamp: false
    }
  }

  /// Whether the values are days or moments, which have an order and no unit.
  package var isTemporal: Bool { type == .date || type == .timestamp }

  /// Hidden columns carry a simulation's truth; their names start with `_`.
  package var isHidden: Bool { name.hasPrefix("_") }
}
