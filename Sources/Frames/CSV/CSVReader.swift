import Numerics

/// Reads CSV files into frames: typed from the whole file, on all cores, with every doubt reported.
///
/// The text is mapped and cut at records into chunks (`RecordLayout`), the chunks are read side by
/// side into the columns' buffers (`ChunkReader`), and the columns are put together
/// (`ColumnAssembly`). Columns that turn out to be wider than the first records suggest are read
/// once more, alone. The result is the same for any number of threads.
///
/// Types: whole numbers are `int` (0 and 1 too), decimals `number`, `true`/`false` `boolean`,
/// `2008-03-20` `date`. Numbers with leading zeros are codes and stay text. Text is a `category`
/// when it has at most max(50, 5% of the rows) distinct values, and at most 10,000; else `text`.
package enum CSVReader {
  /// The most levels that a column of text may have to become a category by itself.
  package static func levelLimit(rows: Int) -> Int { max(50, min(rows / 20, 10_000)) }

  /// Reads a file.
  package static func read(
    path: String, options: CSVOptions = CSVOptions()
  ) throws(FrameReadError) -> CSVResult {
    try read(TextSource(path: path, encoding: options.encoding), options)
  }

  /// Reads text that is in memory.
  package static func read(
    bytes: [UInt8], options: CSVOptions = CSVOptions()
  ) throws(FrameReadError) -> CSVResult {
    try read(TextSource(bytes: bytes, encoding: options.encoding), options)
  }

  /// The names of the columns, from the first record alone.
  ///
  /// A gzip file is unpacked for this, and UTF-16 converted; otherwise the rest is not touched.
  package static func header(
    path: String, options: CSVOptions = CSVOptions()
  ) throws(FrameReadError) -> [String] {
    let source = try TextSource(path: path, encoding: options.encoding)
    let names = source.withBytes { bytes -> [String]? in
      guard let header = CSVHeader.read(bytes, from: source.start, options: options),
        // What has a NUL in its names is no text: reading it says where.
        !header.names.contains(where: { $0.utf8.contains(ASCII.nul) })
      else { return nil }
      return header.names
    }
    guard let names else {
      throw FrameReadError.malformed([CSVProblem(.noHeader, line: 1, column: 1)], total: 1)
    }
    return names
  }

  private static func read(
    _ source: TextSource, _ options: CSVOptions
  ) throws(FrameReadError) -> CSVResult {
    let result: Result<CSVResult, FrameReadError> = source.withBytes { bytes in
      do throws(FrameReadError) {
        return .success(try read(bytes, from: source.start, source.encoding, options))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func read(
    _ bytes: Span<UInt8>, from start: Int, _ encoding: TextEncoding, _ options: CSVOptions
  ) throws(FrameReadError) -> CSVResult {
    guard let header = CSVHeader.read(bytes, from: start, options: options) else {
      throw FrameReadError.malformed([CSVProblem(.noHeader, line: 1, column: 1)], total: 1)
    }
    let layout = RecordLayout.find(
      bytes, from: header.bodyStart, columns: header.names.count, lexer: header.lexer)
    try checkBytes(bytes, from: start, header, layout)
    for name in options.columns ?? [] where !header.names.contains(name) {
      throw FrameReadError.unknownColumn(name, available: header.names)
    }
    for name in options.missing.byColumn.keys.sorted() where !header.names.contains(name) {
      throw FrameReadError.unknownColumn(name, available: header.names)
    }
    for name in options.types.keys.sorted() where !header.names.contains(name) {
      throw FrameReadError.unknownColumn(name, available: header.names)
    }
    let limit = levelLimit(rows: layout.recordCounts.reduce(0, +))
    let plans = TypeSample.plans(bytes, header, options: options, levelLimit: limit)
    var pass = ReadingPass(bytes, layout, plans, header.lexer)
    try checkRecords(bytes, pass, columns: header.names.count)
    let widened = pass.widenedPlans()
    var second: ReadingPass?
    if let widened { second = ReadingPass(bytes, layout, widened, header.lexer) }
    let positions = Dictionary(
      header.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    let order = (options.columns ?? header.names).compactMap { name in
      seen.insert(name).inserted ? positions[name] : nil
    }
    let shelf = BufferShelf(first: pass.takeBuffers(), second: second?.takeBuffers() ?? [])
    let (columns, reports) = ColumnAssembly(first: pass, second: second)
      .columns(bytes, order, shelf)
    return CSVResult(
      frame: Frame(columns, rowCount: pass.rowCount), columns: reports, problems: header.problems,
      delimiter: header.lexer.delimiter, encoding: encoding)
  }

  // MARK: Checks

  /// Binary files and wrong encodings are found before anything is read.
  private static func checkBytes(
    _ bytes: Span<UInt8>, from start: Int, _ header: CSVHeader, _ layout: RecordLayout
  ) throws(FrameReadError) {
    let top = ByteCensus.take(bytes, start..<header.bodyStart)
    if top.hasNul || layout.census.hasNul {
      for i in start..<bytes.count where bytes[i] == ASCII.nul {
        throw FrameReadError.malformed(
          [TextPlace.problem(.nulByte, bytes, at: i)], total: 1)
      }
    }
    guard top.hasNonASCII || layout.census.hasNonASCII else { return }
    // Chunks end at records, so no character straddles two of them.
    let stretches = [start..<header.bodyStart] + layout.chunks
    let invalid = Parallel.map(count: stretches.count) {
      TextConversion.firstInvalid(bytes, stretches[$0])
    }
    if let first = invalid.compactMap({ $0 }).first {
      throw FrameReadError.malformed(
        [TextPlace.problem(.invalidUTF8, bytes, at: first)], total: 1)
    }
  }

  private static func checkRecords(
    _ bytes: Span<UInt8>, _ pass: ReadingPass, columns: Int
  ) throws(FrameReadError) {
    var located: [(offset: Int, kind: CSVProblem.Kind)] = []
    var total = 0
    for chunk in pass.chunks {
      if let quote = chunk.unclosedQuote {
        throw FrameReadError.malformed(
          [TextPlace.problem(.unclosedQuote, bytes, at: quote)], total: 1)
      }
      total += chunk.raggedCount
      located += chunk.ragged.map {
        ($0.offset, .ragged(expected: columns, found: $0.fields))
      }
      for (index, column) in chunk.columns.enumerated() where column.unreadableCount > 0 {
        total += column.unreadableCount
        let plan = pass.plans[index]
        located += column.unreadable.map { offset in
          let cell = pass.text(bytes, at: offset)
          let type = plan.declared?.type ?? .text
          return (offset, .unreadable(column: plan.name, cell: cell, type: type))
        }
      }
    }
    guard total > 0 else { return }
    located.sort { $0.offset < $1.offset }
    throw FrameReadError.malformed(
      located.prefix(ChunkResult.locatedProblems).map {
        TextPlace.problem($0.kind, bytes, at: $0.offset)
      }, total: total)
  }
}
