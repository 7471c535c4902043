/// A frame as SQLite's virtual table sees it: cells by row and column, and indexes made on demand.
final class FrameTable {
  let frame: Frame
  let columns: [Column]
  /// The labels of category columns as UTF-8 that stays in place, so that SQLite need not copy it.
  private let labels: [LabelTexts?]
  private var indexes: [Int: EqualityIndex] = [:]

  init(_ frame: Frame) {
    self.frame = frame
    columns = frame.columns
    labels = frame.columns.map { column in
      if case .category(_, let levels) = column.storage { return LabelTexts(levels) }
      return nil
    }
  }

  /// The table as SQL declares it; the types come back as the declared types of result columns.
  var declaration: String {
    let declared = columns.map { "\(Self.quoted($0.name)) \(SQLColumnType.name(of: $0.type))" }
    // SQLite has no tables without columns.
    return "CREATE TABLE x(\(declared.isEmpty ? "nothing" : declared.joined(separator: ", ")))"
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  func label(_ column: Int, _ code: Int32) -> UnsafeBufferPointer<CChar> {
    unsafe labels[column]?.text(Int(code)) ?? UnsafeBufferPointer(start: nil, count: 0)
  }

  /// The index of a column, made once.
  func index(_ column: Int) -> EqualityIndex {
    if let index = indexes[column] { return index }
    let index = EqualityIndex(columns[column])
    indexes[column] = index
    return index
  }
}

/// How column types are called in SQL: the words in front tell them apart, those behind give the
/// affinity that SQLite compares by.
enum SQLColumnType {
  static func name(of type: ColumnType) -> String {
    switch type {
    case .integer: "INTEGER"
    case .number: "REAL"
    case .boolean: "BOOLEAN INTEGER"
    case .category: "CATEGORY TEXT"
    case .text: "TEXT"
    case .date: "DATE TEXT"
    case .timestamp: "TIMESTAMP TEXT"
    }
  }

  /// What the declaration in a database file says of the values; nil where they must tell.
  ///
  /// Text is left to its values, which make it a category or text.
  static func type(declaredInFile name: String) -> ColumnType? {
    let word = name.uppercased().prefix { $0 != "(" && $0 != " " }
    switch word {
    case "REAL", "DOUBLE", "FLOAT": return .number
    case "BOOLEAN", "BOOL": return .boolean
    case "DATE": return .date
    case "TIMESTAMP", "DATETIME": return .timestamp
    default: return word.contains("INT") ? .integer : nil
    }
  }

  static func type(named name: String) -> ColumnType? {
    ColumnType.allCases.first { self.name(of: $0) == name }
  }
}

/// Texts laid out one after the other in memory of their own.
@safe final class LabelTexts {
  private let storage: UnsafeMutableBufferPointer<CChar>
  private let starts: [Int]

  init(_ texts: [String]) {
    var starts = [0]
    for text in texts { starts.append(starts[starts.count - 1] + text.utf8.count) }
    self.starts = starts
    unsafe storage = .allocate(capacity: max(1, starts[starts.count - 1]))
    var position = 0
    for text in texts {
      for byte in text.utf8 {
        unsafe storage[position] = CChar(bitPattern: byte)
        position += 1
      }
    }
  }

  deinit { unsafe storage.deallocate() }

  func text(_ position: Int) -> UnsafeBufferPointer<CChar> {
    unsafe UnsafeBufferPointer(
      rebasing: UnsafeBufferPointer(storage)[starts[position]..<starts[position + 1]])
  }
}
