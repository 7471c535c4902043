import CSQLite

/// Reads values that SQLite hands to functions and tables.
enum SQLValueReader {
  static func value(_ value: OpaquePointer) -> Value {
    switch unsafe sqlite3_value_type(value) {
    case SQLITE_INTEGER: return .integer(unsafe sqlite3_value_int64(value))
    case SQLITE_FLOAT: return .number(unsafe sqlite3_value_double(value))
    case SQLITE_TEXT, SQLITE_BLOB: return .text(unsafe text(value))
    default: return .missing
    }
  }

  /// The value as a number; nil where it is missing or text that is no number.
  static func number(_ value: OpaquePointer?) -> Double? {
    guard let value = unsafe value else { return nil }
    switch unsafe sqlite3_value_numeric_type(value) {
    case SQLITE_INTEGER, SQLITE_FLOAT: return unsafe sqlite3_value_double(value)
    default: return nil
    }
  }

  private static func text(_ value: OpaquePointer) -> String {
    guard let bytes = unsafe sqlite3_value_text(value) else { return "" }
    let count = Int(unsafe sqlite3_value_bytes(value))
    return unsafe String(
      decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }
}
