import Glibc

/// What `describe` says of a column.
package struct ColumnSummary: Sendable {
  /// Moments and order statistics of numbers; dates and timestamps count as days since 1970.
  package struct Numbers: Sendable, Equatable {
    package let mean: Double
    /// With n − 1; NaN for fewer than two values.
    package let standardDeviation: Double
    package let minimum: Double
    /// Type 7.
    package let lowerQuartile: Double
    package let median: Double
    package let upperQuartile: Double
    package let maximum: Double
    /// Rows in each of `bins.count` intervals of equal width from minimum to maximum.
    package let bins: [Int]
  }

  package struct Level: Sendable, Equatable {
    package let label: String
    package let count: Int
    /// Of the rows that have a value.
    package let share: Double
  }

  package let name: String
  package let type: ColumnType
  /// Rows that have a value.
  package let count: Int
  package let missing: Int
  package let distinct: Int
  /// nil for text and categories, and where no row has a value.
  package let numbers: Numbers?
  /// The most frequent levels of categories, text and booleans; ties by order of the levels.
  package let topLevels: [Level]

  /// Bins of an inline histogram.
  package static let binCount = 20

  package init(_ column: Column, levelLimit: Int = 5) {
    name = column.name
    type = column.type
    switch column.storage {
    case .integer, .number, .date, .timestamp:
      let values = (column.doubles ?? []).filter { !$0.isNaN }
      count = values.count
      missing = column.count - values.count
      distinct = column.distinctCount
      numbers = Self.numbers(values, isWhole: column.type == .integer || column.type == .date)
      topLevels = []
    case .boolean, .category, .text:
      let view = column.levelView
      let counts = view.counts
      let present = counts.reduce(0, +)
      count = present
      missing = column.count - present
      distinct = view.levels.count
      numbers = nil
      // A stable order: by count, then by position.
      let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
      topLevels = order.prefix(levelLimit).map { level in
        Level(
          label: view.levels[level], count: counts[level],
          share: Double(counts[level]) / Double(present))
      }
    }
  }

  private static func numbers(_ values: [Double], isWhole: Bool) -> Numbers? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let n = Double(sorted.count)
    let mean = sorted.reduce(0, +) / n
    var squares = 0.0
    for value in sorted { squares += (value - mean) * (value - mean) }
    return Numbers(
      mean: mean, standardDeviation: sorted.count > 1 ? (squares / (n - 1)).squareRoot() : .nan,
      minimum: sorted[0], lowerQuartile: Quantiles.type7(sorted, 0.25),
      median: Quantiles.type7(sorted, 0.5), upperQuartile: Quantiles.type7(sorted, 0.75),
      maximum: sorted[sorted.count - 1], bins: bins(sorted, isWhole: isWhole))
  }

  /// Whole numbers of a short range get a bin each; a constant column has one bin.
  private static func bins(_ sorted: [Double], isWhole: Bool) -> [Int] {
    let low = sorted[0]
    let range = sorted[sorted.count - 1] - low
    guard range > 0, range.isFinite else { return [sorted.count] }
    let count = isWhole && range < Double(binCount) ? Int(range) + 1 : binCount
    let width = isWhole && range < Double(binCount) ? 1 : range / Double(count)
    var bins = [Int](repeating: 0, count: count)
    for value in sorted { bins[min(count - 1, Int((value - low) / width))] += 1 }
    return bins
  }
}
