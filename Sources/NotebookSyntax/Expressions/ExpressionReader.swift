internal import Diagnostics

/// A recursive-descent reader of the small expression language.
///
/// From loosest to tightest: one comparison, `+ -`, `* /`, a sign, and numbers, texts in quotes,
/// paths, `choose(…)` and parentheses. A hyphen or `@` between name characters belongs to the name.
struct ExpressionReader {
  private let context: ParseContext
  private let text: MappedText
  private(set) var position: Int
  let end: Int
  private var depth = 0
  private var failed = false

  private static let depthLimit = 64

  init(_ context: ParseContext, text: MappedText, range: Range<Int>) {
    self.context = context
    self.text = text
    let trimmed = text.bytes[range].trimmedRange
    position = trimmed.lowerBound
    end = trimmed.upperBound
  }

  private var bytes: [UInt8] { text.bytes }
  var hasFailed: Bool { failed }

  // MARK: - Grammar

  /// The whole text as one expression.
  mutating func parseAll() -> ValueExpression {
    if position >= end {
      fail(position..<position, "an expression is missing here")
      return .invalid
    }
    let expression = parseComparison()
    expectEnd()
    return failed ? .invalid : expression
  }

  mutating func parseComparison() -> ValueExpression {
    let left = parseSum()
    guard let comparison = scanComparison() else { return left }
    let right = parseSum()
    let next = position
    if scanComparison() != nil {
      fail(
        next..<position, "one comparison only can stand here", hint: "use two lines, or `between`")
    }
    return .binary(comparison, left, right)
  }

  mutating func parseSum() -> ValueExpression {
    var left = parseProduct()
    while !failed {
      skipSpace()
      guard position < end else { break }
      let sign = bytes[position]
      guard sign == UInt8(ascii: "+") || sign == ASCII.dash else { break }
      position += 1
      left = .binary(sign == ASCII.dash ? .subtract : .add, left, parseProduct())
    }
    return left
  }

  private mutating func parseProduct() -> ValueExpression {
    var left = parseSigned()
    while !failed {
      skipSpace()
      guard position < end else { break }
      let sign = bytes[position]
      guard sign == ASCII.asterisk || sign == UInt8(ascii: "/") else { break }
      position += 1
      left = .binary(sign == ASCII.asterisk ? .multiply : .divide, left, parseSigned())
    }
    return left
  }

  private mutating func parseSigned() -> ValueExpression {
    var isNegative = false
    skipSpace()
    while position < end, bytes[position] == ASCII.dash {
      isNegative.toggle()
      position += 1
      skipSpace()
    }
    let operand = parsePrimary()
    return isNegative ? .negate(operand) : operand
  }

  private mutating func parsePrimary() -> ValueExpression {
    skipSpace()
    guard position < end else {
      fail(end..<end, "the expression ends too soon")
      return .invalid
    }
    let byte = bytes[position]
    if ASCII.isDigit(byte) || byte == ASCII.dot { return parseNumber() }
    if byte == ASCII.doubleQuote || byte == ASCII.singleQuote { return parseText() }
    if byte == ASCII.openParenthesis { return parseParentheses() }
    if ASCII.isNameByte(byte) { return parsePathOrCall() }
    let next = nextScalarEnd(position)
    fail(position..<next, "“\(text.string(position..<next))” cannot stand here")
    return .invalid
  }

  private mutating func parseParentheses() -> ValueExpression {
    let open = position
    guard enter(open) else { return .invalid }
    defer { depth -= 1 }
    position += 1
    let inner = parseComparison()
    skipSpace()
    guard position < end, bytes[position] == ASCII.closeParenthesis else {
      fail(open..<open + 1, "this parenthesis is not closed")
      return .invalid
    }
    position += 1
    return inner
  }

  private mutating func parseNumber() -> ValueExpression {
    let start = position
    scanDigits()
    if position < end, bytes[position] == ASCII.dot {
      position += 1
      scanDigits()
    }
    if position < end, bytes[position] | 0x20 == UInt8(ascii: "e") {
      let mantissa = position
      position += 1
      if position < end, bytes[position] == UInt8(ascii: "+") || bytes[position] == ASCII.dash {
        position += 1
      }
      let exponent = position
      scanDigits()
      if position == exponent { position = mantissa }
    }
    guard let number = Double(text.string(start..<position)), number.isFinite,
      position >= end || !ASCII.isNameByte(bytes[position])
    else {
      while position < end, ASCII.isNameByte(bytes[position]) { position += 1 }
      fail(start..<position, "“\(text.string(start..<position))” is not a number")
      return .invalid
    }
    return .number(number)
  }

  private mutating func parseText() -> ValueExpression {
    let start = position
    guard let close = bytes[(start + 1)..<end].firstIndex(of: bytes[start]) else {
      fail(start..<end, "this quote is not closed")
      return .invalid
    }
    position = close + 1
    return .text(text.string(start + 1..<close))
  }

  private mutating func parsePathOrCall() -> ValueExpression {
    let start = position
    let path = scanPath()
    guard position < end, bytes[position] == ASCII.openParenthesis else { return .path(path) }
    let name = text.string(start..<position)
    guard name == "choose" else {
      fail(
        start..<position, "there is no function “\(name)” here",
        hint: "choose(condition, whenTrue, whenFalse) is the only one")
      return .invalid
    }
    return parseChoose(start)
  }

  private mutating func parseChoose(_ start: Int) -> ValueExpression {
    guard enter(start) else { return .invalid }
    defer { depth -= 1 }
    var arguments: [ValueExpression] = []
    repeat {
      position += 1
      arguments.append(parseComparison())
      skipSpace()
    } while !failed && position < end && bytes[position] == ASCII.comma
    if failed { return .invalid }
    guard position < end, bytes[position] == ASCII.closeParenthesis else {
      fail(start..<position, "this choose( is not closed")
      return .invalid
    }
    position += 1
    guard arguments.count == 3 else {
      fail(
        start..<position, "choose takes a condition and two values, not \(arguments.count) parts")
      return .invalid
    }
    return .choose(arguments[0], arguments[1], arguments[2])
  }

  // MARK: - Paths

  /// Names joined by dots, keys in brackets.
  mutating func scanPath() -> ValuePath {
    let start = position
    var components: [ValuePath.Component] = [.name(scanName())]
    while position < end {
      if bytes[position] == ASCII.openBracket {
        guard let close = ValueExpressionParser.closingBracket(in: bytes[..<end], from: position)
        else {
          fail(position..<end, "this bracket is not closed")
          position = end
          break
        }
        let isQuoted = bytes[position + 1] == ASCII.doubleQuote && close > position + 2
        let key = isQuoted ? position + 2..<close - 1 : position + 1..<close
        components.append(.key(text.string(key)))
        position = close + 1
      } else if bytes[position] == ASCII.dot, position + 1 < end,
        ASCII.isNameByte(bytes[position + 1])
      {
        position += 1
        components.append(.name(scanName()))
      } else {
        break
      }
    }
    return ValuePath(components: components, range: context.range(text.source(start..<position)))
  }

  private mutating func scanName() -> String {
    let start = position
    while position < end {
      let byte = bytes[position]
      if !ASCII.isNameByte(byte) {
        guard byte == ASCII.dash || byte == ASCII.at, position > start, position + 1 < end,
          ASCII.isNameByte(bytes[position + 1])
        else { break }
      }
      position += 1
    }
    return text.string(start..<position)
  }

  // MARK: - Tokens

  mutating func scanComparison() -> ValueExpression.Operator? {
    skipSpace()
    guard position < end, !failed else { return nil }
    let isDouble = position + 1 < end && bytes[position + 1] == ASCII.equals
    let found: ValueExpression.Operator?
    switch bytes[position] {
    case ASCII.less: found = isDouble ? .lessOrEqual : .less
    case ASCII.greater: found = isDouble ? .greaterOrEqual : .greater
    case ASCII.equals where isDouble: found = .equal
    case ASCII.exclamation where isDouble: found = .notEqual
    case ASCII.equals:
      fail(position..<position + 1, "a single = compares nothing", hint: "write ==")
      return nil
    default: return nil
    }
    position += isDouble ? 2 : 1
    return found
  }

  /// Consumes a word that stands alone, such as `between`.
  mutating func scanWord(_ word: String) -> Bool {
    skipSpace()
    let after = position + word.utf8.count
    guard bytes[..<end].has(word, at: position), after >= end || !ASCII.isNameByte(bytes[after])
    else { return false }
    position = after
    return true
  }

  mutating func expectEnd() {
    skipSpace()
    guard position < end, !failed else { return }
    let stop = bytes[position..<end].firstIndex(where: ASCII.isSpace) ?? end
    let found = text.string(position..<max(stop, nextScalarEnd(position)))
    fail(position..<max(stop, position + 1), "“\(found)” is not expected here")
  }

  mutating func skipSpace() {
    while position < end, ASCII.isSpace(bytes[position]) { position += 1 }
  }

  mutating func fail(_ range: Range<Int>, _ message: String, hint: String? = nil) {
    if !failed { context.report(.valueSyntax, text.source(range), message, hint: hint) }
    failed = true
  }

  private mutating func enter(_ start: Int) -> Bool {
    depth += 1
    if depth > Self.depthLimit { fail(start..<start + 1, "this expression is nested too deeply") }
    return depth <= Self.depthLimit
  }

  private mutating func scanDigits() {
    while position < end, ASCII.isDigit(bytes[position]) { position += 1 }
  }

  private func nextScalarEnd(_ start: Int) -> Int {
    var index = start + 1
    while index < end, bytes[index] & 0xC0 == 0x80 { index += 1 }
    return min(index, end)
  }
}

extension DiagnosticKind {
  static let valueSyntax = DiagnosticKind(
    "value.syntax", .error,
    "An inline value or condition holds paths, numbers, quoted texts, `+ - * /`, one comparison, "
      + "parentheses and `choose(condition, a, b)`.")
}
