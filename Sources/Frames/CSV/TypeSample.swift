/// What the first records say about the columns: the types that the kernel starts with.
///
/// A wrong start costs a second pass over a column and is reported as a widening; it never changes
/// what is read.
enum TypeSample {
  static let recordLimit = 1000
  /// Text that repeats less than this in the sample is kept as positions, not as a dictionary.
  private static let distinctShare = 0.5

  static func plans(
    _ bytes: Span<UInt8>, _ header: CSVHeader, options: CSVOptions, levelLimit: Int
  ) -> [ColumnPlan] {
    let asked = options.columns.map(Set.init)
    let isRead = header.names.map { asked?.contains($0) ?? true }
    let markers = header.names.map { options.missing.tokens(for: $0).map { Array($0.utf8) } }
    let inferred = header.names.indices.map { isRead[$0] && options.types[header.names[$0]] == nil }
    var columns = header.names.map { _ in Sample() }
    var position = header.bodyStart
    var records = 0
    while position < bytes.count, records < recordLimit {
      let record = header.lexer.record(bytes, at: position, end: bytes.count)
      position = record.next
      records += 1
      for (index, field) in record.fields.prefix(columns.count).enumerated() where inferred[index] {
        if field.start == field.end { continue }
        let cell = header.lexer.content(bytes, field)
        if !markers[index].contains(cell) { columns[index].take(cell) }
      }
    }
    return header.names.indices.map { index in
      let declared = options.types[header.names[index]]
      var plan = ColumnPlan(
        name: header.names[index], type: declared.map(Self.cellType) ?? columns[index].type,
        declared: declared, markers: markers[index])
      plan.levelLimit = declared == .category ? .max : levelLimit
      let sample = columns[index]
      let repeatsLittle =
        sample.count >= 200 && Double(sample.distinct.count) > distinctShare * Double(sample.count)
      if declared == .text || (plan.kind == .label && declared == nil && repeatsLittle) {
        plan.kind = .text
      }
      if !isRead[index] { plan.kind = .skip }
      return plan
    }
  }

  private struct Sample {
    var type = CellType.none
    var count = 0
    var distinct: Set<[UInt8]> = []

    mutating func take(_ cell: [UInt8]) {
      type = type.joined(with: CellType.of(cell[...]))
      count += 1
      if type == .text { distinct.insert(cell) }
    }
  }

  private static func cellType(_ declared: DeclaredType) -> CellType {
    switch declared {
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .timestamp: .timestamp
    case .category, .text: .text
    }
  }
}
