/// Finds formulas in the text of one paragraph, with Pandoc's rules for the dollar.
///
/// An opening `$` has a non-space after it; the next `$` must close it: a non-space before it, no
/// digit after it. `$$…$$`, `\(…\)`, `\[…\]` and display environments close at the next match. A
/// backslash takes the character after it along. Code, raw HTML and autolinks are never inside a
/// formula. Every failed search is remembered, so that the whole is linear.
struct MathScanner {
  /// A formula as offsets into the scanned bytes.
  struct Found {
    var range: Range<Int>
    var tex: Range<Int>
    var isDisplay: Bool
  }

  /// What opens a formula and what closes it.
  enum Delimiter: Hashable {
    case dollar, dollars, parenthesis, bracket
    case environment(String)

    var isDisplay: Bool { self != .dollar && self != .parenthesis }

    var opening: [UInt8] {
      switch self {
      case .dollar: [ASCII.dollar]
      case .dollars: [ASCII.dollar, ASCII.dollar]
      case .parenthesis: [ASCII.backslash, ASCII.openParenthesis]
      case .bracket: [ASCII.backslash, ASCII.openBracket]
      case .environment(let name): Array("\\begin{\(name)}".utf8)
      }
    }

    var closing: [UInt8] {
      switch self {
      case .dollar: [ASCII.dollar]
      case .dollars: [ASCII.dollar, ASCII.dollar]
      case .parenthesis: [ASCII.backslash, ASCII.closeParenthesis]
      case .bracket: [ASCII.backslash, ASCII.closeBracket]
      case .environment(let name): Array("\\end{\(name)}".utf8)
      }
    }
  }

  /// Environments that stand on their own, without dollars around them.
  static let environments: Set<String> = [
    "align", "align*", "aligned", "alignat", "alignat*", "equation", "equation*", "gather",
    "gather*", "gathered", "multline", "multline*", "eqnarray", "eqnarray*", "flalign", "flalign*",
    "split", "cases", "matrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix", "array",
  ]

  private let bytes: [UInt8]
  private let range: Range<Int>
  private let opaque: ArraySlice<Draft.Opaque>
  private var nextOpaque: Int
  /// By delimiter: where a search for its end has failed to find any before.
  private var noneBefore: [Delimiter: Int] = [:]
  private(set) var found: [Found] = []
  /// Display delimiters that open and do not close here.
  private(set) var unclosed: [(offset: Int, delimiter: Delimiter)] = []

  init(bytes: [UInt8], range: Range<Int>, opaque: ArraySlice<Draft.Opaque>) {
    self.bytes = bytes
    self.range = range
    self.opaque = opaque
    nextOpaque = opaque.startIndex
  }

  /// Whether a text could hold a formula at all.
  static func mayHoldMath(_ bytes: ArraySlice<UInt8>) -> Bool {
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      if byte == ASCII.dollar { return true }
      if byte == ASCII.backslash, index + 1 < bytes.endIndex {
        let next = bytes[index + 1]
        if next == ASCII.openParenthesis || next == ASCII.openBracket || next == UInt8(ascii: "b") {
          return true
        }
        index += 1
      }
      index += 1
    }
    return false
  }

  mutating func scan() {
    var index = range.lowerBound
    while index < range.upperBound {
      if let end = skipOpaque(index) {
        index = end
        continue
      }
      guard bytes[index] == ASCII.dollar || bytes[index] == ASCII.backslash else {
        index += 1
        continue
      }
      guard let delimiter = Self.delimiter(in: bytes, at: index, range.upperBound) else {
        index += bytes[index] == ASCII.backslash ? 2 : 1
        continue
      }
      let inner = index + delimiter.opening.count
      if let close = close(of: delimiter, from: inner) {
        let end = close + delimiter.closing.count
        var tex = inner..<close
        if case .environment = delimiter { tex = index..<end }
        found.append(Found(range: index..<end, tex: tex, isDisplay: delimiter.isDisplay))
        index = end
      } else {
        if delimiter.isDisplay { unclosed.append((index, delimiter)) }
        index = inner
      }
    }
  }

  /// The delimiter that opens at an offset.
  static func delimiter(in bytes: [UInt8], at index: Int, _ end: Int) -> Delimiter? {
    guard index + 1 < end else { return nil }
    let next = bytes[index + 1]
    if bytes[index] == ASCII.dollar {
      if next == ASCII.dollar { return .dollars }
      return ASCII.isSpace(next) ? nil : .dollar
    }
    if next == ASCII.openParenthesis { return .parenthesis }
    if next == ASCII.openBracket { return .bracket }
    guard bytes[index..<end].has("\\begin{", at: index) else { return nil }
    let name = bytes[(index + 7)..<min(end, index + 20)].prefix { $0 != ASCII.closeBrace }
    let text = String(decoding: name, as: UTF8.self)
    guard name.endIndex < end, bytes[name.endIndex] == ASCII.closeBrace,
      environments.contains(text)
    else { return nil }
    return .environment(text)
  }

  /// The offset of the closing delimiter.
  private mutating func close(of delimiter: Delimiter, from start: Int) -> Int? {
    let limit = self.limit(from: start)
    if delimiter == .dollar { return closeOfDollar(from: start, limit) }
    if let none = noneBefore[delimiter], none >= limit.end { return nil }
    let closing = delimiter.closing
    var index = start
    while index + closing.count <= limit.end {
      if bytes[index] == closing[0], bytes[index..<index + closing.count].elementsEqual(closing),
        index > start, !limit.tails.contains(where: { $0.contains(index) })
      {
        return index
      }
      index += bytes[index] == ASCII.backslash ? 2 : 1
    }
    noneBefore[delimiter] = limit.end
    return nil
  }

  private func closeOfDollar(from start: Int, _ limit: (end: Int, tails: [Range<Int>])) -> Int? {
    var index = start
    while index < limit.end {
      if bytes[index] == ASCII.backslash {
        index += 2
        continue
      }
      if bytes[index] == ASCII.dollar {
        let isClosed =
          !ASCII.isSpace(bytes[index - 1])
          && (index + 1 >= range.upperBound || !ASCII.isDigit(bytes[index + 1]))
          && !limit.tails.contains { $0.contains(index) }
        return isClosed ? index : nil
      }
      index += 1
    }
    return nil
  }

  // MARK: - What mathematics cannot reach into

  private mutating func skipOpaque(_ index: Int) -> Int? {
    while nextOpaque < opaque.endIndex, opaque[nextOpaque].range.upperBound <= index {
      nextOpaque += 1
    }
    guard nextOpaque < opaque.endIndex, opaque[nextOpaque].range.contains(index) else { return nil }
    return opaque[nextOpaque].range.upperBound
  }

  /// How far a formula may reach from an offset, and the link tails on the way.
  private func limit(from start: Int) -> (end: Int, tails: [Range<Int>]) {
    var tails: [Range<Int>] = []
    var index = nextOpaque
    while index < opaque.endIndex {
      let next = opaque[index]
      if next.range.lowerBound >= start {
        if !next.isLinkTail { return (next.range.lowerBound, tails) }
        if tails.count == 8 { return (next.range.lowerBound, tails) }
        tails.append(next.range)
      }
      index += 1
    }
    return (range.upperBound, tails)
  }
}
