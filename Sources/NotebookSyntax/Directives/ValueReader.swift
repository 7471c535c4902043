// Directive bodies and front matter have the structure of YAML, but not its guesses: in plain YAML
// `tau[Womens E-Mail]`, `50% #2` and `a: b` break or change, and columns in error messages are those
// of a rewritten text. So every scalar is cut out first and put in a table with its exact range;
// Yams composes the skeleton that is left (indentation, dashes, brackets, colons), in which each
// scalar is the quoted number of its table row. Anchors, aliases and tags never reach Yams.
internal import Diagnostics
internal import Yams

/// Reads the value of one key: a scalar, a flow collection, or an indented block.
struct ValueReader {
  let context: ParseContext
  let text: MappedText
  /// A ` #` after a plain value begins a comment (front matter) or belongs to it (directives).
  let trailingComments: Bool
  var position: Int
  let end: Int

  var atoms: [RawValue] = []
  var skeleton: [UInt8] = []
  var skeletonLineStart = 0
  var skeletonLine = 1
  /// The ranges of bracketed collections, by their line and column in the skeleton.
  var brackets: [SkeletonPlace: SourceRange] = [:]
  var failed = false

  struct SkeletonPlace: Hashable {
    var line: Int
    var column: Int
  }

  static let depthLimit = 32

  init(
    _ context: ParseContext, text: MappedText, range: Range<Int>? = nil,
    trailingComments: Bool = false
  ) {
    self.context = context
    self.text = text
    self.trailingComments = trailingComments
    let range = range ?? 0..<text.count
    position = range.lowerBound
    end = range.upperBound
  }

  var bytes: [UInt8] { text.bytes }

  // MARK: - Entry points

  /// A value in brackets or braces that fills the text.
  mutating func readFlow() -> RawValue {
    let start = position
    scanFlow()
    skipBlanks()
    if !failed, position < end {
      let rest = position..<endOfLine()
      context.report(
        .textAfterValue, text.source(rest), "text after the closing bracket",
        hint: "quote the value if the bracket belongs to its text")
      failed = true
    }
    return compose(fallback: start..<end)
  }

  /// An indented block of items or keys; `verbatim` where its values are texts or expressions.
  mutating func readBlock(verbatim: Bool) -> RawValue {
    let start = position
    while position < end, !failed { scanBlockLine(verbatim: verbatim) }
    return compose(fallback: start..<end)
  }

  /// A quoted value; text after it is an error.
  mutating func readQuoted() -> RawValue {
    let value = scanQuoted()
    skipBlanks()
    if position < end, !failed, !(trailingComments && bytes[position] == ASCII.hash) {
      context.report(
        .textAfterValue, text.source(position..<endOfLine()), "text after the closing quote",
        hint: "quote the whole value, with \\\" for a quote inside it")
    }
    return value
  }

  /// A `|` or `>` text whose lines are indented deeper than `parentIndent`.
  mutating func readBlockScalar(parentIndent: Int) -> RawValue {
    scanBlockScalar(parentIndent: parentIndent)
  }

  /// Whether the text at `offset` is the header of a block scalar and nothing else.
  static func isBlockScalarHeader(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, first == ASCII.pipe || first == ASCII.greater else {
      return false
    }
    let rest = line.dropFirst().prefix { !ASCII.isBlank($0) }
    return rest.count <= 2
      && rest.allSatisfy { $0 == ASCII.dash || $0 == UInt8(ascii: "+") || ASCII.isDigit($0) }
      && line.dropFirst(1 + rest.count).allSatisfy(ASCII.isBlank)
  }

  // MARK: - Blocks

  mutating func scanBlockLine(verbatim: Bool) {
    let lineStart = position
    while position < end, bytes[position] == ASCII.space { position += 1 }
    if position >= end { return }
    if bytes[position] == ASCII.newline || bytes[position] == ASCII.hash { return skipLine() }
    if bytes[position] == ASCII.tab {
      fail(.tab, position..<position + 1, "a tab indents this line", hint: "indent with spaces")
      return
    }
    guard position - lineStart <= 2 * Self.depthLimit else {
      fail(.tooDeep, lineStart..<position, "this value is nested too deeply")
      return
    }
    emit(lineStart..<position)
    var isItem = false
    var dashes = 0
    while position < end, bytes[position] == ASCII.dash, isBlankOrEnd(position + 1) {
      isItem = true
      dashes += 1
      guard dashes <= Self.depthLimit else {
        fail(.tooDeep, lineStart..<position, "this value is nested too deeply")
        return
      }
      let start = position
      position += 1
      skipBlanks()
      emit(start..<position)
    }
    let keyStart = position
    if !(verbatim && isItem), let key = scanKey() {
      emit(atom: key)
      skeleton.append(ASCII.colon)
      skeleton.append(ASCII.space)
      skipBlanks()
      scanValue(verbatim: verbatim, parentIndent: keyStart - lineStart)
    } else {
      scanValue(verbatim: verbatim, parentIndent: max(0, keyStart - lineStart - 1))
    }
    skipLine()
  }

  /// The value after `key:` or `-`, up to the end of its line or of its brackets.
  mutating func scanValue(verbatim: Bool, parentIndent: Int) {
    guard position < end, bytes[position] != ASCII.newline else { return }
    let first = bytes[position]
    if first == ASCII.doubleQuote || first == ASCII.singleQuote {
      emit(atom: scanQuoted())
      checkRestOfLine()
    } else if Self.isBlockScalarHeader(text.bytes[position..<endOfLine()]) {
      emit(atom: scanBlockScalar(parentIndent: parentIndent))
      // The reader stands at the start of the next line, which has its own structure.
      position = max(0, position - 1)
    } else if first == ASCII.openBrace && (!verbatim || isFlowMap())
      || first == ASCII.openBracket && !verbatim
    {
      scanFlow()
      checkRestOfLine()
    } else {
      emit(atom: plain(position..<endOfLine()))
      position = endOfLine()
    }
  }

  /// `key:` where a block line has one, with the colon consumed.
  mutating func scanKey() -> RawValue? {
    let start = position
    if position < end, bytes[position] == ASCII.doubleQuote || bytes[position] == ASCII.singleQuote
    {
      guard let close = closingQuote(from: position), close + 1 < end,
        bytes[close + 1] == ASCII.colon, isBlankOrEnd(close + 2)
      else { return nil }
      let key = scanQuoted()
      position += 1
      return key
    }
    guard position < end, bytes[position] != ASCII.openBracket, bytes[position] != ASCII.openBrace,
      let colon = keyColon(from: start)
    else { return nil }
    position = colon + 1
    return plain(start..<colon)
  }

  /// The colon that ends a plain key on this line, outside brackets.
  func keyColon(from start: Int) -> Int? {
    var depth = 0
    var index = start
    while index < end, bytes[index] != ASCII.newline {
      let byte = bytes[index]
      if byte == ASCII.openBracket || byte == ASCII.openParenthesis { depth += 1 }
      if byte == ASCII.closeBracket || byte == ASCII.closeParenthesis { depth -= 1 }
      if byte == ASCII.colon, depth <= 0, isBlankOrEnd(index + 1) { return index }
      index += 1
    }
    return nil
  }

  /// Whether braces that open here look like a map, not like a text such as `{= path}`.
  func isFlowMap() -> Bool {
    let line = bytes[position..<endOfLine()]
    guard line.has("{", at: position), !line.has("{=", at: position) else { return false }
    return bytes[line.trimmedRange].last == ASCII.closeBrace
  }

  mutating func checkRestOfLine() {
    skipBlanks()
    guard !failed, position < end, bytes[position] != ASCII.newline else { return }
    if bytes[position] == ASCII.hash { return }
    fail(
      .textAfterValue, position..<endOfLine(), "text after the end of this value",
      hint: "quote the whole value")
  }

  // MARK: - Scalars

  func plain(_ range: Range<Int>) -> RawValue {
    var range = bytes[range].trimmedRange
    if trailingComments,
      let comment = range.first(where: {
        bytes[$0] == ASCII.hash && $0 > range.lowerBound && ASCII.isBlank(bytes[$0 - 1])
      })
    {
      range = bytes[range.lowerBound..<comment].trimmedRange
    }
    return RawValue(
      .scalar(String(decoding: bytes[range], as: UTF8.self), quoted: false),
      context.range(text.source(range)))
  }

  func closingQuote(from start: Int) -> Int? {
    let quote = bytes[start]
    var index = start + 1
    while index < end {
      if bytes[index] == ASCII.backslash, quote == ASCII.doubleQuote {
        index += 2
        continue
      }
      if bytes[index] == quote {
        guard quote == ASCII.singleQuote, index + 1 < end, bytes[index + 1] == quote else {
          return index
        }
        index += 1
      }
      index += 1
    }
    return nil
  }

  mutating func scanQuoted() -> RawValue {
    let start = position
    guard let close = closingQuote(from: start) else {
      position = endOfLine()
      fail(.unclosedQuote, start..<position, "this quote is not closed")
      return RawValue(.scalar("", quoted: true), context.range(text.source(start..<position)))
    }
    position = close + 1
    let inner = bytes[start + 1..<close]
    let isSimple = inner.allSatisfy {
      $0 != ASCII.backslash && $0 != ASCII.newline && $0 != ASCII.singleQuote
    }
    let value =
      isSimple
      ? String(decoding: inner, as: UTF8.self)
      : decode(Array(bytes[start...close]), at: start..<position)
    return RawValue(.scalar(value, quoted: true), context.range(text.source(start..<position)))
  }

  mutating func scanBlockScalar(parentIndent: Int) -> RawValue {
    let start = position
    var lineStart = min(end, endOfLine() + 1)
    var raw = Array(bytes[start..<endOfLine()]) + [ASCII.newline]
    var last = endOfLine()
    while lineStart < end {
      let lineEnd = endOfLine(from: lineStart)
      var content = lineStart
      while content < lineEnd, bytes[content] == ASCII.space { content += 1 }
      if content < lineEnd {
        guard content - lineStart > parentIndent else { break }
        last = lineEnd
      }
      raw.append(contentsOf: bytes[min(lineEnd, lineStart + parentIndent)..<lineEnd])
      raw.append(ASCII.newline)
      lineStart = min(end, lineEnd + 1)
    }
    position = lineStart
    let value = decode(raw, at: start..<last)
    return RawValue(.scalar(value, quoted: true), context.range(text.source(start..<last)))
  }

  /// What Yams makes of one quoted or block scalar.
  mutating func decode(_ yaml: [UInt8], at range: Range<Int>) -> String {
    do {
      return try Yams.compose(yaml: String(decoding: yaml, as: UTF8.self), .basic, .default, .utf8)?
        .scalar?.string ?? ""
    } catch {
      fail(.malformedValue, range, Self.explain(error))
      return String(decoding: yaml, as: UTF8.self)
    }
  }

  // MARK: - Small steps

  mutating func fail(
    _ kind: DiagnosticKind, _ range: Range<Int>, _ message: String, hint: String? = nil
  ) {
    if !failed { context.report(kind, text.source(range), message, hint: hint) }
    failed = true
  }

  /// The words of a Yams error that an author can use.
  static func explain(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _), .reader(let problem, _, _, _):
      "this value is not well formed: \(problem)"
    default: "this value is not well formed"
    }
  }

  func isBlankOrEnd(_ index: Int) -> Bool {
    index >= end || ASCII.isBlank(bytes[index]) || bytes[index] == ASCII.newline
  }

  func endOfLine() -> Int { endOfLine(from: position) }

  func endOfLine(from start: Int) -> Int {
    var index = start
    while index < end, bytes[index] != ASCII.newline { index += 1 }
    return index
  }

  mutating func skipBlanks() {
    while position < end, ASCII.isBlank(bytes[position]) { position += 1 }
  }

  mutating func skipLine() {
    position = min(end, endOfLine() + 1)
    newSkeletonLine()
  }
}

extension DiagnosticKind {
  static let tab = DiagnosticKind(
    "directive.tab", .error, "Bodies of directives are indented with spaces, as YAML asks.")
  static let tooDeep = DiagnosticKind(
    "directive.tooDeep", .error, "Values nest at most 32 levels deep.")
  static let textAfterValue = DiagnosticKind(
    "directive.textAfterValue", .error,
    "A quoted or bracketed value is followed by nothing on its line. Quote the whole value.")
  static let unclosedBracket = DiagnosticKind(
    "directive.unclosedBracket", .error, "Every bracket and brace of a value is closed.")
  static let malformedValue = DiagnosticKind(
    "directive.malformedValue", .error,
    "The value has not the structure of YAML: check its indentation, dashes and brackets.")
}
