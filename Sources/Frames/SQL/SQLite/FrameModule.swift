import CSQLite

/// SQLite's virtual table over a frame: a scan of the rows, or a look-up of equal values.
enum FrameModule {
  /// What SQLite holds for a table: its own part must come first.
  @unsafe private struct Table {
    var base = unsafe sqlite3_vtab()
    var frame: Unmanaged<FrameTable>
  }

  /// What SQLite holds for a scan: its own part must come first.
  @unsafe private struct Cursor {
    var base = unsafe sqlite3_vtab_cursor()
    var frame: Unmanaged<FrameTable>
    /// Position among the rows of the scan, and where it ends.
    var position = 0
    var end = 0
    /// The column whose index the scan follows, or -1 for all rows in order.
    var indexed = -1
    /// The frame's row at `position`.
    var row = 0
  }

  /// The module, which lives as long as the process.
  ///
  /// Without `xCreate` a table of the module's name is there by itself.
  nonisolated(unsafe) static let module: UnsafeMutablePointer<sqlite3_module> = {
    let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    unsafe module.initialize(to: sqlite3_module())
    unsafe module.pointee.iVersion = 1
    unsafe module.pointee.xConnect = connect
    unsafe module.pointee.xBestIndex = bestIndex
    unsafe module.pointee.xDisconnect = disconnect
    unsafe module.pointee.xOpen = open
    unsafe module.pointee.xClose = close
    unsafe module.pointee.xFilter = filter
    unsafe module.pointee.xNext = next
    unsafe module.pointee.xEof = isAtEnd
    unsafe module.pointee.xColumn = column
    unsafe module.pointee.xRowid = rowID
    return unsafe module
  }()

  private static let connect:
    @convention(c) (
      OpaquePointer?, UnsafeMutableRawPointer?, Int32, UnsafePointer<UnsafePointer<CChar>?>?,
      UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab>?>?,
      UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> Int32 = { database, context, _, _, result, _ in
      guard let context = unsafe context else { return SQLITE_ERROR }
      let frame = unsafe Unmanaged<FrameTable>.fromOpaque(context)
      let code = unsafe sqlite3_declare_vtab(database, frame.takeUnretainedValue().declaration)
      guard code == SQLITE_OK else { return code }
      let table = UnsafeMutablePointer<Table>.allocate(capacity: 1)
      unsafe table.initialize(to: Table(frame: frame))
      unsafe result?.pointee = UnsafeMutableRawPointer(table)
        .assumingMemoryBound(to: sqlite3_vtab.self)
      return SQLITE_OK
    }

  private static let disconnect: @convention(c) (UnsafeMutablePointer<sqlite3_vtab>?) -> Int32 = {
    if let table = unsafe $0 {
      unsafe UnsafeMutableRawPointer(table).assumingMemoryBound(to: Table.self).deallocate()
    }
    return SQLITE_OK
  }

  /// Takes the first equality with a known value; SQLite checks it again.
  private static let bestIndex:
    @convention(c) (
      UnsafeMutablePointer<sqlite3_vtab>?, UnsafeMutablePointer<sqlite3_index_info>?
    ) -> Int32 = { table, info in
      guard let table = unsafe table, let info = unsafe info else { return SQLITE_ERROR }
      let frame = unsafe frameTable(table)
      let rows = Double(max(1, frame.frame.rowCount))
      unsafe info.pointee.idxNum = 0
      unsafe info.pointee.estimatedCost = rows
      unsafe info.pointee.estimatedRows = Int64(rows)
      for index in 0..<Int(unsafe info.pointee.nConstraint) {
        let constraint = unsafe info.pointee.aConstraint[index]
        guard constraint.usable != 0, constraint.op == UInt8(SQLITE_INDEX_CONSTRAINT_EQ),
          constraint.iColumn >= 0,
          let collation = unsafe sqlite3_vtab_collation(info, Int32(index)),
          unsafe String(cString: collation) == "BINARY"
        else { continue }
        unsafe info.pointee.aConstraintUsage[index].argvIndex = 1
        unsafe info.pointee.idxNum = constraint.iColumn + 1
        unsafe info.pointee.estimatedCost = max(2, rows / 50)
        unsafe info.pointee.estimatedRows = Int64(max(1, rows / 50))
        return SQLITE_OK
      }
      return SQLITE_OK
    }

  private static let open:
    @convention(c) (
      UnsafeMutablePointer<sqlite3_vtab>?,
      UnsafeMutablePointer<UnsafeMutablePointer<sqlite3_vtab_cursor>?>?
    ) -> Int32 = { table, result in
      guard let table = unsafe table else { return SQLITE_ERROR }
      let frame = unsafe UnsafeMutableRawPointer(table).assumingMemoryBound(to: Table.self)
        .pointee.frame
      let cursor = UnsafeMutablePointer<Cursor>.allocate(capacity: 1)
      unsafe cursor.initialize(to: Cursor(frame: frame))
      unsafe result?.pointee = UnsafeMutableRawPointer(cursor)
        .assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }

  private static let close: @convention(c) (UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 = {
    if let cursor = unsafe $0 { unsafe Self.cursor(cursor).deallocate() }
    return SQLITE_OK
  }

  private static let filter:
    @convention(c) (
      UnsafeMutablePointer<sqlite3_vtab_cursor>?, Int32, UnsafePointer<CChar>?, Int32,
      UnsafeMutablePointer<OpaquePointer?>?
    ) -> Int32 = { pointer, number, _, count, arguments in
      guard let pointer = unsafe pointer else { return SQLITE_ERROR }
      let cursor = unsafe cursor(pointer)
      let table = unsafe cursor.pointee.frame.takeUnretainedValue()
      unsafe cursor.pointee.indexed = -1
      unsafe cursor.pointee.position = 0
      unsafe cursor.pointee.end = table.frame.rowCount
      if number > 0, count > 0, let argument = unsafe arguments?[0] {
        let index = table.index(Int(number) - 1)
        if let range = unsafe index.positions(equalTo: SQLValueReader.value(argument)) {
          unsafe cursor.pointee.indexed = Int(number) - 1
          unsafe cursor.pointee.position = range.lowerBound
          unsafe cursor.pointee.end = range.upperBound
        }
      }
      unsafe settle(cursor, table)
      return SQLITE_OK
    }

  private static let next: @convention(c) (UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 = {
    guard let pointer = unsafe $0 else { return SQLITE_ERROR }
    let cursor = unsafe cursor(pointer)
    unsafe cursor.pointee.position += 1
    if unsafe cursor.pointee.indexed < 0 {
      unsafe cursor.pointee.row = cursor.pointee.position
    } else {
      unsafe settle(cursor, cursor.pointee.frame.takeUnretainedValue())
    }
    return SQLITE_OK
  }

  private static let isAtEnd: @convention(c) (UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Int32 =
    {
      guard let pointer = unsafe $0 else { return 1 }
      let cursor = unsafe cursor(pointer)
      return unsafe cursor.pointee.position >= cursor.pointee.end ? 1 : 0
    }

  private static let rowID:
    @convention(c) (
      UnsafeMutablePointer<sqlite3_vtab_cursor>?, UnsafeMutablePointer<Int64>?
    ) -> Int32 = { pointer, result in
      guard let pointer = unsafe pointer else { return SQLITE_ERROR }
      unsafe result?.pointee = Int64(cursor(pointer).pointee.row)
      return SQLITE_OK
    }

  private static let column:
    @convention(c) (UnsafeMutablePointer<sqlite3_vtab_cursor>?, OpaquePointer?, Int32) -> Int32 = {
      pointer, context, index in
      guard let pointer = unsafe pointer else { return SQLITE_ERROR }
      let cursor = unsafe cursor(pointer)
      let row = unsafe cursor.pointee.row
      unsafe cursor.pointee.frame._withUnsafeGuaranteedRef { table in
        unsafe give(table, Int(index), row, context)
      }
      return SQLITE_OK
    }

  /// Hands one cell to SQLite.
  private static func give(
    _ table: FrameTable, _ index: Int, _ row: Int, _ context: OpaquePointer?
  ) {
    guard index < table.columns.count else { return unsafe sqlite3_result_null(context) }
    if let missing = table.columns[index].missing, missing[row] {
      return unsafe sqlite3_result_null(context)
    }
    switch table.columns[index].storage {
    case .integer(let values): unsafe sqlite3_result_int64(context, values[row])
    case .number(let values): unsafe sqlite3_result_double(context, values[row])
    case .boolean(let values): unsafe sqlite3_result_int(context, values[row] ? 1 : 0)
    case .category(let codes, _):
      let label = unsafe table.label(index, codes[row])
      // The labels stay in place as long as the table, so that SQLite need not copy them.
      unsafe sqlite3_result_text(context, label.baseAddress, Int32(label.count), nil)
    case .text(let values):
      unsafe sqlite3_result_text(context, values[row], -1, SQLiteText.transient)
    case .date(let values):
      unsafe sqlite3_result_text(
        context, CivilDate(daysSinceEpoch: values[row]).description, -1, SQLiteText.transient)
    case .timestamp(let values):
      unsafe sqlite3_result_text(
        context, Timestamp(microseconds: values[row]).description, -1, SQLiteText.transient)
    }
  }

  private static func settle(_ cursor: UnsafeMutablePointer<Cursor>, _ table: FrameTable) {
    let position = unsafe cursor.pointee.position
    guard unsafe position < cursor.pointee.end else { return }
    let indexed = unsafe cursor.pointee.indexed
    unsafe cursor.pointee.row = indexed < 0 ? position : table.index(indexed).row(at: position)
  }

  private static func frameTable(_ table: UnsafeMutablePointer<sqlite3_vtab>) -> FrameTable {
    unsafe UnsafeMutableRawPointer(table).assumingMemoryBound(to: Table.self)
      .pointee.frame.takeUnretainedValue()
  }

  private static func cursor(
    _ pointer: UnsafeMutablePointer<sqlite3_vtab_cursor>
  ) -> UnsafeMutablePointer<Cursor> {
    unsafe UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Cursor.self)
  }
}
