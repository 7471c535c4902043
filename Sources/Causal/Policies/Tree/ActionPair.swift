/// The rewards of two actions, of which one goes to either side of a split.
struct ActionPair {
  /// Rewards in the order in which rows enter.
  let low: [Double]
  let high: [Double]

  var differences: [Double] {
    var differences = low
    for entry in high.indices { differences[entry] -= high[entry] }
    return differences
  }

  /// Raises the best value of the rows that are in to that of these actions, where a group ends.
  func raise(_ best: inout [Double], _ prefixes: PrefixHistory.States, _ isEnd: [Bool]) {
    var (sumLow, sumHigh) = (0.0, 0.0)
    for entry in low.indices {
      sumLow += low[entry]
      sumHigh += high[entry]
      guard isEnd[entry] else { continue }
      best[entry] = max(
        best[entry], sumHigh + prefixes.highest[entry], sumLow - prefixes.lowest[entry])
    }
  }

  /// The same where each leaf must keep some rows.
  func raise(
    _ best: inout [Double], _ ranks: [Int32], _ rankCount: Int, _ isEnd: [Bool], minimumLeaf: Int
  ) {
    var tree = PrefixTree(leafCount: rankCount)
    var (sumLow, sumHigh) = (0.0, 0.0)
    for entry in low.indices {
      sumLow += low[entry]
      sumHigh += high[entry]
      tree.insert(low[entry] - high[entry], at: Int(ranks[entry]))
      guard isEnd[entry], let extremes = tree.extremes(minimum: Double(minimumLeaf)) else {
        continue
      }
      best[entry] = max(best[entry], sumHigh + extremes.highest, sumLow - extremes.lowest)
    }
  }
}
