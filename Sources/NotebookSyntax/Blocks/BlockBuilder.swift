internal import Diagnostics

/// Turns a draft into the notebook's blocks and cells.
struct BlockBuilder {
  let context: ParseContext
  let draft: Draft
  let math: [MathSpan]
  var inlineBuilder: InlineBuilder
  let tables: TableReader
  let callouts: [Int: CalloutMarker]
  /// What reads directives; nil inside a footnote, where none runs.
  let cellParser: CellParser?
  var anchors: HeadingAnchors
  private(set) var cells: [Cell] = []
  /// Labels of footnotes in order of their first reference.
  private(set) var referencedFootnotes: [String] = []
  private var seenFootnotes: Set<String> = []
  private var nextLeaf = 0
  private var quoteDepth = 0

  /// Blocks nested deeper than this lose their own nesting, not their text.
  private static let depthLimit = 100

  init(
    _ context: ParseContext, draft: Draft, math: [MathSpan], tables: TableReader,
    callouts: [Int: CalloutMarker], footnotes: Set<String>, cellParser: CellParser?,
    anchors: HeadingAnchors
  ) {
    self.context = context
    self.draft = draft
    self.math = math
    self.tables = tables
    self.callouts = callouts
    self.cellParser = cellParser
    self.anchors = anchors
    inlineBuilder = InlineBuilder(context, draft: draft, math: math, footnotes: footnotes)
  }

  // MARK: - Walking

  mutating func blocks(of parent: Int = 0, depth: Int = 0) -> [Block] {
    guard !draft.tree.nodes.isEmpty else { return [] }
    var blocks: [Block] = []
    for index in draft.tree.children(of: parent) {
      append(index, depth: depth, to: &blocks)
    }
    return blocks
  }

  private mutating func append(_ index: Int, depth: Int, to blocks: inout [Block]) {
    let node = draft.tree.nodes[index]
    switch node.kind {
    case .blockQuote:
      quoteDepth += 1
      let inner = self.blocks(of: index, depth: depth + 1)
      quoteDepth -= 1
      if depth >= Self.depthLimit {
        blocks += inner
      } else {
        blocks.append(quote(index, inner))
      }
    case .bulletList, .orderedList: appendList(index, depth: depth, to: &blocks)
    case .codeBlock: blocks.append(codeBlock(index))
    case .htmlBlock: blocks.append(htmlBlock(index))
    case .paragraph, .heading: appendLeaf(index, to: &blocks)
    case .thematicBreak: blocks.append(Block(.thematicBreak, range(index)))
    default: break
    }
  }

  private mutating func quote(_ index: Int, _ inner: [Block]) -> Block {
    var place = range(index, through: inner.last)
    let first = index + 1
    guard let marker = callouts[first] else { return Block(.blockQuote(inner), place) }
    if inner.isEmpty {
      place = context.range(
        place.lower.offset, draft.content.sourceEnd(max(marker.title.upperBound, marker.body - 1)))
    }
    return Block(.callout(marker.kind, title: calloutTitle(first, marker), inner), place)
  }

  /// The inlines of the marker's line after the marker.
  private mutating func calloutTitle(_ index: Int, _ marker: CalloutMarker) -> [Inline] {
    guard !marker.title.isEmpty, let leaf = draft.leaf(of: index) else { return [] }
    let all = inlineBuilder.inlines(of: leaf, from: marker.title.lowerBound)
    return Array(all.prefix { !$0.isBreak })
  }

  private mutating func appendList(_ index: Int, depth: Int, to blocks: inout [Block]) {
    let node = draft.tree.nodes[index]
    var items: [ListBlock.Item] = []
    for item in draft.tree.children(of: index) {
      let task = taskMark(of: item)
      items.append(
        ListBlock.Item(task: task, blocks: self.blocks(of: item, depth: depth + 1)))
    }
    guard depth < Self.depthLimit else {
      for item in items { blocks += item.blocks }
      return
    }
    let list = ListBlock(
      ordered: node.kind == .orderedList, start: node.number, tight: node.tight, items: items)
    blocks.append(
      Block(
        .list(list), range(index, through: items.last(where: { !$0.blocks.isEmpty })?.blocks.last)))
  }

  // MARK: - Places

  private func offset(_ index: Int) -> Int {
    let node = draft.tree.nodes[index]
    let line = draft.text.line(node.startLine)
    return min(line.upperBound, line.lowerBound + max(0, node.startColumn - 1))
  }

  /// From the start of a node to the end of its last line.
  private func range(_ index: Int) -> SourceRange {
    let last = draft.text.line(draft.lastLines[index])
    let start = offset(index)
    let end = draft.text.bytes[min(start, last.upperBound)..<last.upperBound].trimmedRange
      .upperBound
    return context.range(draft.text.text.source(start..<max(start, end)))
  }

  /// From the start of a container to the end of its last block.
  private func range(_ index: Int, through last: Block?) -> SourceRange {
    let start = draft.text.text.source(offset(index))
    return context.range(start, max(start, last?.range.upper.offset ?? start + 1))
  }

  // MARK: - Paragraphs and headings

  private mutating func appendLeaf(_ index: Int, to blocks: inout [Block]) {
    while nextLeaf < draft.leaves.count, draft.leaves[nextLeaf].node < index { nextLeaf += 1 }
    guard nextLeaf < draft.leaves.count, draft.leaves[nextLeaf].node == index else { return }
    let leaf = draft.leaves[nextLeaf]
    warnOfLostFences(leaf)
    if let table = tables.tables[index] {
      appendTable(table, leaf, to: &blocks)
    } else if draft.tree.nodes[index].kind == .heading {
      let inlines = inlineBuilder.inlines(of: leaf)
      noteFootnotes()
      let anchor = anchors.anchor(for: inlines)
      blocks.append(
        Block(
          .heading(level: draft.tree.nodes[index].number, anchor: anchor, inlines), range(index)))
    } else {
      let start = textStart(of: leaf)
      guard start < leaf.content.upperBound else { return }
      let inlines = inlineBuilder.inlines(of: leaf, from: start)
      noteFootnotes()
      appendParagraph(inlines, start..<leaf.content.upperBound, to: &blocks)
    }
  }

  /// Where a paragraph's text starts: after the box of a task, or the line of a callout's marker.
  private func textStart(of leaf: Draft.Leaf) -> Int {
    if let marker = callouts[leaf.node] { return marker.body }
    return taskMark(of: leaf.node - 1) == nil
      ? leaf.content.lowerBound : leaf.content.lowerBound + 4
  }

  /// A paragraph, divided where display mathematics stands in it.
  private mutating func appendParagraph(
    _ inlines: [Inline], _ content: Range<Int>, to blocks: inout [Block]
  ) {
    guard !math.isEmpty, inlines.contains(where: { display($0) != nil }) else {
      let end = max(content.lowerBound, draft.content.bytes[content].trimmedRange.upperBound)
      let place = draft.content.source(content.lowerBound..<end)
      blocks.append(Block(.paragraph(inlines), context.range(place)))
      return
    }
    DisplayMath.divide(inlines, display: display, to: &blocks)
  }

  /// The formula that an inline is, if it is one on display.
  private func display(_ inline: Inline) -> MathSpan? {
    guard case .math = inline.kind else { return nil }
    let offset = inline.range.lower.offset
    var low = 0
    var high = math.count
    while low < high {
      let middle = (low + high) / 2
      if math[middle].source.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low < math.count && math[low].source.lowerBound == offset && math[low].isDisplay
      ? math[low] : nil
  }

  /// Whether a list item is a task, and whether it is done.
  private func taskMark(of item: Int) -> Bool? {
    guard item >= 0, draft.tree.nodes[item].kind == .item,
      item + 1 < draft.tree.nodes[item].subtreeEnd,
      draft.tree.nodes[item + 1].kind == .paragraph
    else { return nil }
    let content = draft.spans[item + 1]
    let bytes = draft.content.bytes[content]
    guard bytes.count > 4, bytes.has("[", at: content.lowerBound),
      bytes.has("]", at: content.lowerBound + 2), ASCII.isSpace(bytes[content.lowerBound + 3])
    else { return nil }
    switch bytes[content.lowerBound + 1] {
    case ASCII.space: return false
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return true
    default: return nil
    }
  }

  private mutating func noteFootnotes() { note(inlineBuilder.takeReferencedFootnotes()) }

  private mutating func note(_ labels: [String]) {
    for label in labels where seenFootnotes.insert(label).inserted {
      referencedFootnotes.append(label)
    }
  }

  // MARK: - Tables

  private mutating func appendTable(
    _ table: TableReader.Table, _ leaf: Draft.Leaf, to blocks: inout [Block]
  ) {
    if let before = table.before {
      let place = context.range(draft.content.source(table.layout.before))
      blocks.append(Block(.paragraph(tables.inlines[before]), place))
      note(tables.footnotes[before])
    }
    var rows: [[[Inline]]] = []
    for row in table.cells {
      rows.append(row.map { $0.map { tables.inlines[$0] } ?? [] })
      for cell in row { if let cell { note(tables.footnotes[cell]) } }
    }
    let block = TableBlock(
      alignments: table.layout.alignments, header: rows.first ?? [], rows: Array(rows.dropFirst()))
    let content = draft.content.bytes[table.layout.range].trimmedRange
    let place = context.range(draft.content.source(content))
    blocks.append(Block(.table(block), place))
    // A line of dashes under a table underlines its paragraph to CommonMark, but ends a table.
    if draft.tree.nodes[leaf.node].kind == .heading {
      let line = draft.text.line(draft.lastLines[leaf.node])
      let start = draft.contentStart(of: line, quoteDepth: leaf.quoteDepth)
      blocks.append(
        Block(.thematicBreak, context.range(draft.text.text.source(start..<line.upperBound))))
    }
  }

  // MARK: - Code and raw HTML

  private mutating func codeBlock(_ index: Int) -> Block {
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

  private mutating func htmlBlock(_ index: Int) -> Block {
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
  private func warnOfLostFences(_ leaf: Draft.Leaf) {
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

extension Inline {
  /// Whether the text goes on in another line here.
  var isBreak: Bool {
    switch kind {
    case .softBreak, .lineBreak: true
    default: false
    }
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
