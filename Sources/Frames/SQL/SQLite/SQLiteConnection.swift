import CSQLite

/// One SQLite database: in memory with frames as its tables, or a file that is only read.
@safe final class SQLiteConnection {
  private let handle: OpaquePointer
  private let budget: StepBudget
  /// Cells that a result may have: beyond, a query was not meant, and memory would run out.
  private static let cellLimit = 200_000_000
  /// Whether columns are a file's own, whose declared types are wishes and not facts.
  private let isFile: Bool

  /// A database in memory.
  convenience init(stepLimit: Int) throws(SQLError) {
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    try self.init(name: ":memory:", flags: flags, stepLimit: stepLimit)
  }

  /// A database file, which is not changed: nor are files beside it made.
  convenience init(file uri: String, stepLimit: Int) throws(SQLError) {
    let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX
    try self.init(name: uri, flags: flags, stepLimit: stepLimit)
    // A file may come from anywhere: what its schema calls is not trusted, and its pages are checked.
    let pragmas = "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON"
    guard unsafe sqlite3_exec(handle, pragmas, nil, nil, nil) == SQLITE_OK else {
      throw lastError(.unsupported)
    }
  }

  private init(name: String, flags: Int32, stepLimit: Int) throws(SQLError) {
    SQLiteSandbox.register
    isFile = flags & SQLITE_OPEN_READONLY != 0
    var opened: OpaquePointer?
    let code = unsafe sqlite3_open_v2(name, &opened, flags, SQLiteSandbox.fileSystem)
    guard code == SQLITE_OK, let opened = unsafe opened else {
      let reason = unsafe sqlite3_errmsg(opened).map { unsafe String(cString: $0) }
      unsafe sqlite3_close(opened)
      throw SQLError(.unsupported, reason ?? "SQLite cannot start")
    }
    unsafe handle = opened
    budget = StepBudget(limit: stepLimit)
    unsafe sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 100_000_000)
    unsafe sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    unsafe SQLFunctions.register(on: handle)
    unsafe sqlite3_progress_handler(
      handle, StepBudget.interval, StepBudget.callback, Unmanaged.passUnretained(budget).toOpaque())
  }

  deinit { unsafe sqlite3_close(handle) }

  /// Makes a frame a table of that name.
  func add(_ frame: Frame, as name: String) throws(SQLError) {
    var seen: Set<String> = []
    for column in frame.columnNames where !seen.insert(column.lowercased()).inserted {
      throw SQLError(
        .unsupported, "SQL does not tell case: “\(name)” has two columns named “\(column)”")
    }
    let table = unsafe Unmanaged.passRetained(FrameTable(frame)).toOpaque()
    let code = unsafe sqlite3_create_module_v2(
      handle, name, FrameModule.module, table,
      { pointer in
        if let pointer = unsafe pointer {
          unsafe Unmanaged<FrameTable>.fromOpaque(pointer).release()
        }
      })
    guard code == SQLITE_OK else { throw lastError(.unsupported) }
    // The table declares itself on first use, which the authorizer of queries would deny.
    var statement: OpaquePointer?
    let quoted =
      "\""
      + name.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
    let declared = unsafe sqlite3_prepare_v2(
      handle, "SELECT 1 FROM \(quoted)", -1, &statement, nil)
    unsafe sqlite3_finalize(statement)
    guard declared == SQLITE_OK else { throw lastError(.unsupported) }
  }

  /// The columns that one SELECT would give; nothing is read.
  func columnNames(_ sql: String, _ parameters: [String: Value]) throws(SQLError) -> [String] {
    unsafe sqlite3_set_authorizer(handle, SQLiteSandbox.authorizer, nil)
    let statement = unsafe try prepare(sql)
    defer { unsafe sqlite3_finalize(statement) }
    unsafe try bind(parameters, statement)
    return unsafe try SQLResultColumn.columns(of: statement, ofFile: isFile).map(\.name)
  }

  /// Runs one SELECT.
  func frame(_ sql: String, _ parameters: [String: Value]) throws(SQLError) -> Frame {
    try result(sql, parameters).frame
  }

  /// Runs one SELECT, and says of which kinds of values the columns are where they are of several.
  ///
  /// `isGuarded`: only reading is allowed; without it the database's own schema can be read too.
  func result(
    _ sql: String, _ parameters: [String: Value], isGuarded: Bool = true
  ) throws(SQLError) -> (frame: Frame, mixed: [SQLMixedColumn]) {
    if isGuarded { unsafe sqlite3_set_authorizer(handle, SQLiteSandbox.authorizer, nil) }
    let statement = unsafe try prepare(sql)
    defer { unsafe sqlite3_finalize(statement) }
    unsafe try bind(parameters, statement)
    var builders = unsafe try SQLResultColumn.columns(of: statement, ofFile: isFile)
    var rows = 0
    while true {
      switch unsafe sqlite3_step(statement) {
      case SQLITE_ROW:
        guard rows * builders.count < Self.cellLimit else {
          throw SQLError(
            .tooLong, "the result has more than \(Self.cellLimit / 1_000_000) million cells")
        }
        for index in builders.indices { unsafe builders[index].append(statement, Int32(index)) }
        rows += 1
      case SQLITE_DONE:
        for builder in builders { if let problem = builder.problem { throw problem } }
        let frame = Frame(builders.map { $0.column(rows: rows) }, rowCount: rows)
        return (frame, builders.compactMap(\.mixed))
      case SQLITE_INTERRUPT:
        throw SQLError(.tooLong, "the query did not end within its limit of work")
      default: throw lastError(.invalid)
      }
    }
  }

  private func prepare(_ sql: String) throws(SQLError) -> OpaquePointer {
    var statement: OpaquePointer?
    var text = Array(sql.utf8.map { CChar(bitPattern: $0) })
    if let nul = text.firstIndex(of: 0) {
      throw SQLError(.invalid, "the query has a NUL character", offset: nul)
    }
    text.append(0)
    let (code, rest) = unsafe text.withUnsafeBufferPointer { buffer -> (Int32, Int) in
      var tail: UnsafePointer<CChar>?
      let code = unsafe sqlite3_prepare_v2(
        handle, buffer.baseAddress, Int32(buffer.count), &statement, &tail)
      let used = unsafe tail.flatMap { tail in unsafe buffer.baseAddress.map { unsafe tail - $0 } }
      return (code, used ?? buffer.count)
    }
    guard code == SQLITE_OK else {
      throw lastError(code == SQLITE_AUTH ? .forbidden : .invalid)
    }
    guard let statement = unsafe statement else {
      throw SQLError(.invalid, "there is no query", offset: 0)
    }
    if let extra = Self.furtherStatement(Array(sql.utf8), from: rest) {
      unsafe sqlite3_finalize(statement)
      throw SQLError(.forbidden, "one SELECT is needed, and more follows", offset: extra)
    }
    guard unsafe sqlite3_stmt_readonly(statement) != 0, unsafe sqlite3_column_count(statement) > 0
    else {
      unsafe sqlite3_finalize(statement)
      throw SQLError(.forbidden, "only a SELECT may be run", offset: 0)
    }
    return unsafe statement
  }

  /// Where something other than space, `;` and comments follows.
  private static func furtherStatement(_ sql: [UInt8], from start: Int) -> Int? {
    var i = start
    while i < sql.count {
      if sql[i] == 0x2D, i + 1 < sql.count, sql[i + 1] == 0x2D {
        while i < sql.count, sql[i] != 0x0A { i += 1 }
      } else if sql[i] == 0x2F, i + 1 < sql.count, sql[i + 1] == 0x2A {
        i += 2
        while i + 1 < sql.count, sql[i] != 0x2A || sql[i + 1] != 0x2F { i += 1 }
        i += 2
      } else if sql[i] > 0x20, sql[i] != 0x3B {
        return i
      } else {
        i += 1
      }
    }
    return nil
  }

  private func bind(
    _ parameters: [String: Value], _ statement: OpaquePointer
  ) throws(SQLError) {
    let count = unsafe sqlite3_bind_parameter_count(statement)
    for index in 0..<max(0, count) {
      let position = index + 1
      let written = unsafe sqlite3_bind_parameter_name(statement, position).map {
        unsafe String(cString: $0)
      }
      let name = String((written ?? "?").dropFirst())
      guard let value = parameters[name] else {
        throw SQLError(.unknownParameter(name), "there is no parameter “\(name)”")
      }
      switch value {
      case .missing: unsafe sqlite3_bind_null(statement, position)
      case .integer(let value): unsafe sqlite3_bind_int64(statement, position, value)
      case .number(let value): unsafe sqlite3_bind_double(statement, position, value)
      case .boolean(let value): unsafe sqlite3_bind_int64(statement, position, value ? 1 : 0)
      case .text, .date, .timestamp:
        unsafe sqlite3_bind_text(statement, position, value.text, -1, SQLiteText.transient)
      }
    }
  }

  private func lastError(_ kind: SQLError.Kind) -> SQLError {
    let message = unsafe sqlite3_errmsg(handle).map { unsafe String(cString: $0) } ?? "SQL error"
    let offset = Int(unsafe sqlite3_error_offset(handle))
    return SQLError(kind, Self.plain(message), offset: offset >= 0 ? offset : nil)
  }

  /// SQLite's words for what queries may not do, as an author sees it.
  private static func plain(_ message: String) -> String {
    let function = "not authorized to use function: "
    if message.hasPrefix(function) {
      return
        "“\(message.dropFirst(function.count))” may not be called: its result would differ between runs, or it reaches outside"
    }
    if message == "not authorized" || message.hasSuffix("may not be modified") {
      return "a query only reads: one SELECT is all it may be"
    }
    return message
  }
}

/// Counts a query's steps, and stops it at the limit.
final class StepBudget {
  static let interval: Int32 = 10_000
  private var left: Int

  init(limit: Int) { left = limit / Int(Self.interval) + 1 }

  static let callback: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { pointer in
    guard let pointer = unsafe pointer else { return 0 }
    let budget = unsafe Unmanaged<StepBudget>.fromOpaque(pointer).takeUnretainedValue()
    budget.left -= 1
    return budget.left <= 0 ? 1 : 0
  }
}

enum SQLiteText {
  /// Tells SQLite to copy a text before the call returns.
  nonisolated(unsafe) static let transient = unsafe unsafeBitCast(
    -1, to: sqlite3_destructor_type.self)
}
