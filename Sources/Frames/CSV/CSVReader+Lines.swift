extension CSVReader {
  /// The lines of the file in which rows begin, for messages about them.
  ///
  /// `rows` count the frame's rows from 0 and must ascend. The file is walked record by record.
  package static func lines(
    ofRows rows: [Int], path: String, options: CSVOptions = CSVOptions()
  ) throws(FrameReadError) -> [Int] {
    let source = try TextSource(path: path, encoding: options.encoding)
    return source.withBytes { bytes in
      guard let header = CSVHeader.read(bytes, from: source.start, options: options) else {
        return []
      }
      var lines: [Int] = []
      var line = TextPlace.lineAndColumn(bytes, at: header.bodyStart).line
      var position = header.bodyStart
      var row = 0
      while position < bytes.count, lines.count < rows.count {
        let isBlank = header.names.count > 1 && ASCII.isLineEnd(bytes[position])
        if !isBlank {
          if rows[lines.count] == row { lines.append(line) }
          row += 1
        }
        let next = header.lexer.record(bytes, at: position, end: bytes.count).next
        line += TextPlace.lineEnds(bytes, position..<next)
        position = next
      }
      return lines
    }
  }
}

extension TextPlace {
  /// Line ends in a stretch; a CRLF is one.
  static func lineEnds(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for i in range where ASCII.isLineEnd(bytes[i]) {
      let isFirstOfTwo =
        bytes[i] == ASCII.carriageReturn && i + 1 < bytes.count && bytes[i + 1] == ASCII.lineFeed
      if !isFirstOfTwo { count += 1 }
    }
    return count
  }
}
