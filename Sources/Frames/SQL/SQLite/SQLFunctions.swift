import CSQLite
import Glibc

/// The functions that analysts expect beside SQLite's own.
enum SQLFunctions {
  typealias Scalar =
    @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?) -> Void

  static func register(on database: OpaquePointer) {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
    for unsafe(name, function) in unsafe scalars {
      unsafe sqlite3_create_function_v2(
        database, name, 1, flags, nil, function, nil, nil, nil)
    }
    for name in ["pow", "power"] {
      unsafe sqlite3_create_function_v2(database, name, 2, flags, nil, power, nil, nil, nil)
    }
    for aggregate in SQLAggregateKind.allCases {
      // The kind travels as the function's own data.
      let kind = unsafe UnsafeMutableRawPointer(bitPattern: aggregate.rawValue)
      unsafe sqlite3_create_function_v2(
        database, aggregate.name, aggregate.argumentCount, flags, kind, nil, step, finish, nil)
    }
  }

  // MARK: Functions of one number

  /// Missing gives missing, and so does a number outside the function's domain.
  private static let scalars: [(String, Scalar)] = unsafe [
    ("ln", { unsafe give($0, $2) { $0 > 0 ? log($0) : nil } }),
    ("log10", { unsafe give($0, $2) { $0 > 0 ? Glibc.log10($0) : nil } }),
    ("log2", { unsafe give($0, $2) { $0 > 0 ? Glibc.log2($0) : nil } }),
    ("exp", { unsafe give($0, $2) { Glibc.exp($0) } }),
    ("sqrt", { unsafe give($0, $2) { $0 >= 0 ? $0.squareRoot() : nil } }),
    ("floor", { unsafe give($0, $2) { $0.rounded(.down) } }),
    ("ceil", { unsafe give($0, $2) { $0.rounded(.up) } }),
  ]

  private static func give(
    _ context: OpaquePointer?, _ arguments: UnsafeMutablePointer<OpaquePointer?>?,
    _ function: (Double) -> Double?
  ) {
    unsafe give(context, SQLValueReader.number(arguments?[0]).flatMap(function))
  }

  private static func give(_ context: OpaquePointer?, _ result: Double?) {
    if let result, result.isFinite {
      unsafe sqlite3_result_double(context, result)
    } else {
      unsafe sqlite3_result_null(context)
    }
  }

  nonisolated(unsafe) private static let power: Scalar = { context, _, arguments in
    guard let base = unsafe SQLValueReader.number(arguments?[0]),
      let exponent = unsafe SQLValueReader.number(arguments?[1])
    else { return unsafe sqlite3_result_null(context) }
    unsafe give(context, Glibc.pow(base, exponent))
  }

  // MARK: Aggregates

  nonisolated(unsafe) private static let step: Scalar = { context, _, arguments in
    guard let accumulator = unsafe accumulator(context, create: true) else { return }
    unsafe accumulator.add(arguments)
  }

  nonisolated(unsafe) private static let finish: @convention(c) (OpaquePointer?) -> Void = {
    context in
    guard let accumulator = unsafe accumulator(context, create: false) else {
      return unsafe sqlite3_result_null(context)
    }
    switch accumulator.result {
    case .number(let value): unsafe give(context, value)
    case .integer(let value): unsafe sqlite3_result_int64(context, value)
    case .text(let text): unsafe sqlite3_result_text(context, text, -1, SQLiteText.transient)
    case .missing, .boolean, .date, .timestamp: unsafe sqlite3_result_null(context)
    }
    unsafe Unmanaged.passUnretained(accumulator).release()
  }

  /// The accumulator that SQLite keeps for one group; SQLite calls `finish` for each, always.
  private static func accumulator(_ context: OpaquePointer?, create: Bool) -> SQLAccumulator? {
    let size = unsafe create ? Int32(MemoryLayout<UnsafeMutableRawPointer?>.size) : 0
    guard let slot = unsafe sqlite3_aggregate_context(context, size) else { return nil }
    let pointer = unsafe slot.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    if let existing = unsafe pointer.pointee {
      return unsafe Unmanaged<SQLAccumulator>.fromOpaque(existing).takeUnretainedValue()
    }
    guard create else { return nil }
    let number = unsafe Int(bitPattern: sqlite3_user_data(context))
    guard let kind = SQLAggregateKind(rawValue: number) else { return nil }
    let accumulator = SQLAccumulator(kind)
    unsafe pointer.pointee = Unmanaged.passRetained(accumulator).toOpaque()
    return accumulator
  }
}
