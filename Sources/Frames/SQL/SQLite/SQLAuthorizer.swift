import CSQLite

/// Lets queries read and call functions, and denies everything else.
enum SQLAuthorizer {
  /// Functions that would make a result differ between runs, or reach outside.
  private static let deniedFunctions: Set<String> = [
    "random", "randomblob", "load_extension", "current_date", "current_time", "current_timestamp",
    "sqlite_version", "sqlite_source_id", "changes", "total_changes", "last_insert_rowid",
    "fts3_tokenizer",
  ]

  static let callback:
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
}
