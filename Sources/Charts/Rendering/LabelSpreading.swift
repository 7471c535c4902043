/// Moves labels of a column apart, as little as possible.
package enum LabelSpreading {
  /// Positions at least `distance` apart within `range`, in the order of the wishes and as near to
  /// them as the sum of squares allows; nil where they do not fit.
  ///
  /// Neighbours that would overlap join a block, which sits at the mean of its wishes; blocks join
  /// in turn. This is isotonic regression by pooling of adjacent violators.
  package static func spread(
    _ wishes: [Double], distance: Double, in range: ClosedRange<Double>
  ) -> [Double]? {
    let count = wishes.count
    guard Double(max(count - 1, 0)) * distance <= range.upperBound - range.lowerBound else {
      return nil
    }
    let order = wishes.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
    // In these shifted coordinates, "at least `distance` apart" is "not descending".
    let shifted = isotonic(order.enumerated().map { wishes[$1] - Double($0) * distance })
    let highest = range.upperBound - Double(count - 1) * distance
    var result = wishes
    for (rank, index) in order.enumerated() {
      let limited = min(max(shifted[rank], range.lowerBound), highest)
      result[index] = limited + Double(rank) * distance
    }
    return result
  }

  /// The sequence that never descends and lies nearest to the given one by the sum of squares.
  static func isotonic(_ values: [Double]) -> [Double] {
    var blocks: [(sum: Double, count: Int)] = []
    for value in values {
      blocks.append((value, 1))
      while blocks.count > 1 {
        let last = blocks[blocks.count - 1]
        let before = blocks[blocks.count - 2]
        if before.sum / Double(before.count) <= last.sum / Double(last.count) { break }
        blocks.removeLast(2)
        blocks.append((before.sum + last.sum, before.count + last.count))
      }
    }
    return blocks.flatMap { block in
      [Double](repeating: block.sum / Double(block.count), count: block.count)
    }
  }
}
