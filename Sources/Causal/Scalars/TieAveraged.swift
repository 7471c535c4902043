/// Scores Γ and weights in rank order, both averaged within every group of tied rows.
struct TieAveraged: Sendable {
  let scores: [Double]
  let weights: [Double]
  /// Positions of every tied group.
  let groups: [Range<Int>]
  let total: Double
  let weightedSum: Double

  /// - Parameter keep: rows to use; nil for all. Groups that lose all their rows vanish.
  init(scores: [Double], weights: [Double]?, ranking: Ranking, keep: [Bool]? = nil) {
    var means: [Double] = []
    var ranked: [Double] = []
    var groups: [Range<Int>] = []
    means.reserveCapacity(scores.count)
    ranked.reserveCapacity(scores.count)
    groups.reserveCapacity(ranking.groupCount)
    var (total, sum) = (0.0, 0.0)
    var start = 0
    for end in ranking.groupEnds {
      var (weight, weighted, size) = (0.0, 0.0, 0)
      for position in start..<Int(end) {
        let row = Int(ranking.order[position])
        if let keep, !keep[row] { continue }
        let own = weights?[row] ?? 1
        weight += own
        weighted += own * scores[row]
        size += 1
      }
      start = Int(end)
      guard size > 0 else { continue }
      let first = means.count
      let mean = weight > 0 ? weighted / weight : 0
      for _ in 0..<size {
        means.append(mean)
        ranked.append(weight / Double(size))
      }
      groups.append(first..<means.count)
      total += weight
      sum += weighted
    }
    self.scores = means
    self.weights = ranked
    self.groups = groups
    self.total = total
    weightedSum = sum
  }
}
