import Numerics

extension RankWeightedEffect {
  /// The standard deviation over half-samples without replacement: the check of the influence function.
  ///
  /// Halves of n rows vary around the estimate as the estimate does around the truth, so no rescaling
  /// is needed. Each draw is O(rows). Clusters are drawn whole.
  package func halfSampleError(
    of sample: JudgedSample, by ranking: Ranking, draws: Int = 200, stream: RandomStream
  ) throws(RankingError) -> Double {
    guard let scores = sample.effectScores else { throw .needs(.doublyRobustScores) }
    let clusterCount = Int(sample.clusters?.max() ?? -1) + 1
    let units = sample.clusters == nil ? sample.rowCount : clusterCount
    let values = Parallel.map(count: draws) { draw -> Double in
      var stream = stream.substream(draw)
      var isDrawn = [Bool](repeating: false, count: units)
      // Selection sampling (Knuth, algorithm S): one pass, exactly half of the units.
      var (needed, left) = (units / 2, units)
      for unit in 0..<units {
        if stream.uniform() * Double(left) < Double(needed) {
          isDrawn[unit] = true
          needed -= 1
        }
        left -= 1
      }
      let keep = sample.clusters.map { $0.map { isDrawn[Int($0)] } } ?? isDrawn
      return value(
        TieAveraged(scores: scores, weights: sample.weights, ranking: ranking, keep: keep))
    }
    let mean = values.reduce(0, +) / Double(draws)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return draws > 1 ? (squares / Double(draws - 1)).squareRoot() : .nan
  }
}
