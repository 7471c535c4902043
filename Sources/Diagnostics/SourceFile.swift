/// A place in a source file: line and column count from 1, columns in Unicode scalars.
package struct SourcePosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int
  /// Bytes from the start of the file.
  package var offset: Int

  package init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  package static let start = SourcePosition(line: 1, column: 1, offset: 0)

  package static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
}

/// A half-open stretch of a source file.
package struct SourceRange: Hashable, Sendable {
  package var lower: SourcePosition
  package var upper: SourcePosition

  package init(_ lower: SourcePosition, _ upper: SourcePosition) {
    self.lower = lower
    self.upper = upper
  }

  package static let start = SourceRange(.start, .start)
}

/// A text file held in memory, which turns byte offsets into lines and columns.
package struct SourceFile: Sendable {
  package let path: String
  package let bytes: [UInt8]
  private let lineStarts: [Int]
  /// Scalars before every so many bytes, so that columns of a very long line are found at once.
  private let scalarCounts: [Int]
  private static let blockLength = 1024

  /// Lines end at LF, CRLF or a lone CR, as CommonMark has it.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    var i = 0
    while i < bytes.count {
      if bytes[i] == 0x0A {
        starts.append(i + 1)
      } else if bytes[i] == 0x0D {
        if i + 1 < bytes.count, bytes[i + 1] == 0x0A { i += 1 }
        starts.append(i + 1)
      }
      i += 1
    }
    lineStarts = starts
    var counts = [0]
    counts.reserveCapacity(bytes.count / Self.blockLength + 1)
    var count = 0
    for (offset, byte) in bytes.enumerated() {
      if byte & 0xC0 != 0x80 { count += 1 }
      if (offset + 1) % Self.blockLength == 0 { counts.append(count) }
    }
    scalarCounts = counts
  }

  /// Scalars that begin before an offset.
  private func scalars(before offset: Int) -> Int {
    let block = min(offset / Self.blockLength, scalarCounts.count - 1)
    var count = scalarCounts[block]
    for byte in bytes[(block * Self.blockLength)..<offset] where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  package var lineCount: Int { lineStarts.count }

  /// The bytes of a line (1-based) without its ending.
  package func lineBytes(_ line: Int) -> ArraySlice<UInt8> {
    guard line >= 1, line <= lineStarts.count else { return [] }
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return bytes[start..<end]
  }

  /// A line as text; bytes that are not UTF-8 become U+FFFD.
  package func lineText(_ line: Int) -> String { String(decoding: lineBytes(line), as: UTF8.self) }

  /// The scalars of a line before a position and from it on, at most so many of each; the rest of a
  /// long line is not looked at.
  func lineText(
    around position: SourcePosition, before: Int, after: Int
  ) -> (before: [Unicode.Scalar], after: [Unicode.Scalar]) {
    let line = lineBytes(position.line)
    let middle = min(max(position.offset, line.startIndex), line.endIndex)
    // A scalar has four bytes at most; bytes that are no UTF-8 become a scalar each.
    var start = max(line.startIndex, middle - 4 * before)
    while start > line.startIndex, start < middle, line[start] & 0xC0 == 0x80 { start += 1 }
    let end = min(line.endIndex, middle + 4 * after)
    let head = Array(String(decoding: line[start..<middle], as: UTF8.self).unicodeScalars)
    let tail = Array(String(decoding: line[middle..<end], as: UTF8.self).unicodeScalars)
    return (Array(head.suffix(before)), Array(tail.prefix(after)))
  }

  /// The offset at which a line (1-based) starts; the end of the file past the last line.
  package func startOffset(ofLine line: Int) -> Int {
    line < 1 ? 0 : line <= lineStarts.count ? lineStarts[line - 1] : bytes.count
  }

  /// The position of a byte offset, clamped to the file.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let column = scalars(before: offset) - scalars(before: lineStarts[low]) + 1
    return SourcePosition(line: low + 1, column: column, offset: offset)
  }

  package func range(_ lower: Int, _ upper: Int) -> SourceRange {
    SourceRange(position(at: lower), position(at: max(lower, upper)))
  }

  package func range(_ offsets: Range<Int>) -> SourceRange {
    range(offsets.lowerBound, offsets.upperBound)
  }
}
