import Numerics

/// The rows that the trees of a forest see.
///
/// Trees come in bags that share a random part of the rows: rows outside are out of bag for all
/// trees of the bag, and the spread between and within bags gives the forest's variance (Athey,
/// Tibshirani and Wager 2019, section 4). Clusters are drawn whole.
struct ForestSampling: Sendable {
  /// The rows of each unit that is drawn: of a cluster, or one row.
  private let clusters: [[Int32]]?
  /// Rows that may be drawn, where there are no clusters.
  private let rows: [Int32]
  let rowCount: Int
  /// The share of the units in a bag.
  let bagShare: Double
  /// The share of its bag that a tree sees.
  let treeShare: Double
  let honesty: Bool

  /// - Parameter weights: rows of weight 0 are never drawn.
  init(
    rowCount: Int, weights: [Double]?, clusters: [Int32]?, bagShare: Double, treeShare: Double,
    honesty: Bool
  ) {
    self.rowCount = rowCount
    let used = (0..<Int32(rowCount)).filter { (weights?[Int($0)] ?? 1) > 0 }
    rows = used
    if let clusters {
      var slots: [Int32: Int] = [:]
      var units: [[Int32]] = []
      for row in used {
        let slot = slots[clusters[Int(row)], default: units.count]
        if slot == units.count {
          slots[clusters[Int(row)]] = slot
          units.append([])
        }
        units[slot].append(row)
      }
      self.clusters = units
    } else {
      self.clusters = nil
    }
    self.bagShare = bagShare
    self.treeShare = treeShare
    self.honesty = honesty
  }

  /// How many rows or clusters can be drawn.
  var unitCount: Int { clusters?.count ?? rows.count }

  /// The units of a bag, in random order.
  func bag(_ stream: inout RandomStream) -> [Int] {
    stream.sample(max(1, Int(Double(unitCount) * bagShare)), of: unitCount)
  }

  /// The rows that a tree grows on, and those that fill its leaves.
  func tree(
    _ bag: [Int], _ stream: inout RandomStream
  ) -> (growth: [Int32], estimation: [Int32]) {
    var units = bag
    let seen = max(1, Int((Double(units.count) * treeShare).rounded()))
    let first = honesty ? seen / 2 : seen
    // Without honesty the order is of no matter, and all of the bag needs no draw.
    if first < units.count { Self.draw(first, of: &units, &stream) }
    if !honesty {
      let rows = rows(of: units[..<first])
      return (rows, rows)
    }
    if seen < units.count { Self.draw(seen - first, of: &units, from: first, &stream) }
    return (rows(of: units[..<first]), rows(of: units[first..<seen]))
  }

  /// Moves a random choice of the units to the front of the rest.
  private static func draw(
    _ count: Int, of units: inout [Int], from start: Int = 0, _ stream: inout RandomStream
  ) {
    for position in start..<start + count {
      units.swapAt(position, position + stream.below(units.count - position))
    }
  }

  /// In ascending order, so that memory is read forwards.
  private func rows(of units: ArraySlice<Int>) -> [Int32] {
    if let clusters { return units.flatMap { clusters[$0] }.sorted() }
    var isDrawn = [Bool](repeating: false, count: rows.count)
    for unit in units { isDrawn[unit] = true }
    var result: [Int32] = []
    result.reserveCapacity(units.count)
    for unit in isDrawn.indices where isDrawn[unit] { result.append(rows[unit]) }
    return result
  }

  /// Which rows a bag holds, one bit each.
  func bits(_ bag: [Int]) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: (rowCount + 63) / 64)
    for unit in bag {
      for row in clusters?[unit] ?? [rows[unit]] { bits[Int(row) >> 6] |= 1 << UInt64(row & 63) }
    }
    return bits
  }
}

/// Which rows each bag of trees holds.
struct ForestBags: Sendable {
  /// The bits of one bag after those of another.
  var words: [UInt64] = []
  let wordsPerBag: Int

  init(rowCount: Int) { wordsPerBag = (rowCount + 63) / 64 }

  @inline(__always)
  func contains(bag: Int, row: Int) -> Bool {
    words[bag * wordsPerBag + row >> 6] & (1 << UInt64(row & 63)) != 0
  }
}
