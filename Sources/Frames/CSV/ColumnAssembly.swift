import Numerics

/// Puts the columns of a frame together from the buffers that the chunks filled.
struct ColumnAssembly: Sendable {
  /// The pass that read all columns, and the one that read widened columns again.
  let first: ReadingPass
  let second: ReadingPass?

  /// The columns at `order` (positions in the file), with their reports.
  ///
  /// `take` gives each column's buffer away, so that it is freed once its column is built.
  func columns(
    _ bytes: Span<UInt8>, _ order: [Int], _ buffers: BufferShelf
  ) -> ([Column], [CSVColumnReport]) {
    let built = Parallel.map(count: order.count) { position in
      let index = order[position]
      return (column(bytes, index, buffers), report(bytes, index))
    }
    var columns = built.map(\.0)
    var reports = built.map(\.1)
    for position in columns.indices {
      reports[position].type = columns[position].type
      columns[position].name = reports[position].name
    }
    return (columns, reports)
  }

  private func pass(_ index: Int) -> ReadingPass {
    if let second, second.plans[index].kind != .skip { return second }
    return first
  }

  private func column(_ bytes: Span<UInt8>, _ index: Int, _ buffers: BufferShelf) -> Column {
    let pass = pass(index)
    let plan = pass.plans[index]
    let rows = pass.rowCount
    let mask = missingMask(pass, index, rows: rows)
    let storage: Column.Storage
    if let buffer = buffers.take(
      index, second: second.map { $0.plans[index].kind != .skip } ?? false)
    {
      storage = self.storage(bytes, pass, index, buffer, mask)
    } else {
      // No cell has a value.
      storage = .text(Array(repeating: "", count: rows))
    }
    return Column(name: plan.name, storage: storage, missing: mask)
  }

  private func storage(
    _ bytes: Span<UInt8>, _ pass: ReadingPass, _ index: Int, _ buffer: ColumnBuffer,
    _ mask: MissingMask?
  ) -> Column.Storage {
    let plan = pass.plans[index]
    switch plan.kind {
    case .integer: return .integer(buffer.array(of: Int64.self, pass.stretches))
    case .number: return .number(buffer.array(of: Double.self, pass.stretches))
    case .boolean:
      return .boolean(buffer.array(of: UInt8.self, pass.stretches).map { $0 != 0 })
    case .date: return .date(buffer.array(of: Int32.self, pass.stretches))
    case .timestamp: return .timestamp(buffer.array(of: Int64.self, pass.stretches))
    case .label: return labels(bytes, pass, index, buffer, mask)
    case .text: return texts(bytes, pass, index, buffer, mask)
    case .skip, .probe: return .text(Array(repeating: "", count: pass.rowCount))
    }
  }

  private func missingMask(_ pass: ReadingPass, _ index: Int, rows: Int) -> MissingMask? {
    guard pass.chunks.contains(where: { !$0.columns[index].missingRows.isEmpty }) else {
      return nil
    }
    var flags = [Bool](repeating: false, count: rows)
    var row = 0
    for chunk in pass.chunks {
      for missing in chunk.columns[index].missingRows { flags[row + Int(missing)] = true }
      row += chunk.rowCount
    }
    return MissingMask(flags: flags)
  }

  /// Renumbers each chunk's labels to the file's, in order of first appearance.
  private func labels(
    _ bytes: Span<UInt8>, _ pass: ReadingPass, _ index: Int, _ buffer: ColumnBuffer,
    _ mask: MissingMask?
  ) -> Column.Storage {
    var levels: [String] = []
    var positions: [String: Int32] = [:]
    var codes = buffer.array(of: Int32.self, pass.stretches)
    var row = 0
    for chunk in pass.chunks {
      let table = chunk.columns[index].labels
      var mapping: [Int32] = []
      for code in 0..<table.count {
        // Labels that are missing markers are no levels.
        if table.marker(Int32(code)) >= 0 {
          mapping.append(0)
          continue
        }
        let level = String(decoding: table.content(bytes, code), as: UTF8.self)
        if let position = positions[level] {
          mapping.append(position)
        } else {
          mapping.append(Int32(levels.count))
          positions[level] = Int32(levels.count)
          levels.append(level)
        }
      }
      let isSame = mapping.enumerated().allSatisfy { $0 == Int($1) }
      if !isSame {
        for i in row..<row + chunk.rowCount where !mapping.isEmpty {
          codes[i] = mapping[Int(codes[i])]
        }
      }
      row += chunk.rowCount
    }
    let plan = pass.plans[index]
    if plan.declared == .category || levels.count <= CSVReader.levelLimit(rows: codes.count) {
      return .category(codes: codes, levels: levels)
    }
    return .text(
      codes.indices.map { mask?[$0] == true || levels.isEmpty ? "" : levels[Int(codes[$0])] })
  }

  private func texts(
    _ bytes: Span<UInt8>, _ pass: ReadingPass, _ index: Int, _ buffer: ColumnBuffer,
    _ mask: MissingMask?
  ) -> Column.Storage {
    let starts = buffer.array(of: UInt64.self, pass.stretches)
    let texts = starts.indices.map { row in
      mask?[row] == true ? "" : pass.text(bytes, at: Int(truncatingIfNeeded: starts[row]))
    }
    if pass.plans[index].declared == .text { return .text(texts) }
    let limit = CSVReader.levelLimit(rows: texts.count)
    var distinct: Set<String> = []
    for row in texts.indices where mask?[row] != true {
      distinct.insert(texts[row])
      if distinct.count > limit { return .text(texts) }
    }
    let column = Column(
      name: "", categories: texts.indices.map { mask?[$0] == true ? nil : texts[$0] })
    return column.storage
  }

  private func report(_ bytes: Span<UInt8>, _ index: Int) -> CSVColumnReport {
    let pass = pass(index)
    let plan = first.plans[index]
    let tokens = [""] + plan.markers.map { String(decoding: $0, as: UTF8.self) }
    let counts = tokens.indices.map { token in
      pass.chunks.reduce(0) { $0 + $1.columns[index].missingCounts[token] }
    }
    let widenings = first.widenings(index).filter { $0.from != .none }.map { widening in
      CSVColumnReport.Widening(
        from: widening.from.columnType, to: widening.to.columnType,
        line: TextPlace.lineAndColumn(bytes, at: widening.offset).line,
        cell: first.text(bytes, at: widening.offset))
    }
    return CSVColumnReport(
      name: plan.name, type: plan.type.columnType, isDeclared: plan.declared != nil,
      missing: zip(tokens, counts).map { .init(token: $0, count: $1) },
      emptyTexts: pass.chunks.reduce(0) { $0 + $1.columns[index].emptyTexts },
      widenings: widenings,
      droppedTimes: pass.chunks.reduce(0) { $0 + $1.columns[index].droppedTimes },
      // Where the column became text, nothing was moved.
      zonedTimes: pass.plans[index].kind == .timestamp
        ? pass.chunks.reduce(0) { $0 + $1.columns[index].zonedTimes } : 0)
  }
}
