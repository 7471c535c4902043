/// An order of all doubles, in which a sort means the same on any input: NaN comes last.
package enum TotalOrder {
  @inlinable package static func isBefore(_ a: Double, _ b: Double) -> Bool {
    a < b || (b.isNaN && !a.isNaN)
  }

  /// The values in ascending order, NaN last; −0 becomes 0.
  package static func sorted(_ values: [Double]) -> [Double] {
    RadixOrder.sorted(values.map(RadixOrder.key)).map(RadixOrder.value)
  }

  /// The positions of the values in ascending order; equal values keep the order of their rows.
  package static func ascending(_ values: [Double]) -> [Int] {
    RadixOrder.ascending(values.map(RadixOrder.key))
  }

  /// The positions in descending order, NaN still last; equal values keep the order of their rows.
  package static func descending(_ values: [Double]) -> [Int] {
    RadixOrder.ascending(values.map { $0.isNaN ? .max : ~RadixOrder.key($0) })
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
}
