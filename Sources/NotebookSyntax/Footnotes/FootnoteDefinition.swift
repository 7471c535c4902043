/// A footnote's definition as lines of the text: `[^label]: first line`, and the lines below that
/// go on with it or are indented by four.
struct FootnoteDefinition {
  var label: Range<Int>
  /// The text after the colon.
  var first: Range<Int>
  /// The lines (from 1) that it takes up.
  var lines: Range<Int>

  /// The definitions of a draft, except where they stand in code or raw HTML.
  static func find(in draft: Draft) -> [FootnoteDefinition] {
    let text = draft.text
    var candidates: [Int] = []
    for number in 1..<max(1, text.lineCount + 1) where head(text, text.line(number)) != nil {
      candidates.append(number)
    }
    guard !candidates.isEmpty else { return [] }
    let listings = linesOfListings(draft)
    let nested = linesOfContainers(draft)
    var found: [FootnoteDefinition] = []
    for number in candidates where !listings[number] {
      let line = text.line(number)
      guard let (label, first) = head(text, line), found.last?.lines.contains(number) != true,
        label.lowerBound - 2 == line.lowerBound || !nested[number]
      else { continue }
      found.append(
        FootnoteDefinition(label: label, first: first, lines: number..<lineAfter(number, text)))
    }
    return found
  }

  /// The label and the text of a line that starts a definition, at most three blanks in.
  private static func head(
    _ text: MarkdownText, _ line: Range<Int>
  ) -> (label: Range<Int>, first: Range<Int>)? {
    let bytes = text.bytes
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] == ASCII.space { start += 1 }
    guard start - line.lowerBound < 4, start + 3 < line.upperBound,
      bytes[start] == ASCII.openBracket, bytes[start + 1] == ASCII.caret
    else { return nil }
    var end = start + 2
    while end < line.upperBound, bytes[end] != ASCII.closeBracket {
      if ASCII.isSpace(bytes[end]) || bytes[end] == ASCII.openBracket { return nil }
      end += 1
    }
    guard end > start + 2, end + 1 < line.upperBound, bytes[end + 1] == ASCII.colon else {
      return nil
    }
    var first = end + 2
    while first < line.upperBound, ASCII.isBlank(bytes[first]) { first += 1 }
    return (start + 2..<end, first..<line.upperBound)
  }

  /// The line after a definition that starts at `number`.
  private static func lineAfter(_ number: Int, _ text: MarkdownText) -> Int {
    var end = number + 1
    var next = end
    var afterBlank = false
    while next <= text.lineCount {
      let line = text.line(next)
      let indent = indentation(text.bytes[line])
      if indent == nil {
        afterBlank = true
      } else if let indent, indent >= 4 || (!afterBlank && !startsBlock(text, line)) {
        end = next + 1
      } else {
        break
      }
      next += 1
    }
    return end
  }

  /// The columns before a line's text; nil for a blank line.
  private static func indentation(_ line: ArraySlice<UInt8>) -> Int? {
    var columns = 0
    for byte in line {
      if byte == ASCII.tab {
        columns += 4 - columns % 4
      } else if byte == ASCII.space {
        columns += 1
      } else {
        return columns
      }
    }
    return nil
  }

  /// Whether a line would end a paragraph by starting a block of its own.
  private static func startsBlock(_ text: MarkdownText, _ line: Range<Int>) -> Bool {
    let content = text.bytes[line].trimmedRange
    let bytes = text.bytes[content]
    guard let first = bytes.first else { return true }
    if head(text, line) != nil { return true }
    let second = bytes.dropFirst().first
    switch first {
    case ASCII.greater: return true
    case ASCII.hash: return bytes.drop { $0 == ASCII.hash }.first.map(ASCII.isBlank) ?? true
    case ASCII.backquote, ASCII.tilde:
      return bytes.prefix { $0 == first }.count >= 3
    case ASCII.dash, ASCII.asterisk, UInt8(ascii: "+"), ASCII.underscore:
      return second.map { ASCII.isBlank($0) || $0 == first } ?? true
    case ASCII.less: return true
    default:
      let rest = bytes.drop(while: ASCII.isDigit)
      return rest.count < bytes.count
        && (rest.first == ASCII.dot || rest.first == ASCII.closeParenthesis)
        && rest.dropFirst().first.map(ASCII.isBlank) ?? true
    }
  }

  private static func linesOfListings(_ draft: Draft) -> [Bool] {
    var lines = Array(repeating: false, count: draft.text.lineCount + 2)
    for (index, node) in draft.tree.nodes.enumerated()
    where node.kind == .codeBlock || node.kind == .htmlBlock {
      for line in node.startLine...max(node.startLine, draft.lastLines[index])
      where line < lines.count {
        lines[line] = true
      }
    }
    return lines
  }

  private static func linesOfContainers(_ draft: Draft) -> [Bool] {
    var lines = Array(repeating: false, count: draft.text.lineCount + 2)
    var containers: [Int] = []
    for (index, node) in draft.tree.nodes.enumerated() {
      while let last = containers.last, index >= last { containers.removeLast() }
      switch node.kind {
      case .blockQuote, .item: containers.append(node.subtreeEnd)
      case .paragraph, .heading, .thematicBreak:
        guard !containers.isEmpty else { continue }
        for line in node.startLine...max(node.startLine, draft.lastLines[index])
        where line < lines.count {
          lines[line] = true
        }
      default: continue
      }
    }
    return lines
  }

  /// The lines of the definition as a document of its own: two quotes around it keep whatever it
  /// leaves open apart from the next, and keep tab stops where they were.
  func append(to document: inout MarkdownText, from text: MarkdownText) {
    let mapped = text.text
    document.addLine(prefix: .quotes, of: mapped, first, at: mapped.source(first.lowerBound))
    for number in lines.dropFirst() {
      let line = text.line(number)
      var start = line.lowerBound
      var columns = 0
      while start < line.upperBound, columns < 4, ASCII.isBlank(text.bytes[start]) {
        columns += text.bytes[start] == ASCII.tab ? 4 - columns % 4 : 1
        start += 1
      }
      document.addLine(
        prefix: .quotes, of: mapped, start..<line.upperBound, at: mapped.source(start))
    }
    document.addLine(
      prefix: .none, of: mapped, 0..<0,
      at: mapped.sourceEnd(text.line(lines.upperBound - 1).upperBound))
  }
}
