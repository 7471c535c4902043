/// Reads the records of one chunk: the loop that every byte of a file goes through.
///
/// Whole numbers, decimals and labels are scanned in place; everything else (quotes, missing
/// values, declared notations, cells that do not fit) takes the general path. Values go column by
/// column into a block of words that stays in the core's cache, and from there to the columns'
/// buffers.
struct ChunkReader {
  let lexer: FieldLexer
  let plans: [ColumnPlan]

  /// Reads `range`, which holds at most `capacity` records, into the buffers from `row` on.
  func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, capacity: Int, row: Int,
    into buffers: [ColumnBuffer?]
  ) -> ChunkResult {
    var result = ChunkResult(columns: plans.map { ChunkColumn($0) })
    // Skipped and probed columns keep no values.
    var bases = [Int](repeating: -1, count: plans.count)
    var stored = 0
    for column in plans.indices where plans[column].valueSize > 0 {
      bases[column] = stored * capacity
      stored += 1
    }
    var words = [UInt64](repeating: 0, count: stored * capacity)
    scan(bytes, range, bases: bases, words: &words, &result)
    for column in plans.indices where bases[column] >= 0 {
      buffers[column]?.store(words.span, from: bases[column], count: result.rowCount, at: row)
    }
    return result
  }

  private func scan(
    _ bytes: Span<UInt8>, _ range: Range<Int>, bases: [Int], words: inout [UInt64],
    _ result: inout ChunkResult
  ) {
    let end = range.upperBound
    let columnCount = plans.count
    let delimiter = lexer.delimiter
    let actions = plans.map { $0.isChecked ? Action.general : Action($0.kind) }
    let levelLimits = plans.map(\.levelLimit)
    var i = range.lowerBound
    var row = 0
    while i < end {
      let recordStart = i
      if columnCount > 1, ASCII.isLineEnd(bytes[i]) {
        i = lexer.afterLineEnd(bytes, at: i, end: end)
        continue
      }
      var column = 0
      while true {
        if column < columnCount {
          let next: Int
          var word: UInt64 = 0
          switch actions[column] {
          case .integer: next = scanInteger(bytes, i, end, &word)
          case .number: next = scanNumber(bytes, i, end, &word)
          case .label:
            next = scanLabel(bytes, i, end, levelLimits[column], &result.columns[column], &word)
          case .skip: next = bytes[i, or: 0, end] == ASCII.quote ? -1 : scanText(bytes, i, end)
          case .general: next = -1
          }
          if next >= 0 {
            i = next
          } else {
            i = readGenerally(bytes, i, end, column, row, &word, &result)
          }
          if bases[column] >= 0 { words[bases[column] + row] = word }
        } else {
          let field = lexer.field(bytes, at: i, end: end)
          if !field.isClosed { result.unclosedQuote = result.unclosedQuote ?? i }
          i = field.terminator
        }
        column += 1
        if i >= end { break }
        if bytes[i] == delimiter {
          i += 1
          continue
        }
        i = lexer.afterLineEnd(bytes, at: i, end: end)
        break
      }
      if column != columnCount {
        result.raggedCount += 1
        if result.ragged.count < ChunkResult.locatedProblems {
          result.ragged.append((recordStart, column))
        }
      }
      row += 1
    }
    result.rowCount = row
  }

  /// What the loop does with a column's cells.
  private enum Action: UInt8 {
    case skip, integer, number, label, general

    init(_ kind: ColumnPlan.Kind) {
      switch kind {
      case .skip: self = .skip
      case .integer: self = .integer
      case .number: self = .number
      case .label: self = .label
      case .probe, .boolean, .date, .timestamp, .text: self = .general
      }
    }
  }
}

extension Span<UInt8> {
  /// The byte at `i`, or `fallback` at the end of the text.
  @inline(__always)
  subscript(_ i: Int, or fallback: UInt8, _ end: Int) -> UInt8 { i < end ? self[i] : fallback }
}

// MARK: - Scanning in place

// Each scanner returns where its field ends, or -1 when the general path has to look.
extension ChunkReader {
  @inline(__always)
  private func scanText(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var i = start
    while i < end, !lexer.isTerminator(bytes[i]) { i += 1 }
    return i
  }

  /// Appends the digits from `i` on to a number, and moves past them.
  @inline(__always)
  private func scanDigits(
    _ bytes: Span<UInt8>, _ i: inout Int, _ end: Int, _ number: inout UInt64
  ) {
    while i < end {
      let digit = bytes[i] &- ASCII.zero
      if digit > 9 { break }
      number = number &* 10 &+ UInt64(digit)
      i += 1
    }
  }

  @inline(__always)
  private func scanInteger(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ word: inout UInt64
  ) -> Int {
    var i = start
    let isNegative = bytes[i, or: 0, end] == ASCII.minus
    if isNegative { i += 1 }
    let first = i
    var value: UInt64 = 0
    scanDigits(bytes, &i, end, &value)
    let digits = i - first
    guard digits > 0, digits <= 18, i == end || lexer.isTerminator(bytes[i]) else { return -1 }
    if bytes[first] == ASCII.zero, digits > 1 || isNegative { return -1 }
    word = isNegative ? 0 &- value : value
    return i
  }

  @inline(__always)
  private func scanNumber(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ word: inout UInt64
  ) -> Int {
    var i = start
    let isNegative = bytes[i, or: 0, end] == ASCII.minus
    if isNegative { i += 1 }
    let first = i
    var digits: UInt64 = 0
    scanDigits(bytes, &i, end, &digits)
    let whole = i - first
    var fraction = 0
    if bytes[i, or: 0, end] == ASCII.point {
      i += 1
      let fractionStart = i
      scanDigits(bytes, &i, end, &digits)
      fraction = i - fractionStart
    }
    // More digits may not fit the accumulator.
    guard whole + fraction > 0, whole + fraction <= 19, i == end || lexer.isTerminator(bytes[i])
    else { return -1 }
    if whole > 1, bytes[first] == ASCII.zero { return -1 }
    guard let value = DecimalRounding.double(digits: digits, exponent: -fraction) else { return -1 }
    word = (isNegative ? -value : value).bitPattern
    return i
  }

  @inline(__always)
  private func scanLabel(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ levelLimit: Int,
    _ column: inout ChunkColumn, _ word: inout UInt64
  ) -> Int {
    var i = start
    var hash = LabelTable.start()
    let isQuoted = bytes[start, or: 0, end] == ASCII.quote
    let first = isQuoted ? start + 1 : start
    if isQuoted {
      i = first
      while i < end, bytes[i] != ASCII.quote {
        hash = LabelTable.step(hash, bytes[i])
        i += 1
      }
      // Doubled quotes, text behind the quote, and quotes that stay open are read apart.
      guard i < end, i + 1 == end || lexer.isTerminator(bytes[i + 1]) else { return -1 }
    } else {
      while i < end {
        let byte = bytes[i]
        if lexer.isTerminator(byte) { break }
        hash = LabelTable.step(hash, byte)
        i += 1
      }
    }
    if i == first { return -1 }
    let code = column.labels.code(bytes, start: first, end: i, hash: hash)
    if column.labels.marker(code) >= 0 { return -1 }
    if column.labels.count > levelLimit { column.isOverflowing = true }
    word = UInt64(code)
    return isQuoted ? i + 1 : i
  }
}

// MARK: - The general path

extension ChunkReader {
  @inline(never)
  private func readGenerally(
    _ bytes: Span<UInt8>, _ start: Int, _ end: Int, _ index: Int, _ row: Int,
    _ word: inout UInt64, _ result: inout ChunkResult
  ) -> Int {
    let field = lexer.field(bytes, at: start, end: end)
    if !field.isClosed, result.unclosedQuote == nil { result.unclosedQuote = start }
    let plan = plans[index]
    if plan.kind == .skip { return field.terminator }
    func setMissing(_ marker: Int) {
      result.columns[index].missingRows.append(Int32(truncatingIfNeeded: row))
      result.columns[index].missingCounts[marker] += 1
      if plan.type == .number { word = Double.nan.bitPattern }
    }
    let isTextual = plan.type == .text
    if field.start == field.end {
      if isTextual, field.isQuoted, !plan.markers.contains([]) {
        result.columns[index].emptyTexts += 1
        if plan.kind == .label {
          word = UInt64(result.columns[index].labels.code(bytes, unescaped: []))
        } else {
          word = UInt64(start)
        }
      } else {
        setMissing(0)
      }
      return field.terminator
    }
    if plan.kind == .text, plan.markers.isEmpty {
      word = UInt64(start)
      return field.terminator
    }
    let cell = lexer.content(bytes, field)
    if let marker = plan.markers.firstIndex(of: cell) {
      setMissing(marker + 1)
      return field.terminator
    }
    convert(bytes, cell, start, plan, &result.columns[index], &word)
    if plan.kind == .label, result.columns[index].labels.count > plan.levelLimit {
      result.columns[index].isOverflowing = true
    }
    return field.terminator
  }

  /// Reads a cell that has a value.
  private func convert(
    _ bytes: Span<UInt8>, _ cell: [UInt8], _ start: Int, _ plan: ColumnPlan,
    _ column: inout ChunkColumn, _ word: inout UInt64
  ) {
    switch plan.kind {
    case .label:
      word = UInt64(column.labels.code(bytes, unescaped: cell))
      return
    case .text:
      word = UInt64(start)
      return
    case .skip, .probe, .integer, .number, .boolean, .date, .timestamp: break
    }
    if let declared = plan.declared {
      if let value = declaredWord(cell, declared, &column) {
        word = value
      } else {
        column.unreadableCount += 1
        if column.unreadable.count < ChunkResult.locatedProblems { column.unreadable.append(start) }
      }
      return
    }
    let type = CellType.of(cell[...])
    let current = column.widenings.last?.type ?? plan.type
    let joined = current.joined(with: type)
    if joined != current { column.widenings.append((joined, start)) }
    if joined == plan.type { word = naturalWord(cell, plan.type) ?? 0 }
    if type == .zonedTimestamp { column.zonedTimes += 1 }
  }

  private func naturalWord(_ cell: [UInt8], _ type: CellType) -> UInt64? {
    let cell = CellParser.trimmed(cell[...])
    switch type {
    case .integer: return CellParser.integer(cell).map { UInt64(bitPattern: $0) }
    case .number: return CellParser.number(cell).map(\.bitPattern)
    case .boolean: return CellParser.boolean(cell).map { $0 ? 1 : 0 }
    case .date: return CellParser.isoDate(cell).map { UInt64(bitPattern: Int64($0)) }
    case .timestamp, .zonedTimestamp:
      return CellParser.timestamp(cell, .yearMonthDay)
        .map { UInt64(bitPattern: $0.microseconds) }
    case .none, .text: return nil
    }
  }

  private func declaredWord(
    _ cell: [UInt8], _ declared: DeclaredType, _ column: inout ChunkColumn
  ) -> UInt64? {
    let trimmed = CellParser.trimmed(cell[...])
    switch declared {
    case .integer:
      var digits = trimmed
      if digits.first == ASCII.plus { digits.removeFirst() }
      return Int64(String(decoding: digits, as: UTF8.self)).map { UInt64(bitPattern: $0) }
    case .number(let notation): return CellParser.number(trimmed, notation).map(\.bitPattern)
    case .boolean: return CellParser.declaredBoolean(trimmed).map { $0 ? 1 : 0 }
    case .date(let notation):
      guard let date = CellParser.date(trimmed, notation) else { return nil }
      if date.droppedTime { column.droppedTimes += 1 }
      return UInt64(bitPattern: Int64(date.days))
    case .timestamp(let notation):
      guard let moment = CellParser.timestamp(trimmed, notation) else { return nil }
      if moment.hasZone { column.zonedTimes += 1 }
      return UInt64(bitPattern: moment.microseconds)
    case .category, .text: return nil
    }
  }
}
