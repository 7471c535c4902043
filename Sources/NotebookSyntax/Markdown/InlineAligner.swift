/// Matches the inline nodes of one leaf with the bytes that they were made from.
///
/// Nodes come in the order of the text, and the syntax of each is known, so one cursor that walks
/// over the bytes is enough. Where a byte is not what the node promises, the cursor stays: a wrong
/// range is then the worst that can come of it.
struct InlineAligner {
  private let tree: MarkdownTree
  private let bytes: [UInt8]
  private let range: Range<Int>
  private var cursor: Int

  init(tree: MarkdownTree, bytes: [UInt8], range: Range<Int>) {
    self.tree = tree
    self.bytes = bytes
    self.range = range
    cursor = range.lowerBound
  }

  private var end: Int { range.upperBound }

  mutating func align(leaf: Int, spans: inout [Range<Int>], opaque: inout [Draft.Opaque]) {
    var open: [Int] = []
    let leafEnd = tree.nodes[leaf].subtreeEnd
    var index = leaf + 1
    while index < leafEnd || !open.isEmpty {
      if let last = open.last, index >= tree.nodes[last].subtreeEnd {
        open.removeLast()
        let start = spans[last].lowerBound
        let tail = cursor
        close(tree.nodes[last].kind, start: start)
        spans[last] = start..<max(start, cursor)
        if cursor > tail, bytes[start] == ASCII.less {
          opaque.append(Draft.Opaque(range: start..<cursor, isLinkTail: false))
        } else if tree.nodes[last].kind == .link || tree.nodes[last].kind == .image {
          opaque.append(Draft.Opaque(range: tail..<max(tail, cursor), isLinkTail: true))
        }
        continue
      }
      let node = tree.nodes[index]
      let start = cursor
      switch node.kind {
      case .emphasis: skip(1)
      case .strong: skip(2)
      case .link: skip(1)
      case .image: skip(2)
      case .text: alignText(tree.literals[node.literal])
      case .softBreak, .lineBreak: skipLineBreak()
      case .code:
        skipCode()
        opaque.append(Draft.Opaque(range: start..<cursor, isLinkTail: false))
      case .html:
        cursor = min(end, cursor + node.literal.count)
        opaque.append(Draft.Opaque(range: start..<cursor, isLinkTail: false))
      default: break
      }
      spans[index] = start..<cursor
      if node.subtreeEnd > index + 1 || node.kind == .link || node.kind == .image {
        open.append(index)
      }
      index += 1
    }
  }

  private mutating func alignText(_ literal: ArraySlice<UInt8>) {
    var literal = literal
    // A lazy line below a reference definition keeps the blanks in front of it.
    if cursor == range.lowerBound, cursor < end, !ASCII.isBlank(bytes[cursor]) {
      literal = literal.drop(while: ASCII.isBlank)
    }
    cursor = TextAlignment.end(of: literal, in: bytes, cursor, end)
  }

  private mutating func skip(_ count: Int) { cursor = min(end, cursor + count) }

  private mutating func close(_ kind: MarkdownNode.Kind, start: Int) {
    switch kind {
    case .emphasis: skip(1)
    case .strong: skip(2)
    case .link where start < end && bytes[start] == ASCII.less: skip(1)
    case .link, .image: skipLinkTail()
    default: break
    }
  }

  /// From the bracket that closes a link's text to the end of the link.
  private mutating func skipLinkTail() {
    guard cursor < end, bytes[cursor] == ASCII.closeBracket else { return }
    cursor += 1
    let links = LinkSyntax(bytes: bytes, end: end)
    if let tail = links.inlineTail(cursor) ?? links.label(cursor) { cursor = tail }
  }

  private mutating func skipLineBreak() {
    while cursor < end, bytes[cursor] != ASCII.newline { cursor += 1 }
    skip(1)
    while cursor < end, ASCII.isBlank(bytes[cursor]) { cursor += 1 }
  }

  private mutating func skipCode() {
    let open = countBackquotes()
    cursor += open
    while cursor < end {
      let run = countBackquotes()
      cursor += max(1, run)
      if run == open { return }
    }
  }

  private func countBackquotes() -> Int {
    var index = cursor
    while index < end, bytes[index] == ASCII.backquote { index += 1 }
    return index - cursor
  }
}

/// Walks along a text and the source that it was unescaped from.
enum TextAlignment {
  /// Where the source of `literal` ends, which starts at `start` in `bytes`.
  static func end(of literal: ArraySlice<UInt8>, in bytes: [UInt8], _ start: Int, _ end: Int) -> Int
  {
    var source = start
    var index = literal.startIndex
    while index < literal.endIndex, source < end {
      let byte = bytes[source]
      if byte == ASCII.backslash || byte == ASCII.ampersand {
        (index, source) = step(literal, index, bytes, source, end)
      } else {
        index += 1
        source += 1
      }
    }
    return source
  }

  /// The places in both after one character: a byte, an escape or an entity.
  static func step(
    _ literal: ArraySlice<UInt8>, _ index: Int, _ bytes: [UInt8], _ source: Int, _ end: Int
  ) -> (index: Int, source: Int) {
    let byte = bytes[source]
    if byte == ASCII.backslash, source + 1 < end, ASCII.isPunctuation(bytes[source + 1]) {
      return (index + 1, source + 2)
    }
    if byte == ASCII.ampersand, let close = entityEnd(bytes, source, end) {
      if literal[index] != ASCII.ampersand {
        return (entityTextEnd(literal, index, bytes, close, end), close)
      }
      // An ampersand came from `&amp;` in one of its spellings, or stands for itself.
      if isAmpersand(bytes[source + 1..<close - 1]) { return (index + 1, close) }
    }
    return (index + 1, source + 1)
  }

  /// The offset after the semicolon of what looks like an entity.
  private static func entityEnd(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var index = start + 1
    if index < end, bytes[index] == ASCII.hash { index += 1 }
    let name = index
    while index < end, index - name < 40, ASCII.isAlphanumeric(bytes[index]) { index += 1 }
    guard index > name, index < end, bytes[index] == ASCII.semicolon else { return nil }
    return index + 1
  }

  private static func isAmpersand(_ name: ArraySlice<UInt8>) -> Bool {
    if name.elementsEqual("amp".utf8) || name.elementsEqual("AMP".utf8) { return true }
    guard name.first == ASCII.hash else { return false }
    let digits = String(decoding: name.dropFirst(), as: UTF8.self)
    if digits.first == "x" || digits.first == "X" {
      return Int(digits.dropFirst(), radix: 16) == 0x26
    }
    return Int(digits) == 0x26
  }

  /// The end of an entity's text: one scalar, or two where the second only modifies the first.
  private static func entityTextEnd(
    _ literal: ArraySlice<UInt8>, _ index: Int, _ bytes: [UInt8], _ source: Int, _ end: Int
  ) -> Int {
    var next = index + 1
    while next < literal.endIndex, literal[next] & 0xC0 == 0x80 { next += 1 }
    for second in secondScalars where literal[next...].starts(with: second) {
      if source < end, bytes[source..<end].starts(with: second) { return next }
      return next + second.count
    }
    return next
  }

  /// The second scalars of the entities that stand for two.
  private static let secondScalars: [[UInt8]] = [
    "\u{338}", "\u{FE00}", "\u{20D2}", "\u{20E5}", "\u{331}", "\u{333}", "\u{200A}",
  ].map { Array($0.utf8) }
}
