extension Column {
  /// How many distinct values there are, missing ones not counted.
  package var distinctCount: Int {
    switch storage {
    case .text(let values):
      guard let flags = missing?.flags else { return Set(values).count }
      return Set(values.indices.lazy.filter { !flags[$0] }.map { values[$0] }).count
    case .category(let codes, let levels):
      return distinctCodes(levels.count, count: codes.count) { Int(codes[$0]) }
    case .boolean(let values):
      return distinctCodes(2, count: values.count) { values[$0] ? 1 : 0 }
    case .integer(let values), .timestamp(let values):
      return distinctWholeNumbers(values) ?? DistinctCounter.count(sortKeys())
    case .date(let values):
      return distinctWholeNumbers(values) ?? DistinctCounter.count(sortKeys())
    case .number: return DistinctCounter.count(sortKeys())
    }
  }

  /// The codes below `limit` that occur.
  private func distinctCodes(_ limit: Int, count: Int, _ code: (Int) -> Int) -> Int {
    var isUsed = [Bool](repeating: false, count: limit)
    if let flags = missing?.flags {
      for row in 0..<count where !flags[row] { isUsed[code(row)] = true }
    } else {
      for row in 0..<count { isUsed[code(row)] = true }
    }
    return isUsed.count { $0 }
  }

  /// By one flag for each number of the range; nil where the range is much wider than the column.
  private func distinctWholeNumbers<Number: FixedWidthInteger>(_ values: [Number]) -> Int? {
    let flags = missing?.flags
    var low = Number.max
    var high = Number.min
    for row in values.indices where flags?[row] != true {
      low = min(low, values[row])
      high = max(high, values[row])
    }
    guard low <= high else { return 0 }
    let (range, overflow) = Int64(high).subtractingReportingOverflow(Int64(low))
    guard !overflow, range < 4 * values.count + 64 else { return nil }
    return distinctCodes(Int(range) + 1, count: values.count) {
      Int(Int64(values[$0]) - Int64(low))
    }
  }
}
