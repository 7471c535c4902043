internal import Diagnostics

/// Finds and reads the YAML head of a notebook.
struct FrontMatterParser {
  private let context: ParseContext

  init(_ context: ParseContext) { self.context = context }

  /// Keys whose texts may hold inline Markdown and inline values.
  private static let textKeys: Set<String> = [
    "title", "subtitle", "author", "authors", "date", "abstract",
  ]
  private static let otherKeys = [
    "lang", "seed", "params", "theme", "toc", "bibliography", "values", "show", "currency",
  ]

  /// The head, and the line (from 1) at which the text after it starts.
  mutating func parse() -> (head: FrontMatter, bodyLine: Int) {
    guard isFence(1), let (lines, bodyLine) = findLines() else { return (FrontMatter(), 1) }
    var head = FrontMatter()
    head.range = context.range(
      context.source.startOffset(ofLine: 1),
      context.source.lineBytes(max(1, bodyLine - 1)).endIndex)
    var text = MappedText()
    for line in lines {
      let bytes = context.source.lineBytes(line)
      text.append(bytes)
      text.append(ASCII.newline, at: bytes.endIndex)
    }
    var parser = EntryParser(
      context, text: text, textKeys: Self.textKeys, trailingComments: true)
    for entry in parser.parse() { take(entry, into: &head) }
    return (head, bodyLine)
  }

  /// The lines between the fences; nil where the first line is a thematic break.
  private func findLines() -> (lines: Range<Int>, bodyLine: Int)? {
    let count = context.source.lineCount
    // A blank line after the first: that is a thematic break.
    guard count > 1, !context.source.lineBytes(2).trimmedRange.isEmpty else { return nil }
    for line in 2...count where isFence(line) || isEnd(line) { return (2..<line, line + 1) }
    // A first line `---` that is followed by keys is a head whose end was forgotten.
    let second = context.source.lineBytes(2)
    let key = second.prefix { ASCII.isNameByte($0) || $0 == ASCII.dash }
    guard !key.isEmpty, second.has(":", at: key.endIndex) else { return nil }
    var end = 2
    while end <= count, !context.source.lineBytes(end).trimmedRange.isEmpty { end += 1 }
    let first = context.source.startOffset(ofLine: 1)
    context.report(
      .unclosedFrontMatter, first..<context.source.lineBytes(1).endIndex,
      "the front matter is not closed", hint: "end it with a line that is ---")
    return (2..<end, end)
  }

  /// Whether a line is `---` (after a byte order mark, in line 1).
  private func isFence(_ line: Int) -> Bool {
    var bytes = context.source.lineBytes(line)
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    return bytes.starts(with: "---".utf8) && bytes.dropFirst(3).allSatisfy(ASCII.isBlank)
  }

  private func isEnd(_ line: Int) -> Bool {
    let bytes = context.source.lineBytes(line)
    return bytes.starts(with: "...".utf8) && bytes.dropFirst(3).allSatisfy(ASCII.isBlank)
  }

  private mutating func take(_ entry: Entry, into head: inout FrontMatter) {
    switch entry.key.value {
    case "title": head.title = richText(entry)
    case "subtitle": head.subtitle = richText(entry)
    case "date": head.date = richText(entry)
    case "abstract": head.abstract = richText(entry)
    case "author", "authors": head.authors += authors(entry)
    case "lang":
      if case .scalar(let language, _) = entry.value.kind { head.language = language }
      head.entries.append(entry)
    default:
      if !Self.otherKeys.contains(entry.key.value) { reportUnknown(entry.key) }
      head.entries.append(entry)
    }
  }

  private func richText(_ entry: Entry) -> RichText? {
    guard case .scalar(let text, _) = entry.value.kind else {
      context.report(
        .frontMatterText, offsets(entry.value.range), "“\(entry.key.value)” is one text")
      return nil
    }
    return parse(text, at: entry.value.range)
  }

  private func authors(_ entry: Entry) -> [RichText] {
    switch entry.value.kind {
    case .scalar(let text, let quoted):
      // `authors: [A. One, B. Two]` is the list that it looks like, though the key takes text.
      let range = offsets(entry.value.range)
      if !quoted, text.hasPrefix("["), text.hasSuffix("]") {
        var list = MappedText()
        list.append(context.bytes[range])
        var reader = ValueReader(context, text: list)
        if case .list(let items) = reader.readFlow().kind { return items.compactMap(author) }
      }
      return [parse(text, at: entry.value.range)]
    case .list(let items): return items.compactMap(author)
    case .map: return author(entry.value).map { [$0] } ?? []
    }
  }

  /// An author is a name, or a map with the key `name`.
  private func author(_ value: RawValue) -> RichText? {
    switch value.kind {
    case .scalar(let text, _): return parse(text, at: value.range)
    case .map(let entries):
      if let name = entries.first(where: { $0.key.value == "name" }) { return author(name.value) }
    case .list: break
    }
    context.report(.frontMatterText, offsets(value.range), "an author is a name")
    return nil
  }

  private func parse(_ text: String, at range: SourceRange) -> RichText {
    let (rich, diagnostics) = InlineParser.parse(text, at: range, in: context.source)
    context.diagnostics += diagnostics
    return rich
  }

  private func reportUnknown(_ key: Located<String>) {
    let known = Self.textKeys.sorted() + Self.otherKeys
    context.report(
      .unknownFrontMatterKey, offsets(key.range), "the front matter has no key “\(key.value)”",
      hint: NearMiss.best(for: key.value, in: known).map { "did you mean “\($0)”?" }
        ?? "the keys are \(known.sorted().joined(separator: ", "))")
  }

  private func offsets(_ range: SourceRange) -> Range<Int> {
    range.lower.offset..<range.upper.offset
  }
}

extension DiagnosticKind {
  static let unclosedFrontMatter = DiagnosticKind(
    "frontMatter.unclosed", .error,
    "Front matter starts with a line `---` at the top of the file and ends with another one.")
  static let unknownFrontMatterKey = DiagnosticKind(
    "frontMatter.unknownKey", .warning,
    "The key is not one that a notebook's head has; the nearest known one is named.")
  static let frontMatterText = DiagnosticKind(
    "frontMatter.notText", .error, "The key takes a text, not a list or a map.")
}
