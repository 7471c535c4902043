/// SQL over frames: SQLite reads the columns where they are, and nothing is copied in.
///
/// Queries only read, run no longer than a limit on their work, and give the same result on every
/// run: there is no clock and no random number. Beside SQLite's own functions there are `median`,
/// `quantile`, `stddev`, `variance` (n − 1), `corr`, `mode`, `ln`, `log10`, `log2`, `exp`, `sqrt`,
/// `pow`.
package enum SQLEngine {
  /// Steps of SQLite's machine after which a query is stopped: about a minute.
  package static let stepLimit = 6_000_000_000

  /// The frame that one SELECT gives.
  ///
  /// Parameters are written `:name` and bound as values.
  ///
  /// A result column that is a frame's column keeps its type; others have the type of their values.
  /// Two result columns of one name are an error.
  package static func query(
    _ sql: String, frames: [String: Frame], parameters: [String: Value] = [:],
    stepLimit: Int = stepLimit
  ) throws(SQLError) -> Frame {
    let connection = try SQLiteConnection(stepLimit: stepLimit)
    for name in frames.keys.sorted() {
      if let frame = frames[name] { try connection.add(frame, as: name) }
    }
    return try connection.frame(sql, parameters)
  }

  /// One value for each row of a frame, named `name`.
  package static func evaluate(
    expression: String, over frame: Frame, parameters: [String: Value] = [:],
    name: String = "value"
  ) throws(SQLError) -> Column {
    let result = try select(expression, over: frame, parameters)
    guard result.rowCount == frame.rowCount else {
      throw SQLError(
        .notOnePerRow, "the expression gives \(result.rowCount) values for \(frame.rowCount) rows")
    }
    return result.columns[0].renamed(name)
  }

  /// Which rows meet a condition; where it has no value, as with missing cells, they do not.
  package static func condition(
    _ expression: String, over frame: Frame, parameters: [String: Value] = [:]
  ) throws(SQLError) -> [Bool] {
    let column = try evaluate(expression: expression, over: frame, parameters: parameters)
    if column.missingCount == column.count { return Array(repeating: false, count: column.count) }
    guard let values = column.doubles, !column.isTemporal else {
      throw SQLError(.notACondition, "the condition gives text, not true or false")
    }
    return values.map { !$0.isNaN && $0 != 0 }
  }

  /// One value of a whole frame, such as `max(abs(profit))`.
  package static func scalar(
    _ expression: String, over frame: Frame, parameters: [String: Value] = [:]
  ) throws(SQLError) -> Value {
    let result = try select(expression, over: frame, parameters)
    guard result.rowCount == 1 else {
      throw SQLError(
        .notOnePerRow, "the expression gives \(result.rowCount) values, and one is needed")
    }
    return result.columns[0][0]
  }

  private static func select(
    _ expression: String, over frame: Frame, _ parameters: [String: Value]
  ) throws(SQLError) -> Frame {
    let connection = try SQLiteConnection(stepLimit: stepLimit)
    try connection.add(frame, as: "data")
    // The line end keeps a comment in the expression from swallowing the parenthesis.
    let prefix = "SELECT ("
    do throws(SQLError) {
      let result = try connection.frame(prefix + expression + "\n) FROM data", parameters)
      guard result.columns.count == 1 else {
        throw SQLError(.invalid, "one expression is needed, and this is several", offset: 0)
      }
      return result
    } catch {
      // The parenthesis that SQLite would name is not the author's.
      if let offset = error.offset, error.kind == .invalid,
        offset >= prefix.utf8.count + expression.utf8.count
      {
        throw SQLError(.invalid, "the expression ends before it is complete")
      }
      throw error.shifted(by: prefix.utf8.count, length: expression.utf8.count)
    }
  }
}
