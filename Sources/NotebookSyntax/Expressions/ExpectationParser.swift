package import Diagnostics

/// Parses the lines of `expect`: `tau.ate > 0`, `x within 1e-6 of y`, `x between a and b`,
/// `max(abs(profit - 0.05*sales)) in random < 0.01`, `customers.origin == "file"`.
package enum ExpectationParser {
  /// - Parameter range: where `text` was read from in `source`.
  package static func parse(
    _ text: String, at range: SourceRange, in source: SourceFile
  ) -> (expectation: Expectation, diagnostics: [Diagnostic]) {
    let context = ParseContext(source)
    let mapped = MappedText(text, at: range, in: source)
    let whole = mapped.bytes[...].trimmedRange
    var subject: Expectation.Subject
    var reader: ExpressionReader
    if let word = wordIn(mapped.bytes[whole]) {
      let aggregate = mapped.bytes[whole.lowerBound..<word].trimmedRange
      reader = ExpressionReader(context, text: mapped, range: word + 2..<whole.upperBound)
      let frame = reader.scanPath()
      subject = .aggregate(
        Located(mapped.string(aggregate), context.range(mapped.source(aggregate))),
        frame: Located(frame.text, frame.range))
    } else {
      reader = ExpressionReader(context, text: mapped, range: whole)
      reader.skipSpace()
      if whole.isEmpty { reader.fail(whole, "an expectation is missing here") }
      subject = .value(reader.hasFailed ? .invalid : reader.parseSum())
    }
    let check = parseCheck(&reader)
    return (
      Expectation(
        subject: subject, check: reader.hasFailed ? .invalid : check, source: text, range: range),
      context.diagnostics
    )
  }

  private static func parseCheck(_ reader: inout ExpressionReader) -> Expectation.Check {
    if reader.hasFailed { return .invalid }
    var check = Expectation.Check.holds
    if reader.scanWord("within") {
      let tolerance = reader.parseSum()
      guard reader.hasFailed || reader.scanWord("of") else {
        reader.fail(
          reader.position..<reader.end, "`of` is missing", hint: "write x within 1e-6 of y")
        return .invalid
      }
      check = .within(tolerance: tolerance, of: reader.parseSum())
    } else if reader.scanWord("between") {
      let low = reader.parseSum()
      guard reader.hasFailed || reader.scanWord("and") else {
        reader.fail(
          reader.position..<reader.end, "`and` is missing", hint: "write x between a and b")
        return .invalid
      }
      check = .between(low: low, high: reader.parseSum())
    } else if let comparison = reader.scanComparison() {
      check = .comparison(comparison, reader.parseSum())
    }
    reader.expectEnd()
    return check
  }

  /// The word `in` that stands between blanks outside brackets, parentheses and quotes.
  private static func wordIn(_ text: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case ASCII.openBracket, ASCII.openParenthesis: depth += 1
      case ASCII.closeBracket, ASCII.closeParenthesis: depth -= 1
      case ASCII.doubleQuote, ASCII.singleQuote:
        index = text[(index + 1)...].firstIndex(of: text[index]) ?? index
      case _ where depth == 0 && index > text.startIndex && ASCII.isSpace(text[index - 1]):
        if text.has("in", at: index), index + 2 < text.endIndex, ASCII.isSpace(text[index + 2]) {
          return index
        }
      default: break
      }
      index += 1
    }
    return nil
  }
}
