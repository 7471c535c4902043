import Numerics

/// How the values of each feature become bins of one byte, 0 for a missing value.
///
/// A number has up to 255 bins with about equal shares of the rows, and one for each distinct
/// value where there are no more than that. A level of a category has a bin of its own; beyond 255
/// levels the rarest share bins.
package struct BinLayout: Sendable {
  /// The bin of missing values.
  static let missing: UInt8 = 0
  package static let mostBins = 255

  enum Column: Sendable {
    /// Bin `b` (from 1) holds values up to and including `cuts[b − 1]`, the last bin the rest.
    case numeric(cuts: [Double])
    /// The bin of each level.
    case categorical(bins: [UInt8])
  }

  package let names: [String]
  /// The levels of each category; nil for a number.
  package let categories: [[String]?]
  let columns: [Column]
  /// How many bins each feature has beside that of missing values: at least one.
  let binCounts: [Int]
  /// Features with more levels than bins.
  package let crowded: [String]

  /// Bins at hand.
  init(names: [String], categories: [[String]?], columns: [Column], binCounts: [Int]) {
    self.names = names
    self.categories = categories
    self.columns = columns
    self.binCounts = binCounts
    crowded = names.indices.filter { (categories[$0]?.count ?? 0) > Self.mostBins }
      .map { names[$0] }
  }

  /// Learns the bins from the rows of a matrix; numbers have at most `mostBins`, up to 255.
  package init(_ features: FeatureMatrix, mostBins: Int = Self.mostBins) {
    names = features.names
    categories = features.categories
    let made = Parallel.map(count: features.columnCount) { column -> (Column, Int) in
      let values = features.column(column)
      if let levels = features.categories[column] {
        return Self.categorical(values, levelCount: levels.count)
      }
      let cuts = Self.cuts(values, mostBins: mostBins)
      return (.numeric(cuts: cuts), cuts.count + 1)
    }
    columns = made.map(\.0)
    binCounts = made.map(\.1)
    crowded = features.names.indices.filter {
      (features.categories[$0]?.count ?? 0) > Self.mostBins
    }.map { features.names[$0] }
  }

  /// The value that separates bin `bin` of a numeric feature from the next; NaN for a category.
  package func cut(_ column: Int, after bin: Int) -> Double {
    guard case .numeric(let cuts) = columns[column], cuts.indices.contains(bin - 1) else {
      return .nan
    }
    return cuts[bin - 1]
  }

  /// The levels of a category whose bins are in a set.
  func levels(_ column: Int, in set: BinSet) -> [String] {
    guard case .categorical(let bins) = columns[column], let levels = categories[column] else {
      return []
    }
    return levels.indices.filter { set.contains(bins[$0]) }.map { levels[$0] }
  }

  private static func cuts(_ values: ArraySlice<Double>, mostBins: Int) -> [Double] {
    let sorted = TotalOrder.sorted(values.filter { !$0.isNaN })
    guard let first = sorted.first else { return [] }
    var distinct: [(value: Double, count: Int)] = [(first, 0)]
    for value in sorted {
      if value == distinct[distinct.count - 1].value {
        distinct[distinct.count - 1].count += 1
      } else {
        distinct.append((value, 1))
      }
    }
    var cuts: [Double] = []
    var remaining = sorted.count
    var filled = 0
    for index in distinct.indices.dropLast() {
      filled += distinct[index].count
      let binsLeft = mostBins - cuts.count
      if binsLeft == 1 { break }
      // A bin is full when it holds its share of the rows that are left.
      if distinct.count <= mostBins || filled * binsLeft >= remaining {
        cuts.append(middle(distinct[index].value, distinct[index + 1].value))
        remaining -= filled
        filled = 0
      }
    }
    return cuts
  }

  /// A value from `low` up to but not including `high`.
  private static func middle(_ low: Double, _ high: Double) -> Double {
    let middle = low / 2 + high / 2
    return middle >= low && middle < high ? middle : low
  }

  private static func categorical(
    _ values: ArraySlice<Double>, levelCount: Int
  ) -> (Column, Int) {
    if levelCount <= mostBins {
      return (.categorical(bins: (0..<levelCount).map { UInt8($0 + 1) }), max(1, levelCount))
    }
    var counts = [Int](repeating: 0, count: levelCount)
    for value in values where !value.isNaN { counts[Int(value)] += 1 }
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    let own = mostBins / 2
    var bins = [UInt8](repeating: 0, count: levelCount)
    for (position, level) in order.enumerated() {
      let bin = position < own ? position : own + (position - own) % (mostBins - own)
      bins[level] = UInt8(bin + 1)
    }
    return (.categorical(bins: bins), mostBins)
  }
}
