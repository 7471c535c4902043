internal import Diagnostics

/// Turns byte offsets of one file into lines and columns.
///
/// `SourceFile.position(at:)` counts from the start of the line each time; this counts from the
/// place asked for last, so that walking along a line of a megabyte stays linear.
struct Locator {
  private let source: SourceFile
  private let bytes: [UInt8]
  /// Whether the current line is ASCII, so that columns are offsets.
  private var isASCII = false
  private var line = 1
  private var lineStart = 0
  private var lineEnd: Int
  private var last = 0
  private var lastColumn = 1

  init(_ source: SourceFile) {
    self.source = source
    bytes = source.bytes
    lineEnd = source.lineCount > 1 ? source.startOffset(ofLine: 2) : source.bytes.count + 1
    isASCII = ASCII.isAll(bytes[..<min(lineEnd, bytes.count)])
  }

  mutating func range(_ lower: Int, _ upper: Int) -> SourceRange {
    let start = position(lower)
    return SourceRange(start, lower >= upper ? start : position(upper))
  }

  /// The position of an offset, clamped to the file.
  mutating func position(_ offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    if offset < lineStart || offset >= lineEnd { moveToLine(of: offset) }
    if isASCII {
      return SourcePosition(line: line, column: offset - lineStart + 1, offset: offset)
    }
    if offset < last, offset - lineStart < last - offset {
      last = lineStart
      lastColumn = 1
    }
    if offset >= last {
      for byte in bytes[last..<offset] where byte & 0xC0 != 0x80 { lastColumn += 1 }
    } else {
      for byte in bytes[offset..<last] where byte & 0xC0 != 0x80 { lastColumn -= 1 }
    }
    last = offset
    return SourcePosition(line: line, column: lastColumn, offset: offset)
  }

  private mutating func moveToLine(of offset: Int) {
    if offset >= lineEnd, line + 1 < source.lineCount,
      offset < source.startOffset(ofLine: line + 2)
    {
      line += 1
    } else {
      var low = 1
      var high = source.lineCount + 1
      while low + 1 < high {
        let middle = (low + high) / 2
        if source.startOffset(ofLine: middle) <= offset { low = middle } else { high = middle }
      }
      line = low
    }
    lineStart = source.startOffset(ofLine: line)
    lineEnd =
      line < source.lineCount ? source.startOffset(ofLine: line + 1) : bytes.count + 1
    isASCII = ASCII.isAll(bytes[lineStart..<min(lineEnd, bytes.count)])
    last = lineStart
    lastColumn = 1
  }
}
