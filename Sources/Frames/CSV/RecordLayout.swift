import Numerics

/// How a text is cut into chunks that start and end at records.
///
/// The cuts depend on the text alone, never on the number of threads.
struct RecordLayout: Sendable {
  /// Consecutive stretches of the text.
  var chunks: [Range<Int>]
  /// Records in each chunk, blank lines included.
  var recordCounts: [Int]
  var census: ByteCensus

  /// Long enough to make starting a task cheap, short enough to stay in a core's cache; longer
  /// where there are very many columns, so that what a chunk keeps about each stays small.
  static func chunkSize(columns: Int) -> Int { max(1 << 20, columns << 10) }

  /// Cuts the records of `bytes[start...]`, each of about `columns` fields.
  static func find(
    _ bytes: Span<UInt8>, from start: Int, columns: Int, lexer: FieldLexer
  ) -> RecordLayout {
    let end = bytes.count
    let chunkSize = chunkSize(columns: columns)
    let cuts = lineCuts(bytes, from: start, chunkSize)
    let ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
    let censuses = Parallel.map(count: ranges.count) { ByteCensus.take(bytes, ranges[$0]) }
    let census = censuses.reduce(ByteCensus(), +)
    if census.hasQuote {
      var layout = quotedLayout(bytes, from: start, chunkSize, lexer: lexer)
      layout.census = census
      return layout
    }
    let counts = Parallel.map(count: ranges.count) { chunk in
      let range = ranges[chunk]
      let feeds = censuses[chunk].lineFeeds
      let returns =
        censuses[chunk].hasCarriageReturn ? loneReturns(bytes, range) : 0
      // A last record without a line end counts too.
      let isOpen =
        range.upperBound == end && !range.isEmpty && !ASCII.isLineEnd(bytes[range.upperBound - 1])
      return feeds + returns + (isOpen ? 1 : 0)
    }
    return RecordLayout(chunks: ranges, recordCounts: counts, census: census)
  }

  /// Cuts after the first line end past each multiple of the chunk size.
  private static func lineCuts(_ bytes: Span<UInt8>, from start: Int, _ chunkSize: Int) -> [Int] {
    let end = bytes.count
    var cuts = [start]
    var target = start + chunkSize
    while target < end {
      var i = target
      while i < end, !ASCII.isLineEnd(bytes[i]) { i += 1 }
      if i < end, bytes[i] == ASCII.carriageReturn, i + 1 < end, bytes[i + 1] == ASCII.lineFeed {
        i += 1
      }
      let cut = min(i + 1, end)
      if cut > (cuts.last ?? start), cut < end { cuts.append(cut) }
      target = max(target, cut) + chunkSize
    }
    if end > start || cuts.count == 1 { cuts.append(end) }
    return cuts
  }

  /// Carriage returns that no line feed follows.
  private static func loneReturns(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for i in range where bytes[i] == ASCII.carriageReturn {
      if i + 1 >= bytes.count || bytes[i + 1] != ASCII.lineFeed { count += 1 }
    }
    return count
  }

  /// Where quotes occur, whether a line end ends a record is known from all that precedes it alone.
  private static func quotedLayout(
    _ bytes: Span<UInt8>, from start: Int, _ chunkSize: Int, lexer: FieldLexer
  ) -> RecordLayout {
    let end = bytes.count
    var layout = RecordLayout(chunks: [], recordCounts: [], census: ByteCensus())
    var chunkStart = start
    var records = 0
    var i = start
    while i < end {
      i = afterRecord(bytes, at: i, end: end, lexer: lexer)
      records += 1
      if i - chunkStart >= chunkSize {
        layout.chunks.append(chunkStart..<i)
        layout.recordCounts.append(records)
        chunkStart = i
        records = 0
      }
    }
    if chunkStart < end || layout.chunks.isEmpty {
      layout.chunks.append(chunkStart..<end)
      layout.recordCounts.append(records)
    }
    return layout
  }

  /// The start of the record after the one at `start`.
  private static func afterRecord(
    _ bytes: Span<UInt8>, at start: Int, end: Int, lexer: FieldLexer
  ) -> Int {
    var i = start
    var isFieldStart = true
    while i < end {
      let byte = bytes[i]
      if isFieldStart, byte == ASCII.quote {
        i = lexer.field(bytes, at: i, end: end).terminator
        isFieldStart = false
      } else if ASCII.isLineEnd(byte) {
        return lexer.afterLineEnd(bytes, at: i, end: end)
      } else {
        isFieldStart = byte == lexer.delimiter
        i += 1
      }
    }
    return end
  }
}
