internal import Diagnostics

/// Builds the inlines of paragraphs and headings from a draft.
///
/// Emphasis, links, code and raw HTML are libcmark's. What CommonMark has no syntax for is found
/// in stretches of sibling text: formulas, citations, references, footnotes, bare links and
/// strikethrough.
struct InlineBuilder {
  let context: ParseContext
  let draft: Draft
  /// The formulas of the draft, in order.
  let math: [MathSpan]
  /// The labels that footnotes are defined under.
  let footnotes: Set<String>
  /// Labels of footnotes in order of their first reference.
  private(set) var referencedFootnotes: [String] = []
  private var seenFootnotes: Set<String> = []
  private var mapHint = 0
  private var textWalk = TextWalk(node: -1, position: 0, source: 0)
  /// The content of the paragraph or heading being built.
  private var leaf = 0..<0

  /// Nodes nested deeper than this lose their own nesting, not their text.
  private static let depthLimit = 100

  init(
    _ context: ParseContext, draft: Draft, math: [MathSpan], footnotes: Set<String> = []
  ) {
    self.context = context
    self.draft = draft
    self.math = math
    self.footnotes = footnotes
  }

  /// The inlines of a leaf, from an offset of its content on.
  mutating func inlines(of leaf: Draft.Leaf, from start: Int? = nil) -> [Inline] {
    let start = start ?? leaf.content.lowerBound
    self.leaf = start..<max(start, leaf.content.upperBound)
    return children(of: leaf.node, from: start, depth: 0, inLink: false)
  }

  /// The footnotes referred to since the last call.
  mutating func takeReferencedFootnotes() -> [String] {
    defer { referencedFootnotes = [] }
    return referencedFootnotes
  }

  // MARK: - Places

  mutating func source(_ offset: Int) -> Int { draft.content.source(offset, hint: &mapHint) }

  mutating func range(_ content: Range<Int>) -> SourceRange {
    let lower = source(content.lowerBound)
    let upper = content.isEmpty ? lower : source(content.upperBound - 1) + 1
    return context.range(lower, max(lower, upper))
  }

  // MARK: - Nodes

  private mutating func children(
    of parent: Int, from start: Int, depth: Int, inLink: Bool
  ) -> [Inline] {
    var out: [Inline] = []
    var strikes: [Strikethrough.Mark] = []
    var index = parent + 1
    let end = draft.tree.nodes[parent].subtreeEnd
    while index < end {
      let first = index
      while index < end, isText(index) { index += 1 }
      if index > first {
        appendRun(first..<index, from: start, inLink: inLink, to: &out, strikes: &strikes)
        continue
      }
      if draft.spans[index].lowerBound < start {
        index = draft.tree.nodes[index].subtreeEnd
        continue
      }
      if depth >= Self.depthLimit, draft.tree.nodes[index].isInlineContainer {
        index += 1
        continue
      }
      append(node: index, depth: depth, inLink: inLink, to: &out)
      index = draft.tree.nodes[index].subtreeEnd
    }
    return strikes.isEmpty ? out : Strikethrough.pair(strikes, in: out)
  }

  private func isText(_ index: Int) -> Bool {
    switch draft.tree.nodes[index].kind {
    case .text, .softBreak, .lineBreak: true
    default: false
    }
  }

  private mutating func append(node index: Int, depth: Int, inLink: Bool, to out: inout [Inline]) {
    let node = draft.tree.nodes[index]
    let span = draft.spans[index]
    let place = range(span)
    func text(_ range: Range<Int>) -> String {
      draft.text.hasFiller
        ? Self.withoutFiller(draft.tree.text(range)) : draft.tree.text(range)
    }
    switch node.kind {
    case .code:
      out.append(Inline(code(node, span, place), place))
    case .html:
      let bytes = MarkdownText.restored(draft.content, span, in: context)
      out.append(Inline(.html(String(decoding: bytes, as: UTF8.self)), place))
    default:
      let isLink = node.kind == .link
      let inner = children(
        of: index, from: span.lowerBound, depth: depth + 1, inLink: inLink || isLink)
      switch node.kind {
      case .emphasis: out.append(Inline(.emphasis(inner), place))
      case .strong: out.append(Inline(.strong(inner), place))
      case .link:
        out.append(
          Inline(.link(destination: text(node.literal), title: text(node.extra), inner), place))
      case .image:
        out.append(
          Inline(.image(source: text(node.literal), title: text(node.extra), alt: inner), place))
      default: out += inner
      }
    }
  }

  static func withoutFiller(_ text: String) -> String {
    guard text.utf8.contains(ASCII.filler) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value == UInt32(ASCII.filler) ? "\u{FFFD}" : $0 }))
  }

  /// A code span, or the inline value that it holds.
  private mutating func code(
    _ node: MarkdownNode, _ span: Range<Int>, _ place: SourceRange
  ) -> Inline.Kind {
    let bytes = draft.content.bytes
    var inner = span
    while !inner.isEmpty, bytes[inner.lowerBound] == ASCII.backquote { inner.removeFirst() }
    while !inner.isEmpty, bytes[inner.upperBound - 1] == ASCII.backquote { inner.removeLast() }
    let literal = draft.tree.literals[node.literal]
    guard literal.first == ASCII.openBrace, literal.has("{=", at: literal.startIndex) else {
      guard draft.text.hasFiller, literal.contains(ASCII.filler) else {
        return .code(draft.tree.text(node.literal))
      }
      if literal.count < inner.count { inner = inner.dropFirst().dropLast() }
      let restored = MarkdownText.restored(draft.content, inner, in: context)
      return .code(
        String(decoding: restored.map { $0 == ASCII.newline ? ASCII.space : $0 }, as: UTF8.self))
    }
    let written = bytes[inner].trimmedRange
    var expression = written.lowerBound + 2..<written.upperBound
    if bytes[written].last == ASCII.closeBrace, written.count > 2 {
      expression.removeLast()
    } else {
      context.report(
        .unclosedValue, place.lower.offset..<place.upper.offset,
        "this inline value is not closed", hint: "end it with }")
    }
    return .value(
      ValueExpressionParser.parse(draft.content, expression, range: place, context: context))
  }

  // MARK: - Text

  /// Text of sibling nodes: tokens that CommonMark does not know, and the plain text between them.
  private mutating func appendRun(
    _ nodes: Range<Int>, from start: Int, inLink: Bool, to out: inout [Inline],
    strikes: inout [Strikethrough.Mark]
  ) {
    let content =
      max(
        start, draft.spans[nodes.lowerBound].lowerBound)..<max(
        start, draft.spans[nodes.upperBound - 1].upperBound)
    var scanner = TextScanner(
      bytes: draft.content.bytes, range: content, leaf: leaf, inLink: inLink)
    let mathStart = math.isEmpty ? 0 : firstMath(from: source(content.lowerBound))
    let mathEnd = math.isEmpty ? 0 : firstMath(from: source(content.upperBound))
    if mathStart == mathEnd, !scanner.isWorthScanning {
      appendPlain(nodes, content, to: &out)
      return
    }
    scanner.math = math[mathStart..<mathEnd].map { span in
      let lower = draft.content.offset(ofSource: span.source.lowerBound)
      let upper = draft.content.offset(ofSource: span.source.upperBound - 1) + 1
      return lower..<max(lower + 1, upper)
    }
    scanner.footnotes = footnotes
    scanner.scan()
    reportOddities(scanner)
    var position = content.lowerBound
    var node = nodes.lowerBound
    for token in scanner.tokens {
      node = appendPlain(node..<nodes.upperBound, position..<token.range.lowerBound, to: &out)
      if case .strike(let canOpen, let canClose) = token.kind {
        strikes.append(
          .init(
            index: out.count, length: token.range.count, canOpen: canOpen, canClose: canClose))
      }
      out.append(inline(of: token, mathStart))
      position = token.range.upperBound
    }
    appendPlain(node..<nodes.upperBound, position..<content.upperBound, to: &out)
  }

  private mutating func reportOddities(_ scanner: TextScanner) {
    for label in scanner.undefinedFootnotes {
      context.report(
        .undefinedFootnote, draft.content.source(label),
        "the footnote “\(draft.content.string(label.dropFirst(2).dropLast()))” is not defined",
        hint: "define it in a paragraph of its own: [^label]: text")
    }
    for value in scanner.bareValues {
      context.report(
        .bareValue, draft.content.source(value), "an inline value stands in a code span",
        hint: "write `\(draft.content.string(value))` between backquotes")
    }
  }

  private mutating func inline(of token: TextScanner.Token, _ mathStart: Int) -> Inline {
    let place = range(token.range)
    func text(_ range: Range<Int>) -> String {
      let bytes = MarkdownText.restored(draft.content, range, in: context)
      return String(decoding: bytes, as: UTF8.self)
    }
    switch token.kind {
    case .math(let index): return Inline(.math(tex: math[mathStart + index].tex), place)
    case .reference(let name): return Inline(.reference(text(name)), place)
    case .footnote(let label):
      let label = text(label)
      if seenFootnotes.insert(label).inserted { referencedFootnotes.append(label) }
      return Inline(.footnoteReference(label: label), place)
    case .citation(let items):
      return Inline(
        .citation(
          items.map { item in
            CitationItem(
              prefix: Self.plain(text(item.prefix)), key: text(item.key),
              suffix: Self.plain(text(item.suffix)))
          }), place)
    case .link(let prefix):
      let shown = text(token.range)
      return Inline(
        .link(destination: prefix + shown, title: "", [Inline(.text(shown), place)]), place)
    case .strike: return Inline(.text(text(token.range)), place)
    }
  }

  private static func plain(_ text: String) -> String {
    text.contains("\n") ? text.split(separator: "\n").joined(separator: " ") : text
  }

  /// The first formula that starts at or after a place in the file.
  private func firstMath(from source: Int) -> Int {
    var low = 0
    var high = math.count
    while low < high {
      let middle = (low + high) / 2
      if math[middle].source.lowerBound < source { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The nodes' text inside a stretch of the content; gives the node at which it ended.
  @discardableResult
  private mutating func appendPlain(
    _ nodes: Range<Int>, _ content: Range<Int>, to out: inout [Inline]
  ) -> Int {
    var index = nodes.lowerBound
    while index < nodes.upperBound {
      let span = draft.spans[index]
      if span.lowerBound >= content.upperBound { return index }
      let inside = span.clamped(to: content)
      if !inside.isEmpty {
        switch draft.tree.nodes[index].kind {
        case .softBreak: out.append(Inline(.softBreak, range(inside)))
        case .lineBreak: out.append(Inline(.lineBreak, range(inside)))
        default: out.append(Inline(.text(text(of: index, inside)), range(inside)))
        }
      }
      if span.upperBound > content.upperBound { return index }
      index += 1
    }
    return index
  }

  /// The text of a node, or of the part of it that was made from `part` of the content.
  private mutating func text(of index: Int, _ part: Range<Int>) -> String {
    let span = draft.spans[index]
    let literal = draft.tree.literals[draft.tree.nodes[index].literal]
    let bytes = draft.content.bytes
    let hasFiller = draft.text.hasFiller && bytes[part].contains(ASCII.filler)
    if part == span, !hasFiller { return String(decoding: literal, as: UTF8.self) }
    var out: [UInt8] = []
    // Parts of one node come in order, so that the walk along it goes on where it stopped.
    var walk =
      textWalk.node == index && textWalk.source <= part.lowerBound
      ? textWalk : TextWalk(node: index, position: literal.startIndex, source: span.lowerBound)
    while walk.position < literal.endIndex, walk.source < part.upperBound {
      let step = TextAlignment.step(literal, walk.position, bytes, walk.source, span.upperBound)
      if walk.source >= part.lowerBound {
        if hasFiller, bytes[walk.source] == ASCII.filler {
          MarkdownText.appendRestored(draft.content, walk.source, in: context, to: &out)
        } else {
          out += literal[walk.position..<min(step.index, literal.endIndex)]
        }
      }
      (walk.position, walk.source) = step
    }
    textWalk = walk
    return String(decoding: out, as: UTF8.self)
  }

  /// A place in a text node and in the content that it was made from.
  private struct TextWalk {
    var node: Int
    var position: Int
    var source: Int
  }
}

extension DiagnosticKind {
  static let undefinedFootnote = DiagnosticKind(
    "footnote.undefined", .warning,
    "The reference has no definition `[^label]: text`, so that it is shown as it is written.")
  static let bareValue = DiagnosticKind(
    "value.bare", .warning, "`{= … }` is an inline value only between backquotes.")
  static let unclosedValue = DiagnosticKind(
    "value.unclosed", .error, "An inline value is a code span `{= path:format}` with both braces.")
}
