import CSQLite

/// SQLite's file system without a clock, so that `date('now')` has no value.
enum SQLiteFileSystem {
  static let name = "casebook"

  /// Registers a copy of the default file system that cannot tell the time.
  static func register() {
    guard let standard = unsafe sqlite3_vfs_find(nil) else { return }
    // Both live as long as the process: SQLite keeps the pointers.
    let copy = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    unsafe copy.initialize(to: standard.pointee)
    let bytes = Array(name.utf8CString)
    let label = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { unsafe label[offset] = byte }
    unsafe copy.pointee.zName = UnsafePointer(label)
    unsafe copy.pointee.pNext = nil
    unsafe copy.pointee.xCurrentTimeInt64 = { _, _ in SQLITE_ERROR }
    unsafe copy.pointee.xCurrentTime = { _, _ in SQLITE_ERROR }
    unsafe sqlite3_vfs_register(copy, 0)
  }
}
