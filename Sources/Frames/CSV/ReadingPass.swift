import Numerics

/// One pass over all chunks: the columns' buffers, and what each chunk told.
struct ReadingPass: Sendable {
  let plans: [ColumnPlan]
  let lexer: FieldLexer
  /// nil for columns that this pass does not keep.
  private var buffers: [ColumnBuffer?]
  let chunks: [ChunkResult]
  /// Where the rows of each chunk lie in the buffers; gaps are left by blank lines.
  let stretches: [Range<Int>]

  init(_ bytes: Span<UInt8>, _ layout: RecordLayout, _ plans: [ColumnPlan], _ lexer: FieldLexer) {
    let starts = layout.recordCounts.reduce(into: [0]) { starts, count in
      starts.append(starts[starts.count - 1] + count)
    }
    let capacity = starts[starts.count - 1]
    let buffers = plans.map { plan in
      plan.valueSize == 0 ? nil : ColumnBuffer(valueSize: plan.valueSize, capacity: capacity)
    }
    let reader = ChunkReader(lexer: lexer, plans: plans)
    let chunks = Parallel.map(count: layout.chunks.count) { chunk in
      reader.read(
        bytes, layout.chunks[chunk], capacity: layout.recordCounts[chunk], row: starts[chunk],
        into: buffers)
    }
    self.plans = plans
    self.lexer = lexer
    self.buffers = buffers
    self.chunks = chunks
    stretches = zip(starts, chunks).map { $0..<$0 + $1.rowCount }
  }

  /// Hands the buffers over: this pass has none after.
  mutating func takeBuffers() -> [ColumnBuffer?] {
    defer { buffers = [] }
    return buffers
  }

  var rowCount: Int { stretches.reduce(0) { $0 + $1.count } }

  /// Plans for the columns that must be read again, all others skipped; nil where none must.
  func widenedPlans() -> [ColumnPlan]? {
    var again = plans
    var isNeeded = false
    for index in plans.indices {
      let plan = plans[index]
      again[index].kind = .skip
      guard plan.kind != .skip, plan.declared == nil else { continue }
      let type = finalType(index)
      if type != plan.type {
        again[index].type = type
        again[index].kind = ColumnPlan.kind(of: type)
        // Whether it repeats is not known yet; positions are right for any text.
        if type == .text { again[index].kind = .text }
        isNeeded = true
      } else if chunks.contains(where: { $0.columns[index].isOverflowing }) {
        again[index].kind = .text
        isNeeded = true
      }
    }
    return isNeeded ? again : nil
  }

  /// The type that holds every cell of the column.
  func finalType(_ index: Int) -> CellType {
    chunks.reduce(plans[index].type) { type, chunk in
      chunk.columns[index].widenings.reduce(type) { $0.joined(with: $1.type) }
    }
  }

  /// Where the type was widened, in the order of the file.
  func widenings(_ index: Int) -> [(from: CellType, to: CellType, offset: Int)] {
    var type = plans[index].type
    var found: [(from: CellType, to: CellType, offset: Int)] = []
    for chunk in chunks {
      for widening in chunk.columns[index].widenings {
        let joined = type.joined(with: widening.type)
        if joined != type { found.append((type, joined, widening.offset)) }
        type = joined
      }
    }
    return found
  }

  /// The field at a position, as text.
  func text(_ bytes: Span<UInt8>, at offset: Int) -> String {
    let field = lexer.field(bytes, at: offset, end: bytes.count)
    return String(decoding: lexer.content(bytes, field), as: UTF8.self)
  }
}
