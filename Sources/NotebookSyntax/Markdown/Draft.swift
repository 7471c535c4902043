/// A text as libcmark parsed it, with the place of every inline node.
///
/// libcmark's own columns of inlines are wrong after continuation lines with another indentation,
/// after reference definitions and inside merged text, so they are not used. Instead the lines of
/// every paragraph and heading are joined in `content`, stripped of what the blocks around them
/// put in front, and each node is matched with the bytes that it must have been made from.
struct Draft {
  let text: MarkdownText
  let tree: MarkdownTree
  /// The content of all leaves, one after the other, leading back to the file.
  private(set) var content = MappedText()
  /// By node of the tree: the stretch of `content` it was made from; empty for blocks but leaves.
  private(set) var spans: [Range<Int>]
  /// By node of the tree: the last line of a leaf block; libcmark's is often one too far.
  private(set) var lastLines: [Int]
  /// Paragraphs and headings in order.
  private(set) var leaves: [Leaf] = []
  /// What mathematics may not reach into: code, raw HTML, autolinks and the ends of links.
  private(set) var opaque: [Opaque] = []

  struct Leaf {
    var node: Int
    /// The stretch of `content` without leading reference definitions.
    var content: Range<Int>
    /// The reference definitions that stood before it.
    var definitions: Range<Int>
    /// Its entries of `opaque`.
    var opaque: Range<Int>
    var quoteDepth: Int
  }

  struct Opaque {
    var range: Range<Int>
    /// The destination of a link: mathematics may span it as a whole, but not begin or end in it.
    var isLinkTail: Bool
  }

  init(_ text: MarkdownText) {
    self.text = text
    tree = CommonMark.parse(text.bytes[...])
    spans = Array(repeating: 0..<0, count: tree.nodes.count)
    lastLines = Array(repeating: 0, count: tree.nodes.count)
    content.reserve(text.bytes.count)
    align()
  }

  private mutating func align() {
    var quotes: [Int] = []
    var index = 0
    while index < tree.nodes.count {
      while let last = quotes.last, index >= last { quotes.removeLast() }
      let node = tree.nodes[index]
      switch node.kind {
      case .blockQuote: quotes.append(node.subtreeEnd)
      case .paragraph, .heading:
        alignLeaf(index, quoteDepth: quotes.count)
        index = node.subtreeEnd
        continue
      case .thematicBreak: lastLines[index] = node.startLine
      case .htmlBlock: lastLines[index] = node.startLine + max(1, lineCount(node)) - 1
      case .codeBlock:
        let fence = CodeFence(of: index, in: self, quoteDepth: quotes.count)
        lastLines[index] =
          node.startLine + lineCount(node) + (fence == nil ? -1 : fence?.isClosed == true ? 1 : 0)
      default: break
      }
      index += 1
    }
  }

  /// The leaf that was made of a node.
  func leaf(of node: Int) -> Leaf? {
    var low = 0
    var high = leaves.count
    while low < high {
      let middle = (low + high) / 2
      if leaves[middle].node < node { low = middle + 1 } else { high = middle }
    }
    return low < leaves.count && leaves[low].node == node ? leaves[low] : nil
  }

  /// The lines of a block's literal text.
  func lineCount(_ node: MarkdownNode) -> Int {
    let literal = tree.literals[node.literal]
    var count = 0
    for byte in literal where byte == ASCII.newline { count += 1 }
    return count + (literal.last == ASCII.newline || literal.isEmpty ? 0 : 1)
  }

  private mutating func alignLeaf(_ index: Int, quoteDepth: Int) {
    let start = content.count
    lastLines[index] = appendContent(of: tree.nodes[index], quoteDepth: quoteDepth)
    var body = start
    let links = LinkSyntax(bytes: content.bytes, end: content.count)
    while body < content.count, content.bytes[body] == ASCII.openBracket,
      let next = links.definition(body), next < content.count
    {
      body = next
    }
    var aligner = InlineAligner(tree: tree, bytes: content.bytes, range: body..<content.count)
    let opaqueStart = opaque.count
    aligner.align(leaf: index, spans: &spans, opaque: &opaque)
    spans[index] = body..<content.count
    leaves.append(
      Leaf(
        node: index, content: body..<content.count, definitions: start..<body,
        opaque: opaqueStart..<opaque.count, quoteDepth: quoteDepth))
  }

  /// Appends the lines of a leaf as CommonMark reads them, and gives its last line.
  private mutating func appendContent(of node: MarkdownNode, quoteDepth: Int) -> Int {
    let first = text.line(node.startLine)
    var start = min(first.upperBound, first.lowerBound + max(0, node.startColumn - 1))
    if node.kind == .heading, let afterMarks = afterHeadingMarks(start..<first.upperBound) {
      start = afterMarks
      content.append(text.text, start..<first.upperBound)
      return node.startLine
    }
    content.append(text.text, start..<first.upperBound)
    var number = node.startLine + 1
    while number <= node.endLine, number <= text.lineCount {
      let line = text.line(number)
      let start = contentStart(of: line, quoteDepth: quoteDepth)
      if start == line.upperBound { break }
      if node.kind == .heading, isUnderline(start..<line.upperBound) { return number }
      content.append(ASCII.newline, at: text.text.source(line.lowerBound - 1))
      content.append(text.text, start..<line.upperBound)
      number += 1
    }
    return number - 1
  }

  /// Where the text of a line starts, after blanks and as many `>` as the blocks around it have.
  func contentStart(of line: Range<Int>, quoteDepth: Int) -> Int {
    let bytes = text.bytes
    var quotes = 0
    var index = line.lowerBound
    while index < line.upperBound {
      if bytes[index] == ASCII.greater, quotes < quoteDepth {
        quotes += 1
      } else if !ASCII.isBlank(bytes[index]) {
        break
      }
      index += 1
    }
    return index
  }

  /// The start of the text of a heading that begins with `#`; nil for an underlined one.
  private func afterHeadingMarks(_ line: Range<Int>) -> Int? {
    let bytes = text.bytes
    var index = line.lowerBound
    while index < line.upperBound, bytes[index] == ASCII.hash { index += 1 }
    guard index > line.lowerBound, index - line.lowerBound <= 6,
      index == line.upperBound || ASCII.isBlank(bytes[index])
    else { return nil }
    while index < line.upperBound, ASCII.isBlank(bytes[index]) { index += 1 }
    return index
  }

  private func isUnderline(_ line: Range<Int>) -> Bool {
    let trimmed = text.bytes[line].trimmedRange
    guard let mark = text.bytes[trimmed].first, mark == ASCII.equals || mark == ASCII.dash
    else { return false }
    return text.bytes[trimmed].allSatisfy { $0 == mark }
  }
}
