import CSQLite

/// A column of a database file that holds values of several kinds, which became one.
package struct SQLMixedColumn: Sendable, Hashable {
  package let name: String
  /// Values that are numbers in a column that is text now.
  package let numbers: Int
  package let texts: Int
}

/// Gathers one column of a result.
struct SQLResultColumn {
  let name: String
  /// Whether the column comes from a database file, where any cell may hold any kind of value.
  private let isOfFile: Bool
  private var numberCount = 0
  private var textCount = 0
  private var blobCount = 0
  /// The type of the frame's column that this is; nil for an expression.
  private let declared: ColumnType?
  private var integers: [Int64] = []
  private var numbers: [Double] = []
  private var codes: [Int32] = []
  private var levels: [String] = []
  private var positions: [String: Int32] = [:]
  private var missing: [Bool] = []
  private var missingCount = 0
  private var shape = Shape.empty

  /// What the values so far need: each holds those before it.
  private enum Shape: Int { case empty, integers, numbers, texts }

  private init(name: String, declared: ColumnType?, isOfFile: Bool) {
    self.name = name
    self.declared = declared
    self.isOfFile = isOfFile
  }

  /// What a column of several kinds holds; nil for one of one kind.
  var mixed: SQLMixedColumn? {
    guard isOfFile, numberCount > 0, textCount > 0 else { return nil }
    return SQLMixedColumn(name: name, numbers: numberCount, texts: textCount)
  }

  /// Why the column cannot be had.
  var problem: SQLError? {
    guard isOfFile, blobCount > 0 else { return nil }
    return SQLError(
      .unsupported, "the column “\(name)” holds binary data: leave it out, or take hex(\(name))")
  }

  static func columns(
    of statement: OpaquePointer, ofFile isOfFile: Bool = false
  ) throws(SQLError) -> [SQLResultColumn] {
    var columns: [SQLResultColumn] = []
    var seen: Set<String> = []
    for index in 0..<(unsafe sqlite3_column_count(statement)) {
      let name =
        unsafe sqlite3_column_name(statement, index).map { unsafe String(cString: $0) } ?? ""
      guard seen.insert(name).inserted else {
        throw SQLError(
          .invalid, "two columns of the result are named “\(name)”: name them with AS")
      }
      let declared = unsafe sqlite3_column_decltype(statement, index).flatMap {
        let name = unsafe String(cString: $0)
        return isOfFile ? SQLColumnType.type(declaredInFile: name) : SQLColumnType.type(named: name)
      }
      columns.append(SQLResultColumn(name: name, declared: declared, isOfFile: isOfFile))
    }
    return columns
  }

  /// Takes the value of the statement's current row.
  mutating func append(_ statement: OpaquePointer, _ index: Int32) {
    let kind = unsafe sqlite3_column_type(statement, index)
    switch kind {
    case SQLITE_INTEGER:
      numberCount += 1
      append(unsafe sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT:
      numberCount += 1
      append(unsafe sqlite3_column_double(statement, index))
    case SQLITE_TEXT, SQLITE_BLOB:
      textCount += 1
      if kind == SQLITE_BLOB { blobCount += 1 }
      guard let bytes = unsafe sqlite3_column_text(statement, index) else {
        return appendMissing()
      }
      let count = Int(unsafe sqlite3_column_bytes(statement, index))
      append(
        unsafe String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    default: appendMissing()
    }
  }

  private mutating func append(_ value: Int64) {
    if shape == .empty { become(.integers) }
    missing.append(false)
    switch shape {
    case .empty, .integers: integers.append(value)
    case .numbers: numbers.append(Double(value))
    case .texts: codes.append(code(String(value)))
    }
  }

  private mutating func append(_ value: Double) {
    if shape.rawValue < Shape.numbers.rawValue { become(.numbers) }
    missing.append(false)
    switch shape {
    case .empty, .integers, .numbers: numbers.append(value)
    case .texts: codes.append(code(value.description))
    }
  }

  private mutating func append(_ value: String) {
    if shape != .texts { become(.texts) }
    missing.append(false)
    codes.append(code(value))
  }

  private mutating func appendMissing() {
    missing.append(true)
    missingCount += 1
    switch shape {
    case .empty: break
    case .integers: integers.append(0)
    case .numbers: numbers.append(.nan)
    case .texts: codes.append(0)
    }
  }

  private mutating func code(_ text: String) -> Int32 {
    if let position = positions[text] { return position }
    let position = Int32(truncatingIfNeeded: levels.count)
    positions[text] = position
    levels.append(text)
    return position
  }

  private mutating func become(_ wider: Shape) {
    switch (shape, wider) {
    case (.empty, .integers): integers = Array(repeating: 0, count: missing.count)
    case (.empty, .numbers): numbers = Array(repeating: .nan, count: missing.count)
    case (.empty, _): codes = Array(repeating: 0, count: missing.count)
    case (.integers, .numbers):
      numbers = integers.indices.map { missing[$0] ? .nan : Double(integers[$0]) }
    case (.integers, _):
      for row in integers.indices { codes.append(missing[row] ? 0 : code(String(integers[row]))) }
    case (.numbers, _):
      for row in numbers.indices { codes.append(missing[row] ? 0 : code(numbers[row].description)) }
    case (.texts, _): break
    }
    integers = shape == .integers ? [] : integers
    shape = wider
  }

  /// The finished column.
  func column(rows: Int) -> Column {
    let mask = missingCount == 0 ? nil : MissingMask(flags: missing)
    return Column(name: name, storage: storage(rows: rows), missing: mask)
  }

  private func storage(rows: Int) -> Column.Storage {
    switch (shape, declared) {
    case (.empty, .number): return .number(Array(repeating: .nan, count: rows))
    case (.empty, .integer): return .integer(Array(repeating: 0, count: rows))
    case (.empty, _): return .text(Array(repeating: "", count: rows))
    case (.integers, .boolean):
      // A file may call a column BOOLEAN and keep other numbers in it.
      if isOfFile, integers.contains(where: { $0 != 0 && $0 != 1 }) { return .integer(integers) }
      return .boolean(integers.map { $0 != 0 })
    case (.integers, .number): return .number(integers.map { Double($0) })
    case (.integers, _): return .integer(integers)
    case (.numbers, _): return .number(numbers)
    case (.texts, .date): return dates ?? texts
    case (.texts, .timestamp): return timestamps ?? texts
    case (.texts, .text): return texts
    case (.texts, .category): return .category(codes: codes, levels: levels)
    case (.texts, _):
      // What an expression makes of dates, such as max(day), is a date.
      if !isOfFile, declared == nil, !levels.isEmpty, let storage = dates ?? timestamps {
        return storage
      }
      return levels.count <= CSVReader.levelLimit(rows: rows)
        ? .category(codes: codes, levels: levels) : texts
    }
  }

  /// The texts as days; nil where one is none.
  private var dates: Column.Storage? {
    var days: [Int32] = []
    for level in levels {
      guard let day = CellParser.isoDate(Array(level.utf8)[...]) else { return nil }
      days.append(day)
    }
    return .date(codes.map { days.isEmpty ? 0 : days[Int($0)] })
  }

  /// The texts as timestamps; nil where one is none, or has a zone: it would be moved to UTC, which
  /// the query did not ask for.
  private var timestamps: Column.Storage? {
    var moments: [Int64] = []
    for level in levels {
      guard let moment = CellParser.timestamp(Array(level.utf8)[...], .yearMonthDay),
        !moment.hasZone
      else { return nil }
      moments.append(moment.microseconds)
    }
    return .timestamp(codes.map { moments.isEmpty ? 0 : moments[Int($0)] })
  }

  private var texts: Column.Storage {
    .text(codes.map { levels.isEmpty ? "" : levels[Int($0)] })
  }
}
