import CSQLite

/// What keeps queries to reading, and their results the same on every run.
enum SQLiteSandbox {
  /// Functions that would make a result differ between runs, or reach outside.
  private static let deniedFunctions: Set<String> = [
    "random", "randomblob", "load_extension", "current_date", "current_time", "current_timestamp",
    "sqlite_version", "sqlite_source_id", "changes", "total_changes", "last_insert_rowid",
    "fts3_tokenizer",
  ]

  /// Lets queries read and call functions, and denies everything else.
  static let authorizer:
    @convention(c) (
      UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
      UnsafePointer<CChar>?, UnsafePointer<CChar>?
    ) -> Int32 = { _, action, first, second, _, _ in
      switch action {
      case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
      case SQLITE_READ:
        let table = unsafe first.map { unsafe String(cString: $0) } ?? ""
        return table.lowercased().hasPrefix("sqlite_") ? SQLITE_DENY : SQLITE_OK
      case SQLITE_FUNCTION:
        let name = unsafe second.map { unsafe String(cString: $0) } ?? ""
        return deniedFunctions.contains(name.lowercased()) ? SQLITE_DENY : SQLITE_OK
      default: return SQLITE_DENY
      }
    }

  /// The name of the file system without a clock.
  static let fileSystem = "casebook"

  /// Registers, once, a copy of the default file system that cannot tell the time, so that
  /// `date('now')` has no value.
  static let register: Void = {
    guard let standard = unsafe sqlite3_vfs_find(nil) else { return }
    // Both live as long as the process: SQLite keeps the pointers.
    let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    unsafe copy.initialize(to: standard.pointee)
    let bytes = Array(fileSystem.utf8CString)
    let label = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { unsafe label[offset] = byte }
    unsafe copy.pointee.zName = UnsafePointer(label)
    unsafe copy.pointee.pNext = nil
    unsafe copy.pointee.xCurrentTimeInt64 = { _, _ in SQLITE_ERROR }
    unsafe copy.pointee.xCurrentTime = { _, _ in SQLITE_ERROR }
    unsafe sqlite3_vfs_register(copy, 0)
  }()
}
