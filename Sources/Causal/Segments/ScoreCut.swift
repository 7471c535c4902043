/// A score cut into groups of equal weight, the highest first; rows of one score stay together.
///
/// The cuts are found on judged rows and can then be put on any row that has the score.
package struct ScoreCut: Sendable, Equatable {
  /// The lowest score of each group, descending; the last group takes whatever lies below.
  package let lowest: [Double]

  package var count: Int { lowest.count }

  /// Cuts ranked scores; ties may leave fewer groups than asked for, never an empty one.
  package init(_ count: Int, scores: [Double], weights: [Double]? = nil, ranking: Ranking) {
    let total = weights?.reduce(0, +) ?? Double(scores.count)
    var lowest: [Double] = []
    var last = -1
    var (above, start) = (0.0, 0)
    for end in ranking.groupEnds {
      let tied = ranking.order[start..<Int(end)]
      start = Int(end)
      let weight = tied.reduce(0.0) { $0 + (weights?[Int($1)] ?? 1) }
      let middle = (above + weight / 2) / total * Double(count)
      above += weight
      let group = min(count - 1, max(0, middle.isFinite ? Int(middle) : 0))
      let low = tied.reduce(Double.infinity) { min($0, scores[Int($1)]) }
      if group == last, !lowest.isEmpty {
        lowest[lowest.count - 1] = low
      } else {
        lowest.append(low)
        last = group
      }
    }
    self.lowest = lowest
  }

  /// The group of a score, from zero; −1 for NaN.
  package func group(of score: Double) -> Int32 {
    if score.isNaN { return -1 }
    for (index, low) in lowest.enumerated() where score >= low { return Int32(index) }
    return Int32(lowest.count - 1)
  }
}
