internal import Diagnostics

/// What stands between the braces of a directive's opening fence.
struct FenceHead {
  var verb: Located<String>
  var kind: Located<String>?
  var name: Located<String>?
  var entries: [Entry] = []
}

/// Reads `{verb kind #name key=value}` from the source line of a fence.
struct FenceHeadParser {
  private let context: ParseContext
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// `range` is the info string in the file; its first byte is `{`.
  init(_ context: ParseContext, range: Range<Int>) {
    self.context = context
    bytes = context.bytes
    position = range.lowerBound + 1
    end = context.bytes[range].trimmedRange.upperBound
  }

  /// Whether an info string asks for a directive.
  static func isDirective(_ info: ArraySlice<UInt8>) -> Bool { info.first == ASCII.openBrace }

  /// The head, or one with an empty verb where there is none to be read.
  mutating func parse() -> FenceHead {
    let open = position - 1
    skipBlanks()
    let verb = scanWord()
    var head = FenceHead(verb: context.located(verb))
    if verb.isEmpty || !ASCII.isLetter(bytes[verb.lowerBound]) {
      context.report(
        .missingVerb, open..<max(verb.upperBound, open + 1),
        "a directive starts with its name, as in {load #customers}",
        hint: "a listing that is only shown has a plain info string without braces")
      if verb.isEmpty { head.verb.value = "" }
    }
    while true {
      skipBlanks()
      guard position < end else {
        context.report(
          .unclosedBrace, open..<end, "the braces of this directive are not closed on its line",
          hint: "end the line with }")
        return head
      }
      if bytes[position] == ASCII.closeBrace { break }
      parseItem(&head)
    }
    position += 1
    let rest = context.bytes[position..<end].trimmedRange
    if !rest.isEmpty {
      context.report(
        .textAfterBrace, rest, "text after the closing brace is not read",
        hint: "put it inside the braces, or in the body")
    }
    return head
  }

  private mutating func parseItem(_ head: inout FenceHead) {
    if bytes[position] == ASCII.hash { return parseName(&head) }
    let word = scanWord()
    if position < end, bytes[position] == ASCII.equals, !word.isEmpty {
      position += 1
      let key = context.located(word)
      if let earlier = head.entries.first(where: { $0.key.value == key.value }) {
        context.report(
          .duplicateKey, word, "“\(key.value)” is given twice",
          notes: ["It is first given in line \(earlier.key.range.lower.line)."])
      }
      head.entries.append(Entry(key: key, value: parseValue()))
      return
    }
    if word.isEmpty {
      let start = position
      while position < end, !ASCII.isBlank(bytes[position]), bytes[position] != ASCII.closeBrace {
        position += 1
      }
      position = max(position, start + 1)
      context.report(
        .strayWord, start..<min(position, end),
        "“\(context.text(start..<min(position, end)))” is neither a kind, a #name nor key=value")
    } else if head.kind == nil, head.entries.isEmpty {
      head.kind = context.located(word)
    } else {
      context.report(
        .strayWord, word, "“\(context.text(word))” is neither a #name nor key=value",
        hint: "a kind stands right after the directive's name; a value with blanks is quoted")
    }
  }

  private mutating func parseName(_ head: inout FenceHead) {
    let hash = position
    position += 1
    var name: Located<String>
    if position < end, bytes[position] == ASCII.doubleQuote || bytes[position] == ASCII.singleQuote
    {
      let quoted = scanQuoted()
      name = Located(quoted.text, context.range(quoted.range))
    } else {
      let start = position
      while position < end, !ASCII.isBlank(bytes[position]), bytes[position] != ASCII.closeBrace {
        position += 1
      }
      name = context.located(start..<position)
    }
    if name.value.isEmpty {
      context.report(.emptyName, hash..<position, "a name follows the #")
      return
    }
    if let first = head.name {
      context.report(
        .secondName, hash..<position,
        "a directive has one name; this one is already #\(first.value)")
      return
    }
    head.name = name
  }

  private mutating func parseValue() -> RawValue {
    guard position < end else {
      return RawValue(.scalar("", quoted: false), context.range(end, end))
    }
    let first = bytes[position]
    if first == ASCII.doubleQuote || first == ASCII.singleQuote {
      let quoted = scanQuoted()
      return RawValue(.scalar(quoted.text, quoted: true), context.range(quoted.range))
    }
    let start = position
    var depth = 0
    while position < end {
      let byte = bytes[position]
      if depth == 0, ASCII.isBlank(byte) || byte == ASCII.closeBrace { break }
      if byte == ASCII.openBracket || byte == ASCII.openBrace || byte == ASCII.openParenthesis {
        depth += 1
      } else if byte == ASCII.closeBracket || byte == ASCII.closeBrace
        || byte == ASCII.closeParenthesis
      {
        depth -= 1
      }
      position += 1
    }
    if first == ASCII.openBracket || first == ASCII.openBrace {
      var text = MappedText()
      text.append(context.bytes[start..<position])
      var reader = ValueReader(context, text: text)
      return reader.readFlow()
    }
    return RawValue(
      .scalar(context.text(start..<position), quoted: false), context.range(start, position))
  }

  /// A quoted text; a backslash takes the next character as it is.
  private mutating func scanQuoted() -> (text: String, range: Range<Int>) {
    let start = position
    let quote = bytes[position]
    position += 1
    var text: [UInt8] = []
    while position < end, bytes[position] != quote {
      if bytes[position] == ASCII.backslash, quote == ASCII.doubleQuote, position + 1 < end {
        position += 1
      }
      text.append(bytes[position])
      position += 1
    }
    if position < end {
      position += 1
    } else {
      context.report(.unclosedQuote, start..<end, "this quote is not closed on its line")
    }
    return (String(decoding: text, as: UTF8.self), start..<position)
  }

  private mutating func scanWord() -> Range<Int> {
    let start = position
    while position < end {
      let byte = bytes[position]
      guard ASCII.isNameByte(byte) || byte == ASCII.dash || byte == ASCII.dot || byte == ASCII.at
      else { break }
      position += 1
    }
    return start..<position
  }

  private mutating func skipBlanks() {
    while position < end, ASCII.isBlank(bytes[position]) { position += 1 }
  }
}

extension DiagnosticKind {
  static let missingVerb = DiagnosticKind(
    "directive.missingName", .error,
    "The braces of a fence hold no directive. Write its name first, as in `{load #customers}`.")
  static let unclosedBrace = DiagnosticKind(
    "directive.unclosedBrace", .error,
    "The closing brace of a directive stands on the line of its fence.")
  static let textAfterBrace = DiagnosticKind(
    "directive.textAfterBrace", .warning,
    "Everything about a directive stands inside its braces or in its body.")
  static let strayWord = DiagnosticKind(
    "directive.strayWord", .error,
    "After its name a directive takes one kind, one `#name` and `key=value` pairs.")
  static let emptyName = DiagnosticKind(
    "directive.emptyName", .error, "A `#` in the braces is followed by the name to bind.")
  static let secondName = DiagnosticKind(
    "directive.secondName", .error, "A directive binds its result under one name.")
  static let unclosedQuote = DiagnosticKind(
    "directive.unclosedQuote", .error, "A quote that opens a value is closed after it.")
  static let duplicateKey = DiagnosticKind(
    "directive.duplicateKey", .error, "A key is given once, on the fence or in the body.")
}
