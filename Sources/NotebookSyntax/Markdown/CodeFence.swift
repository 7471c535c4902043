/// The fence of a code block: libcmark says neither whether there is one nor whether it is closed.
struct CodeFence {
  /// The info string in the text, without the blanks around it.
  var info: Range<Int>
  var isClosed: Bool

  /// nil for code that is indented.
  init?(of index: Int, in draft: Draft, quoteDepth: Int) {
    let node = draft.tree.nodes[index]
    let text = draft.text
    let line = text.line(node.startLine)
    let start = min(line.upperBound, line.lowerBound + max(0, node.startColumn - 1))
    let rest = text.bytes[start..<line.upperBound]
    let mark = rest.first ?? 0
    let run = rest.prefix { $0 == mark }.count
    guard mark == ASCII.backquote || mark == ASCII.tilde, run >= 3 else { return nil }
    info = rest.dropFirst(run).trimmedRange
    if node.extra.isEmpty {
      // Without an info string it may be an indented line that shows a fence.
      let literal = draft.tree.literals[node.literal]
      let blanks = text.bytes[line.lowerBound..<start].reversed().prefix(while: ASCII.isBlank)
      let indent = blanks.contains(ASCII.tab) ? 4 : blanks.count
      guard !(indent >= 4 && literal.starts(with: rest)) else { return nil }
    }
    let last = node.startLine + draft.lineCount(node) + 1
    isClosed = Self.closes(mark, run, line: last, text, quoteDepth)
    if isClosed, node.subtreeEnd < draft.tree.nodes.count,
      draft.tree.nodes[node.subtreeEnd].startLine == last
    {
      isClosed = false
    }
  }

  private static func closes(
    _ mark: UInt8, _ run: Int, line number: Int, _ text: MarkdownText, _ quoteDepth: Int
  ) -> Bool {
    guard number <= text.lineCount else { return false }
    let line = text.line(number)
    var quotes = 0
    var start = line.lowerBound
    while start < line.upperBound {
      if text.bytes[start] == ASCII.greater, quotes < quoteDepth {
        quotes += 1
      } else if !ASCII.isBlank(text.bytes[start]) {
        break
      }
      start += 1
    }
    let content = text.bytes[text.bytes[start..<line.upperBound].trimmedRange]
    return quotes == quoteDepth && content.count >= run && content.allSatisfy { $0 == mark }
  }
}
