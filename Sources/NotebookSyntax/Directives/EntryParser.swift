internal import Diagnostics

/// Reads `key: value` lines: the body of a directive, or the front matter.
struct EntryParser {
  private let context: ParseContext
  private let text: MappedText
  private let textKeys: Set<String>
  private let trailingComments: Bool
  private var lineStart = 0
  private var entries: [Entry] = []
  /// Keys given elsewhere (on the fence) and here, with their first place.
  private var places: [String: SourceRange] = [:]

  /// `textKeys` take the rest of their line as it stands.
  init(
    _ context: ParseContext, text: MappedText, textKeys: Set<String>, given: [Entry] = [],
    trailingComments: Bool = false
  ) {
    self.context = context
    self.text = text
    self.textKeys = textKeys
    self.trailingComments = trailingComments
    for entry in given { places[entry.key.value] = entry.key.range }
  }

  private var bytes: [UInt8] { text.bytes }

  mutating func parse() -> [Entry] {
    while lineStart < bytes.count { parseLine() }
    return entries
  }

  private mutating func parseLine() {
    let lineEnd = endOfLine(lineStart)
    let content = bytes[lineStart..<lineEnd].trimmedRange
    guard !content.isEmpty, bytes[content.lowerBound] != ASCII.hash else {
      lineStart = lineEnd + 1
      return
    }
    if bytes[lineStart..<content.lowerBound].contains(ASCII.tab) {
      report(.tab, lineStart..<content.lowerBound, "a tab indents this line", "indent with spaces")
    } else if content.lowerBound > lineStart {
      report(
        .strayIndent, content, "this line is indented but belongs to no key",
        "start it in the first column, or write a long text under `key: |`")
    } else if let (key, colon) = scanKey(content) {
      parseEntry(key: key, afterColon: colon + 1, lineEnd: lineEnd)
      return
    } else {
      reportNoKey(content)
    }
    lineStart = lineEnd + 1
  }

  /// The key of a line and the offset of its colon.
  private func scanKey(_ line: Range<Int>) -> (key: Range<Int>, colon: Int)? {
    let first = bytes[line.lowerBound]
    if first == ASCII.doubleQuote || first == ASCII.singleQuote {
      guard
        let close = bytes[line.dropFirst()].firstIndex(of: first), close + 1 < line.upperBound,
        bytes[close + 1] == ASCII.colon
      else { return nil }
      return (line.lowerBound + 1..<close, close + 1)
    }
    guard ASCII.isNameByte(first) else { return nil }
    var index = line.lowerBound
    while index < line.upperBound,
      ASCII.isNameByte(bytes[index]) || bytes[index] == ASCII.dash || bytes[index] == ASCII.dot
        || bytes[index] == ASCII.at
    {
      index += 1
    }
    let key = line.lowerBound..<index
    while index < line.upperBound, ASCII.isBlank(bytes[index]) { index += 1 }
    guard index < line.upperBound, bytes[index] == ASCII.colon else { return nil }
    return (key, index)
  }

  private mutating func parseEntry(key: Range<Int>, afterColon: Int, lineEnd: Int) {
    let keyRange = context.range(text.source(key))
    let name = String(decoding: bytes[key], as: UTF8.self)
    if let earlier = places[name] {
      report(
        .duplicateKey, key, "“\(name)” is given twice", nil,
        notes: ["It is first given in line \(earlier.lower.line)."])
    }
    if afterColon < lineEnd, !ASCII.isBlank(bytes[afterColon]) {
      report(
        .missingBlank, afterColon - 1..<afterColon, "a blank follows the colon of a key",
        "write “\(name): …”")
    }
    let value = parseValue(
      bytes[afterColon..<lineEnd].trimmedRange, verbatim: textKeys.contains(name),
      lineEnd: lineEnd)
    if places[name] == nil {
      places[name] = keyRange
      entries.append(Entry(key: Located(name, keyRange), value: value))
    }
  }

  /// The value of a key, with the lines below that belong to it; leaves `lineStart` after them.
  private mutating func parseValue(
    _ value: Range<Int>, verbatim: Bool, lineEnd: Int
  ) -> RawValue {
    guard let first = bytes[value].first,
      !(trailingComments && !verbatim && first == ASCII.hash)
    else { return parseBlock(at: value.lowerBound, verbatim: verbatim, lineEnd: lineEnd) }
    if ValueReader.isBlockScalarHeader(bytes[value]) {
      var reader = reader(value.lowerBound..<bytes.count)
      let result = reader.readBlockScalar(parentIndent: 0)
      lineStart = reader.position
      return result
    }
    if first == ASCII.doubleQuote || first == ASCII.singleQuote {
      let end = endOfQuoted(value.lowerBound, lineEnd: lineEnd)
      var reader = reader(value.lowerBound..<end)
      lineStart = end + 1
      return reader.readQuoted()
    }
    let isMap =
      first == ASCII.openBrace && bytes[value].last == ASCII.closeBrace
      && !bytes[value].has("{=", at: value.lowerBound)
    if !verbatim && (first == ASCII.openBracket || first == ASCII.openBrace) || verbatim && isMap {
      let end = endOfFlow(value.lowerBound, lineEnd: lineEnd)
      var reader = reader(value.lowerBound..<end)
      lineStart = end + 1
      return reader.readFlow()
    }
    lineStart = lineEnd + 1
    rejectContinuation()
    let range = trailingComments && !verbatim ? withoutComment(value) : value
    return RawValue(
      .scalar(String(decoding: bytes[range], as: UTF8.self), quoted: false),
      context.range(text.source(range)))
  }

  /// A value on the lines below its key: indented, or items in the key's own column.
  private mutating func parseBlock(
    at empty: Int, verbatim: Bool, lineEnd: Int
  ) -> RawValue {
    let start = min(bytes.count, lineEnd + 1)
    var end = start
    var next = start
    while next < bytes.count {
      let nextEnd = endOfLine(next)
      let content = bytes[next..<nextEnd].trimmedRange
      if !content.isEmpty, bytes[content.lowerBound] != ASCII.hash {
        let isItem =
          bytes[next] == ASCII.dash && (next + 1 == nextEnd || ASCII.isBlank(bytes[next + 1]))
        guard content.lowerBound > next || isItem else { break }
        end = nextEnd
      }
      next = nextEnd + 1
    }
    lineStart = max(start, min(bytes.count, end + 1))
    if end == start {
      lineStart = start
      let place = text.source(empty..<empty)
      return RawValue(.scalar("", quoted: false), context.range(place))
    }
    var reader = reader(start..<end)
    return reader.readBlock(verbatim: verbatim)
  }

  private func reader(_ range: Range<Int>) -> ValueReader {
    ValueReader(context, text: text, range: range, trailingComments: trailingComments)
  }

  /// Where a bracketed value ends: on its line, or where its brackets close.
  private func endOfFlow(_ start: Int, lineEnd: Int) -> Int {
    var depth = 0
    var index = start
    var lineEnd = lineEnd
    while index < bytes.count {
      if index >= lineEnd {
        if depth <= 0 { return lineEnd }
        // A line that starts a key ends the value: its bracket was forgotten.
        if index + 1 < bytes.count, scanKeyLine(index + 1) { return lineEnd }
        lineEnd = endOfLine(index + 1)
      } else if bytes[index] == ASCII.openBracket || bytes[index] == ASCII.openBrace {
        depth += 1
      } else if bytes[index] == ASCII.closeBracket || bytes[index] == ASCII.closeBrace {
        depth -= 1
      }
      index += 1
    }
    return bytes.count
  }

  private func scanKeyLine(_ start: Int) -> Bool {
    let line = bytes[start..<endOfLine(start)].trimmedRange
    return line.lowerBound == start && !line.isEmpty && scanKey(line) != nil
  }

  private func endOfQuoted(_ start: Int, lineEnd: Int) -> Int {
    let quote = bytes[start]
    var index = start + 1
    var lineEnd = lineEnd
    while index < bytes.count {
      if index >= lineEnd {
        if index + 1 < bytes.count, scanKeyLine(index + 1) { return endOfLine(start) }
        lineEnd = endOfLine(index + 1)
      } else if bytes[index] == ASCII.backslash, quote == ASCII.doubleQuote {
        index += 1
      } else if bytes[index] == quote {
        return lineEnd
      }
      index += 1
    }
    return endOfLine(start)
  }

  private func withoutComment(_ value: Range<Int>) -> Range<Int> {
    guard
      let comment = value.first(where: {
        bytes[$0] == ASCII.hash && $0 > value.lowerBound && ASCII.isBlank(bytes[$0 - 1])
      })
    else { return value }
    return bytes[value.lowerBound..<comment].trimmedRange
  }

  /// Reports indented lines after a value that already stands on its key's line.
  private mutating func rejectContinuation() {
    var first: Range<Int>?
    while lineStart < bytes.count {
      let lineEnd = endOfLine(lineStart)
      let content = bytes[lineStart..<lineEnd].trimmedRange
      guard !content.isEmpty, content.lowerBound > lineStart,
        bytes[content.lowerBound] != ASCII.hash
      else { break }
      if first == nil { first = content }
      lineStart = lineEnd + 1
    }
    guard let first else { return }
    report(
      .strayIndent, first, "this line goes on with a value that ended on the line above",
      "write a long text under `key: |`, and nested keys under an empty `key:`")
  }

  private func reportNoKey(_ line: Range<Int>) {
    let content = bytes[line]
    if let equals = content.firstIndex(of: ASCII.equals), equals > line.lowerBound {
      let key = content[..<equals].trimmedRange
      if bytes[key].allSatisfy({ ASCII.isNameByte($0) || $0 == ASCII.dash }), !key.isEmpty {
        let value = content[(equals + 1)...].trimmedRange
        report(
          .equalsInBody, equals..<equals + 1, "a key of the body is followed by a colon, not by =",
          "write “\(string(key)): \(string(value))”")
        return
      }
    }
    report(
      .notAKey, line, "this line is not `key: value`",
      content.first == ASCII.dash
        ? "an item stands under the key that it belongs to" : "every line of the body has a key")
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func report(
    _ kind: DiagnosticKind, _ range: Range<Int>, _ message: String, _ hint: String?,
    notes: [String] = []
  ) {
    context.report(kind, text.source(range), message, notes: notes, hint: hint)
  }

  private func endOfLine(_ start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != ASCII.newline { index += 1 }
    return index
  }
}

extension DiagnosticKind {
  static let strayIndent = DiagnosticKind(
    "directive.strayIndent", .error,
    "An indented line belongs to the key above it, which then has no value on its own line.")
  static let missingBlank = DiagnosticKind(
    "directive.missingBlank", .error, "As in YAML, a blank follows the colon after a key.")
  static let equalsInBody = DiagnosticKind(
    "directive.equalsInBody", .error,
    "On the fence a key is written `key=value`; in the body, `key: value`.")
  static let notAKey = DiagnosticKind(
    "directive.notAKey", .error, "The body of a directive consists of `key: value` lines.")
}
