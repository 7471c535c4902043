/// Where the parts of a pipe table stand in the content of a paragraph.
struct TableLayout {
  var alignments: [TableBlock.Alignment]
  /// The text of the paragraph before the header; empty where there is none.
  var before: Range<Int>
  /// The cells of the header, then those of each row; a row may have more or fewer than the header.
  var rows: [[Range<Int>]]
  /// From the header to the last row.
  var range: Range<Int>

  /// The first table of a paragraph: a line whose next line is a delimiter row with as many cells.
  ///
  /// All lines after it are its rows.
  init?(bytes: [UInt8], content: Range<Int>) {
    guard bytes[content].contains(ASCII.pipe) else { return nil }
    let lines = Self.lines(bytes, content)
    var header = 0
    while header + 1 < lines.count {
      if let alignments = Self.delimiterRow(bytes, lines[header + 1]) {
        let cells = Self.cells(bytes, lines[header])
        if cells.count == alignments.count {
          self.alignments = alignments
          before = content.lowerBound..<max(content.lowerBound, lines[header].lowerBound - 1)
          rows = [cells] + lines[(header + 2)...].map { Self.cells(bytes, $0) }
          range = lines[header].lowerBound..<content.upperBound
          return
        }
      }
      header += 1
    }
    return nil
  }

  private static func lines(_ bytes: [UInt8], _ content: Range<Int>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = content.lowerBound
    for offset in content where bytes[offset] == ASCII.newline {
      lines.append(start..<offset)
      start = offset + 1
    }
    lines.append(start..<content.upperBound)
    return lines
  }

  /// The alignments of `| :-- | --: |`; nil for any other line.
  private static func delimiterRow(
    _ bytes: [UInt8], _ line: Range<Int>
  ) -> [TableBlock.Alignment]? {
    var dashes = false
    for byte in bytes[line] {
      switch byte {
      case ASCII.dash: dashes = true
      case ASCII.pipe, ASCII.colon, ASCII.space, ASCII.tab: continue
      default: return nil
      }
    }
    guard dashes, bytes[line].contains(ASCII.pipe) || bytes[line].contains(ASCII.colon) else {
      return nil
    }
    var alignments: [TableBlock.Alignment] = []
    for cell in cells(bytes, line) {
      var inner = bytes[cell]
      let left = inner.first == ASCII.colon
      if left { inner = inner.dropFirst() }
      let right = inner.last == ASCII.colon
      if right { inner = inner.dropLast() }
      guard !inner.isEmpty, inner.allSatisfy({ $0 == ASCII.dash }) else { return nil }
      alignments.append(left ? (right ? .center : .left) : (right ? .right : .none))
    }
    return alignments.isEmpty ? nil : alignments
  }

  /// The cells of a line, divided at pipes that no backslash precedes.
  private static func cells(_ bytes: [UInt8], _ line: Range<Int>) -> [Range<Int>] {
    let trimmed = bytes[line].trimmedRange
    var index = trimmed.lowerBound
    if index < trimmed.upperBound, bytes[index] == ASCII.pipe { index += 1 }
    var cells: [Range<Int>] = []
    var start = index
    while index < trimmed.upperBound {
      if bytes[index] == ASCII.backslash, index + 1 < trimmed.upperBound,
        ASCII.isPunctuation(bytes[index + 1])
      {
        index += 2
        continue
      }
      if bytes[index] == ASCII.pipe {
        cells.append(bytes[start..<index].trimmedRange)
        start = index + 1
      }
      index += 1
    }
    if start < trimmed.upperBound { cells.append(bytes[start..<trimmed.upperBound].trimmedRange) }
    return cells
  }
}
