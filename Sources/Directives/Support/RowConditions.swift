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

/// Turns SQL errors into words and places of the notebook.
enum SQLPlace {
  /// The token at `offset` of an expression; the whole expression where it cannot be told, as when
  /// it is quoted, folded or has parameters before the token.
  static func range(
    in expression: SQLExpression, offset: Int?, source: SourceFile
  ) -> SourceRange {
    let lower = expression.range.lower.offset
    let upper = min(expression.range.upper.offset, source.bytes.count)
    guard let offset, lower <= upper else { return expression.range }
    let text = Array(expression.text.utf8)
    let written = source.bytes[lower..<upper]
    guard offset < text.count, written.starts(with: text.prefix(offset)) else {
      return expression.range
    }
    return source.range(lower + offset, min(upper, lower + offset + tokenLength(text, offset)))
  }

  /// The length of the word or mark at `offset`.
  static func tokenLength(_ text: [UInt8], _ offset: Int) -> Int {
    func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x5F
        || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
    return max(1, text[offset...].prefix(while: isWord).count)
  }

  static func message(_ error: SQLError) -> String {
    if let column = missingColumn(error) { return "there is no column “\(column)”" }
    if error.message.hasPrefix("no such table: ") {
      return "there is no frame “\(error.message.dropFirst("no such table: ".count))”"
    }
    return error.message
  }

  static func missingColumn(_ error: SQLError) -> String? {
    let prefix = "no such column: "
    return error.message.hasPrefix(prefix) ? String(error.message.dropFirst(prefix.count)) : nil
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
