package import Diagnostics

/// Parses what stands in `{= … }`, and the same small language in conditions.
package enum ValueExpressionParser {
  /// Parses `expression:format`, or the expression alone where there is no colon.
  ///
  /// - Parameter range: where `text` was read from in `source`.
  package static func parse(
    _ text: String, at range: SourceRange, in source: SourceFile
  ) -> (value: InlineValue, diagnostics: [Diagnostic]) {
    let context = ParseContext(source)
    let mapped = MappedText(text, at: range, in: source)
    let value = parse(mapped, 0..<mapped.count, range: range, context: context)
    return (value, context.diagnostics)
  }

  /// Parses one expression without a format, such as the condition of `if:`.
  package static func parseCondition(
    _ text: String, at range: SourceRange, in source: SourceFile
  ) -> (expression: ValueExpression, diagnostics: [Diagnostic]) {
    let context = ParseContext(source)
    let mapped = MappedText(text, at: range, in: source)
    var parser = ExpressionReader(context, text: mapped, range: 0..<mapped.count)
    return (parser.parseAll(), context.diagnostics)
  }

  static func parse(
    _ text: MappedText, _ inner: Range<Int>, range: SourceRange, context: ParseContext
  ) -> InlineValue {
    var expression = inner
    var format: Located<String>?
    if let colon = formatColon(in: text.bytes[inner]) {
      expression = inner.lowerBound..<colon
      let written = text.bytes[(colon + 1)..<inner.upperBound].trimmedRange
      if written.isEmpty {
        context.report(
          .emptyFormat, text.source(colon..<colon + 1), "no format follows this colon",
          hint: "leave the colon out, or write a format such as :.2f")
      } else {
        format = Located(text.string(written), context.range(text.source(written)))
      }
    }
    var parser = ExpressionReader(context, text: text, range: expression)
    return InlineValue(
      expression: parser.parseAll(), format: format, source: text.string(inner), range: range)
  }

  /// The last colon outside brackets, parentheses and quotes.
  private static func formatColon(in text: ArraySlice<UInt8>) -> Int? {
    var colon: Int?
    var parentheses = 0
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case ASCII.openBracket:
        index = (closingBracket(in: text, from: index) ?? text.endIndex - 1)
      case ASCII.openParenthesis: parentheses += 1
      case ASCII.closeParenthesis: parentheses -= 1
      case ASCII.doubleQuote, ASCII.singleQuote:
        index = text[(index + 1)...].firstIndex(of: text[index]) ?? index
      case ASCII.colon where parentheses <= 0: colon = index
      default: break
      }
      index += 1
    }
    return colon
  }

  /// The bracket that closes the one at `open`: the next `"]` for `["`, else the matching one.
  static func closingBracket(in text: ArraySlice<UInt8>, from open: Int) -> Int? {
    var index = open + 1
    if index < text.endIndex, text[index] == ASCII.doubleQuote {
      while index + 1 < text.endIndex {
        index += 1
        if text[index] == ASCII.closeBracket, text[index - 1] == ASCII.doubleQuote,
          index - 1 > open + 1
        {
          return index
        }
      }
      return nil
    }
    var depth = 1
    while index < text.endIndex {
      if text[index] == ASCII.openBracket { depth += 1 }
      if text[index] == ASCII.closeBracket {
        depth -= 1
        if depth == 0 { return index }
      }
      index += 1
    }
    return nil
  }
}

extension DiagnosticKind {
  static let emptyFormat = DiagnosticKind(
    "value.emptyFormat", .error, "A colon in an inline value is followed by a format.")
}
