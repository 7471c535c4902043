import Diagnostics
import Execution
import Frames

extension RunContext {
  /// The rows of a frame that meet a condition; all where there is none.
  func filtered(_ frame: Frame, where condition: SQLExpression?) throws(Diagnostic) -> Frame {
    guard let condition else { return frame }
    do throws(SQLError) {
      return frame.filtered(
        try SQLEngine.condition(
          condition.text, over: frame, parameters: condition.parameters.mapValues(\.sqlValue)))
    } catch {
      throw diagnostic(error, in: condition, over: frame)
    }
  }

  /// The frame of `data:` with the rows that meet `where:`, and a sentence on the others.
  func usedRows(
    _ arguments: Arguments
  ) throws(Diagnostic) -> (frame: Frame, notes: [String]) {
    let whole = try frame(arguments[CausalParameters.data]).frame
    guard let condition = arguments[FitParameters.rowCondition] else { return (whole, []) }
    let used = try filtered(whole, where: condition)
    let left = whole.rowCount - used.rowCount
    return (
      used, left == 0 ? [] : ["\(CountText.rows(left)) left out by where: \(condition.text)."]
    )
  }

  /// One flag for each row of a frame: whether it meets the condition.
  func flags(_ frame: Frame, where condition: SQLExpression) throws(Diagnostic) -> [Bool] {
    do throws(SQLError) {
      return try SQLEngine.condition(
        condition.text, over: frame, parameters: condition.parameters.mapValues(\.sqlValue))
    } catch {
      throw diagnostic(error, in: condition, over: frame)
    }
  }

  /// One value for each row of a frame.
  func column(
    _ expression: SQLExpression, over frame: Frame, name: String
  ) throws(Diagnostic) -> Column {
    do throws(SQLError) {
      return try SQLEngine.evaluate(
        expression: expression.text, over: frame,
        parameters: expression.parameters.mapValues(\.sqlValue), name: name)
    } catch {
      throw diagnostic(error, in: expression, over: frame)
    }
  }

  /// What is wrong with an expression, with the nearest name where a column is not there.
  func diagnostic(_ error: SQLError, in expression: SQLExpression, over frame: Frame) -> Diagnostic
  {
    let start = SQLPlace.range(in: expression, offset: error.offset, source: source)
    return self.error(
      .invalidExpression, at: start, SQLPlace.message(error),
      hint: SQLPlace.missingColumn(error).flatMap { name in
        NearMiss.hint(for: name, in: frame.visibleColumns.map(\.name), what: "columns")
      })
  }
}

extension ParamValue {
  /// The value bound where SQL has `:name`.
  var sqlValue: Value {
    switch self {
    // Never a whole number of SQL, whose division would drop the remainder.
    case .number(let x): .number(x)
    case .text(let text): .text(text)
    case .boolean(let flag): .boolean(flag)
    }
  }
}

extension DiagnosticKind {
  static let invalidExpression = DiagnosticKind(
    "sql.invalid", .error,
    "A SQL expression or query cannot be read, names a column or frame that is not there, or does more than read."
  )
}
