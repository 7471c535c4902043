/// Finds the formulas of a draft, and says whether CommonMark must read the text again without them.
struct MathFinder {
  private let context: ParseContext
  private let draft: Draft
  private(set) var spans: [MathSpan] = []
  /// Whether a formula was taken for something else: emphasis, a link, a heading, a list.
  private(set) var needsShield = false
  private var lookahead: DisplayLookahead?

  init(_ context: ParseContext, draft: Draft) {
    self.context = context
    self.draft = draft
  }

  /// `skipping` are leaves that hold tables, whose cells are read on their own.
  mutating func find(skipping tables: Set<Int>) {
    var reached = 0
    for leaf in draft.leaves {
      let range = leaf.content
      guard MathScanner.mayHoldMath(draft.content.bytes[range]), !tables.contains(leaf.node)
      else { continue }
      var scanner = MathScanner(
        bytes: draft.content.bytes, range: range, opaque: draft.opaque[leaf.opaque])
      scanner.scan()
      for found in scanner.found where draft.content.source(found.range.lowerBound) >= reached {
        append(found)
      }
      if !needsShield { needsShield = isDisturbed(leaf, scanner.found) }
      for opening in scanner.unclosed {
        let source = draft.content.source(opening.offset)
        guard source >= reached else { continue }
        if let span = spanOverBlocks(opening.delimiter, from: source, leaf) {
          while let last = spans.last, last.source.upperBound > span.source.lowerBound {
            spans.removeLast()
          }
          spans.append(span)
          reached = span.source.upperBound
          needsShield = true
        }
      }
    }
  }

  /// The text with every formula hidden from CommonMark.
  func shielded() -> MarkdownText {
    var text = draft.text
    for span in spans {
      for piece in span.pieces { text.hide(source: piece) }
      // The ends stay punctuation, as a dollar is, for the rules of emphasis around them.
      text.put(ASCII.dollar, source: span.source.lowerBound)
      text.put(ASCII.dollar, source: span.source.upperBound - 1)
    }
    return text
  }

  private mutating func append(_ found: MathScanner.Found) {
    var pieces: [Range<Int>] = []
    var start = found.range.lowerBound
    for offset in found.range where draft.content.bytes[offset] == ASCII.newline {
      if offset > start { pieces.append(draft.content.source(start..<offset)) }
      start = offset + 1
    }
    if start < found.range.upperBound {
      pieces.append(draft.content.source(start..<found.range.upperBound))
    }
    let tex = MarkdownText.restored(draft.content, found.tex, in: context)
    spans.append(
      MathSpan(
        source: draft.content.source(found.range), pieces: pieces,
        tex: String(decoding: tex, as: UTF8.self), isDisplay: found.isDisplay))
  }

  // MARK: - Disturbance

  /// Whether CommonMark read a part of a formula as anything but text.
  private func isDisturbed(_ leaf: Draft.Leaf, _ found: [MathScanner.Found]) -> Bool {
    guard !found.isEmpty else { return false }
    let tree = draft.tree
    for index in (leaf.node + 1)..<max(leaf.node + 1, tree.nodes[leaf.node].subtreeEnd) {
      switch tree.nodes[index].kind {
      case .text, .softBreak, .lineBreak: continue
      default: break
      }
      let span = draft.spans[index]
      guard !span.isEmpty else { continue }
      if Self.covers(found, span.lowerBound) || Self.covers(found, span.upperBound - 1) {
        return true
      }
    }
    return hasBrackets(leaf, found)
  }

  private static func covers(_ found: [MathScanner.Found], _ offset: Int) -> Bool {
    var low = 0
    var high = found.count
    while low < high {
      let middle = (low + high) / 2
      if found[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < found.count && found[low].range.contains(offset)
  }

  /// Whether brackets in a formula may have paired with brackets of the text.
  private func hasBrackets(_ leaf: Draft.Leaf, _ found: [MathScanner.Found]) -> Bool {
    let bytes = draft.content.bytes
    guard
      found.contains(where: {
        bytes[$0.range].contains(ASCII.openBracket) || bytes[$0.range].contains(ASCII.closeBracket)
      })
    else { return false }
    var next = 0
    var index = leaf.content.lowerBound
    while index < leaf.content.upperBound {
      if next < found.count, index >= found[next].range.lowerBound {
        index = found[next].range.upperBound
        next += 1
        continue
      }
      if bytes[index] == ASCII.openBracket { return true }
      index += 1
    }
    return false
  }

  // MARK: - Display mathematics that CommonMark took for blocks

  /// A formula that opens in a leaf and closes further down, where its lines look like a list, an
  /// underline or a quote to CommonMark.
  ///
  /// It ends before the next blank line.
  private mutating func spanOverBlocks(
    _ delimiter: MathScanner.Delimiter, from source: Int, _ leaf: Draft.Leaf
  ) -> MathSpan? {
    let text = draft.text
    let start = text.text.offset(ofSource: source)
    if lookahead == nil { lookahead = DisplayLookahead(text) }
    let closing = delimiter.closing
    guard
      let close = lookahead?.close(closing, after: start + delimiter.opening.count)
    else { return nil }
    let end = close + closing.count
    var pieces: [Range<Int>] = []
    var tex: [UInt8] = []
    var number = lookahead?.line(of: start) ?? 1
    while number <= text.lineCount {
      let line = text.line(number)
      guard line.lowerBound < end else { break }
      let first = max(start, draft.contentStart(of: line, quoteDepth: leaf.quoteDepth))
      let last = min(end, line.upperBound)
      if first < last {
        pieces.append(text.text.source(first..<last))
        if !tex.isEmpty { tex.append(ASCII.newline) }
        tex += text.original(first..<last, in: context)
      }
      number += 1
    }
    if case .environment = delimiter {
    } else {
      tex = Array(tex.dropFirst(delimiter.opening.count).dropLast(closing.count))
    }
    return MathSpan(
      source: text.text.source(start..<end), pieces: pieces,
      tex: String(decoding: tex, as: UTF8.self), isDisplay: true)
  }
}

/// Finds where display mathematics closes, with every search answered from tables.
private struct DisplayLookahead {
  private let text: MarkdownText
  private var closings: [[UInt8]: [Int]] = [:]
  /// By line: the first blank line at or after it.
  private var nextBlank: [Int]

  init(_ text: MarkdownText) {
    self.text = text
    nextBlank = Array(repeating: text.lineCount + 1, count: text.lineCount + 2)
    for number in stride(from: text.lineCount, through: 1, by: -1) {
      let isBlank = text.bytes[text.line(number)].allSatisfy {
        ASCII.isBlank($0) || $0 == ASCII.greater
      }
      nextBlank[number] = isBlank ? number : nextBlank[number + 1]
    }
  }

  /// The first place of `closing` after an offset, before the next blank line.
  mutating func close(_ closing: [UInt8], after offset: Int) -> Int? {
    let places = places(of: closing)
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < offset { low = middle + 1 } else { high = middle }
    }
    guard low < places.count else { return nil }
    let blank = nextBlank[line(of: offset)]
    return blank > text.lineCount || places[low] < text.line(blank).lowerBound ? places[low] : nil
  }

  /// The line (from 1) of an offset.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = text.lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if text.lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return min(low + 1, max(1, text.lineCount))
  }

  private mutating func places(of closing: [UInt8]) -> [Int] {
    if let known = closings[closing] { return known }
    var places: [Int] = []
    let bytes = text.bytes
    var index = 0
    while index + closing.count <= bytes.count {
      if bytes[index] == closing[0], bytes[index..<index + closing.count].elementsEqual(closing) {
        places.append(index)
        index += closing.count
      } else {
        index += bytes[index] == ASCII.backslash ? 2 : 1
      }
    }
    closings[closing] = places
    return places
  }
}
