internal import Diagnostics

/// Turns libcmark's tree into the notebook's blocks and cells.
struct BlockBuilder {
  let context: ParseContext
  let tree: MarkdownTree
  let lineOffset: Int
  let grammar: DirectiveGrammar
  var cells: [Cell] = []

  init(_ context: ParseContext, tree: MarkdownTree, lineOffset: Int, grammar: DirectiveGrammar) {
    self.context = context
    self.tree = tree
    self.lineOffset = lineOffset
    self.grammar = grammar
  }

  mutating func blocks(of parent: Int) -> [Block] {
    guard !tree.nodes.isEmpty else { return [] }
    var blocks: [Block] = []
    for index in tree.children(of: parent) {
      if let block = block(index) { blocks.append(block) }
    }
    return blocks
  }

  private mutating func block(_ index: Int) -> Block? {
    let node = tree.nodes[index]
    let range = context.range(offsets(node))
    switch node.kind {
    case .blockQuote: return Block(.blockQuote(blocks(of: index)), range)
    case .bulletList, .orderedList:
      var items: [ListBlock.Item] = []
      for item in tree.children(of: index) { items.append(.init(blocks: blocks(of: item))) }
      let ordered = node.kind == .orderedList
      return Block(
        .list(ListBlock(ordered: ordered, start: node.number, tight: node.tight, items: items)),
        range)
    case .codeBlock: return codeBlock(index, range)
    case .htmlBlock: return Block(.html(tree.text(node.literal)), range)
    case .paragraph: return Block(.paragraph(inlines(of: index, range)), range)
    case .heading:
      return Block(
        .heading(level: node.number, anchor: "h\(index)", inlines(of: index, range)), range)
    case .thematicBreak: return Block(.thematicBreak, range)
    default: return nil
    }
  }

  private func offsets(_ node: MarkdownNode) -> Range<Int> {
    let first = context.source.lineBytes(node.startLine + lineOffset)
    let last = context.source.lineBytes(node.endLine + lineOffset)
    let start = min(first.startIndex + node.startColumn - 1, first.endIndex)
    return start..<max(start, last.endIndex)
  }

  private mutating func codeBlock(_ index: Int, _ range: SourceRange) -> Block {
    let node = tree.nodes[index]
    let code = offsets(node)
    let line = context.bytes[code.lowerBound..<context.source.lineBytes(range.lower.line).endIndex]
    let fence = line.prefix { $0 == ASCII.backquote || $0 == ASCII.tilde }
    let info = line.dropFirst(fence.count).trimmedRange(in: context.bytes)
    guard fence.count >= 3, FenceHeadParser.isDirective(context.bytes[info]) else {
      return Block(.code(info: tree.text(node.extra), text: tree.text(node.literal)), range)
    }
    var body = MappedText()
    var number = node.startLine
    for content in tree.literals[node.literal].split(
      separator: ASCII.newline, omittingEmptySubsequences: false
    ).dropLast() {
      number += 1
      let line = context.source.lineBytes(number + lineOffset)
      let start = max(line.startIndex, line.endIndex - content.count)
      body.append(line[start...])
      body.append(ASCII.newline, at: line.endIndex)
    }
    let parser = CellParser(context: context, grammar: grammar)
    let cell = parser.parse(
      index: cells.count, info: info, body: body, range: code, sourceText: context.text(code))
    cells.append(cell)
    return Block(.directive(cell.index), range)
  }

  private func code(_ text: String, _ range: SourceRange) -> Inline.Kind {
    guard text.hasPrefix("{="), text.hasSuffix("}") else { return .code(text) }
    let (value, diagnostics) = ValueExpressionParser.parse(
      String(text.dropFirst(2).dropLast()), at: range, in: context.source)
    context.diagnostics += diagnostics
    return .value(value)
  }

  private func inlines(of index: Int, _ range: SourceRange) -> [Inline] {
    var result: [Inline] = []
    for child in tree.children(of: index) {
      let node = tree.nodes[child]
      let kind: Inline.Kind?
      switch node.kind {
      case .text: kind = .text(tree.text(node.literal))
      case .softBreak: kind = .softBreak
      case .lineBreak: kind = .lineBreak
      case .code: kind = code(tree.text(node.literal), range)
      case .html: kind = .html(tree.text(node.literal))
      case .emphasis: kind = .emphasis(inlines(of: child, range))
      case .strong: kind = .strong(inlines(of: child, range))
      case .link:
        kind = .link(
          destination: tree.text(node.literal), title: tree.text(node.extra),
          inlines(of: child, range))
      case .image:
        kind = .image(
          source: tree.text(node.literal), title: tree.text(node.extra),
          alt: inlines(of: child, range))
      default: kind = nil
      }
      if let kind { result.append(Inline(kind, range)) }
    }
    return result
  }
}

extension ArraySlice<UInt8> {
  func trimmedRange(in bytes: [UInt8]) -> Range<Int> { trimmedRange }
}
