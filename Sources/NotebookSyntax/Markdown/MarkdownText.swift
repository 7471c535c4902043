internal import Diagnostics

/// What libcmark is given to parse, line by line, with the way back to the file.
///
/// It is always UTF-8 without NUL and with LF line endings. Bytes that are not, and bytes that
/// CommonMark must not interpret, are replaced by `ASCII.filler`, one for one.
struct MarkdownText {
  private(set) var text = MappedText()
  /// Where the lines start, and one past the end of the text.
  private(set) var lineStarts: [Int] = [0]
  /// Whether fillers stand in for bytes that must be restored when text is shown.
  private(set) var hasFiller = false

  var bytes: [UInt8] { text.bytes }
  var lineCount: Int { lineStarts.count - 1 }

  // MARK: - Making

  init() {}

  /// The file from an offset to its end.
  init(_ context: ParseContext, from start: Int) {
    let file = context.bytes
    if file[start...].contains(ASCII.carriageReturn) {
      text.reserve(file.count - start)
      var line = start
      while line < file.count {
        var end = line
        while end < file.count, file[end] != ASCII.newline, file[end] != ASCII.carriageReturn {
          end += 1
        }
        text.append(file[line..<end])
        guard end < file.count else { break }
        text.append(ASCII.newline, at: end)
        let isPair =
          file[end] == ASCII.carriageReturn && end + 1 < file.count
          && file[end + 1] == ASCII.newline
        line = end + (isPair ? 2 : 1)
      }
    } else {
      text.append(file[start...])
    }
    findLines()
    hideForbiddenBytes()
    limitNesting()
    limitImages()
  }

  private mutating func findLines() {
    let bytes = text.bytes
    lineStarts.reserveCapacity(bytes.count / 32 + 2)
    for (offset, byte) in bytes.enumerated() where byte == ASCII.newline {
      lineStarts.append(offset + 1)
    }
    if let last = lineStarts.last, last < bytes.count { lineStarts.append(bytes.count) }
  }

  /// Adds a line made of a synthetic prefix, whose bytes lead to `source`, and a stretch of a text.
  mutating func addLine(
    prefix: Prefix, of other: MappedText, _ range: Range<Int>, at source: Int
  ) {
    for byte in prefix.bytes { text.append(byte, at: source) }
    let start = text.count
    text.append(other, range)
    for offset in start..<text.count {
      let byte = text.bytes[offset]
      if byte == 0 || byte == ASCII.carriageReturn || byte == ASCII.newline {
        text.overwrite(offset, with: ASCII.space)
      }
      if byte == ASCII.filler { hasFiller = true }
    }
    text.append(ASCII.newline, at: range.isEmpty ? source : other.sourceEnd(range.upperBound))
    lineStarts.append(text.count)
  }

  /// Adds lines that stand nowhere in the file; all their bytes lead to `source`.
  mutating func addSynthetic(_ lines: [UInt8], at source: Int) {
    for byte in lines {
      text.append(byte, at: source)
      if byte == ASCII.newline { lineStarts.append(text.count) }
    }
  }

  /// What a synthetic line begins with.
  enum Prefix {
    case none
    /// A letter and a blank: whatever follows is a paragraph.
    case guardLetter
    /// Deep indentation: whatever follows goes on with the paragraph above.
    case continuation
    /// Two quotes, four columns wide as a tab stop is.
    case quotes

    var bytes: [UInt8] {
      switch self {
      case .none: []
      case .guardLetter: [ASCII.filler, ASCII.space]
      case .continuation: [ASCII.space, ASCII.space, ASCII.space, ASCII.space]
      case .quotes: [ASCII.greater, ASCII.space, ASCII.greater, ASCII.space]
      }
    }
  }

  // MARK: - Reading

  /// The offsets of a line (from 1) without its ending.
  func line(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= lineCount else { return text.count..<text.count }
    let start = lineStarts[number - 1]
    var end = lineStarts[number]
    if end > start, text.bytes[end - 1] == ASCII.newline { end -= 1 }
    return start..<end
  }

  /// The bytes of a stretch as the file has them, with what was hidden brought back.
  func original(_ range: Range<Int>, in context: ParseContext) -> [UInt8] {
    guard hasFiller else { return Array(text.bytes[range]) }
    return Self.restored(text, range, in: context)
  }

  /// The bytes of a stretch of any text that was made from this one, with fillers undone.
  static func restored(
    _ text: MappedText, _ range: Range<Int>, in context: ParseContext
  ) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    for offset in range { appendRestored(text, offset, in: context, to: &out) }
    return out
  }

  static func appendRestored(
    _ text: MappedText, _ offset: Int, in context: ParseContext, to out: inout [UInt8]
  ) {
    let byte = text.bytes[offset]
    let source = byte == ASCII.filler ? text.source(offset) : 0
    if byte != ASCII.filler || source >= context.bytes.count {
      out.append(byte)
    } else if context.bytes[source] == 0 {
      out.append(contentsOf: [0xEF, 0xBF, 0xBD])
    } else {
      out.append(context.bytes[source])
    }
  }

  // MARK: - Hiding

  /// Hides a stretch of the file from CommonMark.
  mutating func hide(source range: Range<Int>) {
    guard !range.isEmpty else { return }
    let lower = text.offset(ofSource: range.lowerBound)
    let upper = min(text.count, text.offset(ofSource: range.upperBound - 1) + 1)
    for offset in lower..<max(lower, upper) where text.bytes[offset] != ASCII.newline {
      text.overwrite(offset, with: ASCII.filler)
    }
    hasFiller = true
  }

  /// Puts an ordinary byte in place of one that was hidden.
  mutating func put(_ byte: UInt8, source: Int) {
    let offset = text.offset(ofSource: source)
    if offset < text.count, text.bytes[offset] != ASCII.newline {
      text.overwrite(offset, with: byte)
    }
  }

  /// Makes lines blank.
  mutating func blank(lines: Range<Int>) {
    for number in lines {
      for offset in line(number) { text.overwrite(offset, with: ASCII.space) }
    }
  }

  private mutating func hideForbiddenBytes() {
    let bytes = text.bytes
    if !bytes.contains(0), ASCII.isAll(bytes[...]) { return }
    for offset in bytes.indices where bytes[offset] == 0 {
      text.overwrite(offset, with: ASCII.filler)
      hasFiller = true
    }
    for range in UTF8Check.invalidRanges(in: bytes) {
      for offset in range { text.overwrite(offset, with: ASCII.filler) }
      hasFiller = true
    }
  }

  /// Blocks nested deeper than this are shown as text: nobody reads them, and each level costs
  /// every later line a step.
  private static let nestingLimit = 100

  private mutating func limitNesting() {
    for number in 1..<max(1, lineCount + 1) {
      let line = line(number)
      guard line.count > Self.nestingLimit, let marker = excessMarker(in: line) else { continue }
      text.overwrite(marker, with: ASCII.filler)
      hasFiller = true
    }
  }

  /// libcmark walks over every `![` that is still open whenever a link closes.
  ///
  /// So many images
  /// stand in no paragraph; what is beyond is text.
  private static let imageLimit = 1000

  private mutating func limitImages() {
    var images = 0
    var isBlankLine = true
    for offset in 0..<text.count {
      let byte = text.bytes[offset]
      if byte == ASCII.newline {
        if isBlankLine { images = 0 }
        isBlankLine = true
      } else if !ASCII.isBlank(byte) {
        isBlankLine = false
        if byte == ASCII.openBracket, offset > 0, text.bytes[offset - 1] == ASCII.exclamation {
          images += 1
          if images > Self.imageLimit {
            text.overwrite(offset, with: ASCII.filler)
            hasFiller = true
          }
        }
      }
    }
  }

  /// The first marker of a line that opens a container too deep.
  private func excessMarker(in line: Range<Int>) -> Int? {
    let bytes = text.bytes
    var columns = 0
    var markers = 0
    var index = line.lowerBound
    while index < line.upperBound {
      let start = index
      let byte = bytes[index]
      if byte == ASCII.space || byte == ASCII.tab {
        columns += byte == ASCII.tab ? 4 : 1
        index += 1
        continue
      }
      while index < line.upperBound, ASCII.isDigit(bytes[index]) { index += 1 }
      guard index < line.upperBound else { return nil }
      let mark = bytes[index]
      let isMarker =
        index > start
        ? mark == ASCII.dot || mark == ASCII.closeParenthesis
        : mark == ASCII.greater || mark == ASCII.dash || mark == ASCII.asterisk
          || mark == UInt8(ascii: "+")
      guard isMarker else { return nil }
      index += 1
      guard mark == ASCII.greater || index == line.upperBound || ASCII.isBlank(bytes[index])
      else { return nil }
      markers += 1
      if markers + columns / 2 > Self.nestingLimit {
        return isRule(line, of: mark) ? nil : start
      }
    }
    return nil
  }

  /// Whether a line is a thematic break: one mark again and again.
  private func isRule(_ line: Range<Int>, of mark: UInt8) -> Bool {
    (mark == ASCII.dash || mark == ASCII.asterisk)
      && text.bytes[line].allSatisfy { $0 == mark || ASCII.isBlank($0) }
  }
}
