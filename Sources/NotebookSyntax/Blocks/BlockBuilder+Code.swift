internal import Diagnostics

/// Listings, directives and raw HTML, and the fences that look like directives and do not run.
extension BlockBuilder {
  mutating func codeBlock(_ index: Int) -> Block {
    let node = draft.tree.nodes[index]
    let place = range(index)
    guard let fence = CodeFence(of: index, in: draft, quoteDepth: quoteDepth) else {
      warnOfHiddenFences(index, "is indented by four, so that it is only shown")
      return Block(.code(info: "", text: literal(of: index)), place)
    }
    if !fence.isClosed { warnOfUnclosedFence(index) }
    guard FenceHeadParser.isDirective(draft.text.bytes[fence.info]) else {
      let info = InlineBuilder.withoutFiller(draft.tree.text(node.extra))
      return Block(.code(info: info, text: literal(of: index)), place)
    }
    guard let cellParser else {
      context.report(
        .directiveInFootnote, offsets(place), "a directive in a footnote does not run",
        hint: "move it above the paragraph that refers to the footnote")
      return Block(.code(info: draft.tree.text(node.extra), text: literal(of: index)), place)
    }
    let body = body(of: index)
    let cell = cellParser.parse(
      index: cells.count, info: draft.text.text.source(fence.info), body: body,
      range: offsets(place), sourceText: sourceText(of: index, fence, body))
    cells.append(cell)
    return Block(.directive(cell.index), place)
  }

  /// The lines between the fences as the file has them, each ended by a newline.
  private func body(of index: Int) -> MappedText {
    let node = draft.tree.nodes[index]
    let fence = draft.text.line(node.startLine)
    var body = MappedText(at: draft.text.text.sourceEnd(fence.upperBound))
    var number = node.startLine
    for literal in draft.tree.literals[node.literal].split(
      separator: ASCII.newline, omittingEmptySubsequences: false
    ).prefix(draft.lineCount(node)) {
      number += 1
      let line = draft.text.line(number)
      let start = max(line.lowerBound, line.upperBound - literal.count)
      body.append(context.bytes[draft.text.text.source(start..<line.upperBound)])
      body.append(ASCII.newline, at: draft.text.text.sourceEnd(line.upperBound))
    }
    return body
  }

  /// The block as written, without what the blocks around it put in front of its lines.
  private func sourceText(of index: Int, _ fence: CodeFence, _ body: MappedText) -> String {
    let first = draft.text.line(draft.tree.nodes[index].startLine)
    var bytes = draft.text.original(offset(index)..<first.upperBound, in: context)
    bytes.append(ASCII.newline)
    bytes += body.bytes
    if fence.isClosed {
      let last = draft.text.line(draft.lastLines[index])
      let start = draft.contentStart(of: last, quoteDepth: quoteDepth)
      bytes += draft.text.bytes[start..<last.upperBound]
    } else {
      bytes.removeLast()
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  mutating func htmlBlock(_ index: Int) -> Block {
    warnOfHiddenFences(index, "stands in raw HTML, so that it does not run")
    return Block(.html(literal(of: index)), range(index))
  }

  /// The text of code or raw HTML, with hidden bytes restored from the lines they stand on.
  private func literal(of index: Int) -> String {
    let node = draft.tree.nodes[index]
    let literal = draft.tree.literals[node.literal]
    guard draft.text.hasFiller, literal.contains(ASCII.filler) else {
      return draft.tree.text(node.literal)
    }
    let isFenced =
      node.kind == .codeBlock && CodeFence(of: index, in: draft, quoteDepth: quoteDepth) != nil
    var number = node.startLine + (isFenced ? 1 : 0)
    var out: [UInt8] = []
    for part in literal.split(separator: ASCII.newline, omittingEmptySubsequences: false) {
      if number > node.startLine + (isFenced ? 1 : 0) { out.append(ASCII.newline) }
      let line = draft.text.line(number)
      let start = line.upperBound - part.count
      if start >= line.lowerBound, draft.text.bytes[start..<line.upperBound].elementsEqual(part) {
        out += draft.text.original(start..<line.upperBound, in: context)
      } else {
        out += part
      }
      number += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  // MARK: - Fences that do not run

  private func offsets(_ range: SourceRange) -> Range<Int> {
    range.lower.offset..<range.upper.offset
  }

  private func warnOfUnclosedFence(_ index: Int) {
    let line = draft.text.line(draft.tree.nodes[index].startLine)
    context.report(
      .unclosedFence, draft.text.text.source(offset(index)..<line.upperBound),
      "this fence is not closed, so that everything below it belongs to it",
      hint:
        "close it with a line of as many \(draft.text.bytes[offset(index)] == ASCII.tilde ? "tildes" : "backquotes")"
    )
  }

  /// Lines of a listing or of raw HTML that look like the fence of a directive.
  private func warnOfHiddenFences(_ index: Int, _ why: String) {
    for number in draft.tree.nodes[index]
      .startLine...max(
        draft.tree.nodes[index].startLine, draft.lastLines[index])
    {
      warn(line: draft.text.line(number), .hiddenDirective, "this directive \(why)")
    }
  }

  /// Lines of a paragraph that look like the fence of a directive, which a backquote spoiled.
  func warnOfLostFences(_ leaf: Draft.Leaf) {
    let node = draft.tree.nodes[leaf.node]
    guard draft.content.bytes[leaf.content].contains(ASCII.backquote) else { return }
    for number in node.startLine...max(node.startLine, draft.lastLines[leaf.node]) {
      warn(
        line: draft.text.line(number), .lostFence,
        "this line opens no directive: the text after a fence of backquotes holds another one",
        hint: "put the value with the backquote in the body, or fence with ~~~")
    }
  }

  private func warn(
    line: Range<Int>, _ kind: DiagnosticKind, _ message: String, hint: String? = nil
  ) {
    let bytes = draft.text.bytes[line]
    var start = line.lowerBound
    while start < line.upperBound, ASCII.isBlank(bytes[start]) || bytes[start] == ASCII.greater {
      start += 1
    }
    let rest = bytes[start...]
    guard let mark = rest.first, mark == ASCII.backquote || mark == ASCII.tilde else { return }
    let run = rest.prefix { $0 == mark }.count
    let info = rest.dropFirst(run).drop(while: ASCII.isBlank)
    guard run >= 3, info.first == ASCII.openBrace,
      info.dropFirst().first.map(ASCII.isLetter) ?? false
    else { return }
    context.report(kind, draft.text.text.source(start..<line.upperBound), message, hint: hint)
  }
}

extension DiagnosticKind {
  static let unclosedFence = DiagnosticKind(
    "markdown.unclosedFence", .warning,
    "A fenced block runs to the end of the file or of the list or quote that it stands in.")
  static let hiddenDirective = DiagnosticKind(
    "markdown.hiddenDirective", .warning,
    "What looks like a directive stands in raw HTML or is indented by four, and does not run.")
  static let lostFence = DiagnosticKind(
    "markdown.lostFence", .warning,
    "The line after a fence of backquotes must hold no backquote, or CommonMark reads it as text.")
  static let directiveInFootnote = DiagnosticKind(
    "markdown.directiveInFootnote", .warning, "Directives run in the text, not in footnotes.")
}
