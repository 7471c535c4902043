internal import Diagnostics

extension MappedText {
  /// A text that was read from `range` of a file: each byte leads to its own place if the text, or
  /// each of its lines, stands there as it is; otherwise to the start of the range.
  init(_ text: String, at range: SourceRange, in source: SourceFile) {
    let lower = min(range.lower.offset, source.bytes.count)
    self.init(at: lower)
    let upper = min(max(lower, range.upper.offset), source.bytes.count)
    let written = source.bytes[lower..<upper]
    let wanted = Array(text.utf8)
    var cursor = lower
    var line = 0
    while line <= wanted.count {
      let end = wanted[line...].firstIndex(of: ASCII.newline) ?? wanted.count
      if let found = Self.find(wanted[line..<end], in: written[cursor...]) {
        append(written[found..<found + (end - line)])
        cursor = found + (end - line)
      } else {
        // Escapes or folding changed the text: it is placed word by word.
        appendWords(wanted[line..<end], in: written, from: &cursor)
      }
      if end < wanted.count { append(ASCII.newline, at: cursor) }
      line = end + 1
    }
  }

  /// Appends a folded line: each word leads to where it stands, and one that an escape changed to
  /// the end of the word before it.
  private mutating func appendWords(
    _ line: ArraySlice<UInt8>, in written: ArraySlice<UInt8>, from cursor: inout Int
  ) {
    var start = line.startIndex
    while start < line.endIndex {
      let end = line[start...].firstIndex(of: ASCII.space) ?? line.endIndex
      if let found = Self.find(line[start..<end], in: written[cursor...]) {
        append(written[found..<found + (end - start)])
        cursor = found + (end - start)
      } else {
        for byte in line[start..<end] { append(byte, at: cursor) }
      }
      if end < line.endIndex { append(ASCII.space, at: cursor) }
      start = end + 1
    }
  }

  /// Where `needle` stands, no further on than after quotes, blanks, a block header or a new line.
  private static func find(_ needle: ArraySlice<UInt8>, in hay: ArraySlice<UInt8>) -> Int? {
    guard let first = needle.first else { return hay.startIndex }
    var index = hay.startIndex
    let limit = min(hay.endIndex, hay.startIndex + 256)
    while index < limit, index + needle.count <= hay.endIndex {
      if hay[index] == first, hay[index..<index + needle.count].elementsEqual(needle) {
        return index
      }
      let byte = hay[index]
      guard
        ASCII.isSpace(byte) || byte == ASCII.doubleQuote || byte == ASCII.singleQuote
          || byte == ASCII.pipe || byte == ASCII.greater || byte == ASCII.dash
          || byte == UInt8(ascii: "+") || ASCII.isDigit(byte)
      else { return nil }
      index += 1
    }
    return nil
  }
}
