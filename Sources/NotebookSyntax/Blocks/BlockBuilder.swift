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
  var cells: [Cell] = []
  /// Labels of footnotes in order of their first reference.
  private(set) var referencedFootnotes: [String] = []
  private var seenFootnotes: Set<String> = []
  private var nextLeaf = 0
  /// How many quotes stand around the block being built.
  var quoteDepth = 0

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

  func offset(_ index: Int) -> Int {
    let node = draft.tree.nodes[index]
    let line = draft.text.line(node.startLine)
    return min(line.upperBound, line.lowerBound + max(0, node.startColumn - 1))
  }

  /// From the start of a node to the end of its last line.
  func range(_ index: Int) -> SourceRange {
    let last = draft.text.line(draft.lastLines[index])
    let start = offset(index)
    let end = draft.text.bytes[min(start, last.upperBound)..<last.upperBound].trimmedRange
      .upperBound
    return context.range(draft.text.text.source(start..<max(start, end)))
  }

  /// From the start of a container to the end of its last block.
  func range(_ index: Int, through last: Block?) -> SourceRange {
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
      var inlines = inlineBuilder.inlines(of: leaf)
      noteFootnotes()
      let named = HeadingName(inlines, in: context)
      if let named { inlines = named.heading }
      let anchor = anchors.anchor(for: inlines, named: named?.name)
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
