/// An order of all doubles, in which a sort means the same on any input: NaN comes last.
package enum TotalOrder {
  @inlinable package static func isBefore(_ a: Double, _ b: Double) -> Bool {
    a < b || (b.isNaN && !a.isNaN)
  }

  /// The values in ascending order, NaN last.
  package static func sorted(_ values: [Double]) -> [Double] { values.sorted(by: isBefore) }

  /// The positions of the values in ascending order; equal values keep the order of their rows.
  package static func ascending(_ values: [Double]) -> [Int] {
    order(values) { isBefore($0, $1) }
  }

  /// The positions in descending order, NaN still last; equal values keep the order of their rows.
  package static func descending(_ values: [Double]) -> [Int] {
    order(values) { $0 > $1 || ($1.isNaN && !$0.isNaN) }
  }

  /// Ranks from 1, each group of equal values at the mean of its ranks.
  ///
  /// - Returns: the ranks by row, and the sizes of the groups of two or more equal values.
  package static func ranks(_ values: [Double]) -> (ranks: [Double], ties: [Int]) {
    let order = ascending(values)
    var ranks = [Double](repeating: 0, count: values.count)
    var ties: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, !isBefore(values[order[start]], values[order[end]]) { end += 1 }
      let rank = 0.5 * Double(start + 1 + end)
      for position in start..<end { ranks[order[position]] = rank }
      if end - start > 1 { ties.append(end - start) }
      start = end
    }
    return (ranks, ties)
  }

  @inline(__always)
  private static func order(
    _ values: [Double], _ isBefore: (Double, Double) -> Bool
  ) -> [Int] {
    // Keys travel with their rows: a sort of rows alone would jump through memory.
    var pairs = [(key: Double, row: Int)]()
    pairs.reserveCapacity(values.count)
    for row in values.indices { pairs.append((values[row], row)) }
    pairs.sort {
      isBefore($0.key, $1.key) || (!isBefore($1.key, $0.key) && $0.row < $1.row)
    }
    return pairs.map(\.row)
  }
}
