/// The names of a file's columns, how its fields are parted, and where its records begin.
struct CSVHeader {
  var names: [String]
  var problems: [CSVProblem]
  let lexer: FieldLexer
  /// Where the first record after the header starts.
  let bodyStart: Int

  /// Reads the first record; nil where there is none.
  static func read(_ bytes: Span<UInt8>, from start: Int, options: CSVOptions) -> CSVHeader? {
    let delimiter = options.delimiter ?? DelimiterSniffer.find(bytes, from: start)
    let lexer = FieldLexer(delimiter: delimiter)
    let end = bytes.count
    var position = start
    // Blank lines at the top are no header.
    while position < end, ASCII.isLineEnd(bytes[position]) { position += 1 }
    guard position < end else { return nil }
    let record = lexer.record(bytes, at: position, end: end)
    guard options.hasHeader else {
      return CSVHeader(
        names: record.fields.indices.map { "column_\($0 + 1)" }, problems: [], lexer: lexer,
        bodyStart: position)
    }
    var header = CSVHeader(names: [], problems: [], lexer: lexer, bodyStart: record.next)
    header.takeNames(bytes, record.fields)
    return header
  }

  /// Names are trimmed; an empty or repeated one gets a name of its own, which is reported.
  private mutating func takeNames(_ bytes: Span<UInt8>, _ fields: [Field]) {
    let written = fields.map { field in
      String(
        decoding: CellParser.trimmed(lexer.content(bytes, field)[...]), as: UTF8.self)
    }
    var taken = Set(written)
    var seen: Set<String> = []
    for (index, name) in written.enumerated() {
      guard name.isEmpty || seen.contains(name) else {
        seen.insert(name)
        names.append(name)
        continue
      }
      let base = name.isEmpty ? "column_\(index + 1)" : name
      var replacement = name.isEmpty ? base : "\(base)_2"
      var suffix = 2
      while taken.contains(replacement) {
        suffix += 1
        replacement = "\(base)_\(suffix)"
      }
      taken.insert(replacement)
      seen.insert(replacement)
      names.append(replacement)
      let kind: CSVProblem.Kind =
        name.isEmpty
        ? .emptyName(replacement: replacement) : .duplicateName(name, replacement: replacement)
      problems.append(TextPlace.problem(kind, bytes, at: fields[index].start))
    }
  }
}

/// Finds the delimiter from the first records.
enum DelimiterSniffer {
  static let candidates = [ASCII.comma, ASCII.semicolon, ASCII.tab, ASCII.bar]
  private static let recordLimit = 100

  /// The candidate under which most of the first records have as many fields as the first one, more
  /// than one; ties go to more fields, then to the order of the candidates.
  ///
  /// Comma if none.
  static func find(_ bytes: Span<UInt8>, from start: Int) -> UInt8 {
    var best = (delimiter: ASCII.comma, agreeing: 0.0, fields: 1)
    for delimiter in candidates {
      let counts = fieldCounts(bytes, from: start, FieldLexer(delimiter: delimiter))
      guard let first = counts.first, first > 1 else { continue }
      let agreeing = Double(counts.count { $0 == first }) / Double(counts.count)
      if agreeing > best.agreeing || (agreeing == best.agreeing && first > best.fields) {
        best = (delimiter, agreeing, first)
      }
    }
    return best.delimiter
  }

  private static func fieldCounts(
    _ bytes: Span<UInt8>, from start: Int, _ lexer: FieldLexer
  ) -> [Int] {
    var counts: [Int] = []
    var position = start
    // A long line, or a quote that is never closed, must not make this slow.
    let end = min(bytes.count, start + (1 << 18))
    while position < end, counts.count < recordLimit {
      if ASCII.isLineEnd(bytes[position]) {
        position += 1
        continue
      }
      let record = lexer.record(bytes, at: position, end: end)
      position = record.next
      // The last record in the window may be cut off.
      if position < end || end == bytes.count || counts.isEmpty {
        counts.append(record.fields.count)
      }
    }
    return counts
  }
}

/// Turns positions in a text into lines and columns.
enum TextPlace {
  static func problem(_ kind: CSVProblem.Kind, _ bytes: Span<UInt8>, at offset: Int) -> CSVProblem {
    let place = lineAndColumn(bytes, at: offset)
    return CSVProblem(kind, line: place.line, column: place.column)
  }

  /// Counted from 1; a CRLF is one line end, columns are Unicode scalars, a byte order mark none.
  static func lineAndColumn(_ bytes: Span<UInt8>, at offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var lineStart = TextConversion.byteOrderMark(bytes)?.length ?? 0
    let offset = min(offset, bytes.count)
    for i in 0..<offset where ASCII.isLineEnd(bytes[i]) {
      if bytes[i] == ASCII.carriageReturn, i + 1 < bytes.count, bytes[i + 1] == ASCII.lineFeed {
        continue
      }
      line += 1
      lineStart = i + 1
    }
    var column = 1
    for i in lineStart..<max(offset, lineStart) where bytes[i] & 0xC0 != 0x80 { column += 1 }
    return (line, column)
  }
}
