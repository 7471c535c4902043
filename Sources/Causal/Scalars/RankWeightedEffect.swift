/// A rank-weighted average treatment effect: the targeting operator characteristic summed over the
/// ranking (Yadlowsky, Fleming, Shah, Brunskill and Wager 2021).
///
/// With rows ranked from the best, TOC(k/n) the mean score Γ of the first k minus the mean of all,
/// the estimate is (1/n)·Σ_k α(k/n)·TOC(k/n); the discrete sum is meant, not its limit. Within a tied
/// group Γ and the weights are averaged, so that the order of its rows does not matter.
package enum RankWeightedEffect: String, Sendable, CaseIterable {
  /// α(q) = 1: the area under the TOC, which dwells on the very best.
  case autoc
  /// α(q) = q: the area between the cumulative gain per customer and random.
  case qini

  /// The formula, as printed beside the number.
  package var definition: String {
    switch self {
    case .autoc: "AUTOC = (1/n) · Σ TOC(k/n) on doubly robust scores"
    case .qini: "QINI = (1/n) · Σ (k/n) · TOC(k/n) on doubly robust scores"
    }
  }

  private func alpha(_ share: Double) -> Double { self == .autoc ? 1 : share }
  private var slope: Double { self == .autoc ? 0 : 1 }

  /// The estimate with its influence function, in time linear in rows.
  ///
  /// ψ is the exact derivative of the sum in each row's weight (the infinitesimal jackknife), which
  /// counts that a row moves the ranks of all rows below it.
  package func estimate(
    of sample: JudgedSample, by ranking: Ranking
  ) throws(RankingError) -> InfluenceEstimate {
    guard let scores = sample.effectScores else { throw .needs(.doublyRobustScores) }
    guard ranking.rowCount == sample.rowCount else {
      throw .lengthsDiffer(column: "scores", expected: sample.rowCount, found: ranking.rowCount)
    }
    if ranking.isConstant {
      // Exactly zero, where sums would leave a rounding error that looks like a finding.
      let none = [Double](repeating: 0, count: sample.rowCount)
      return InfluenceEstimate(value: 0, influence: none, clusters: sample.clusters)
    }
    let ranked = TieAveraged(scores: scores, weights: sample.weights, ranking: ranking)
    let toc = summary(ranked)
    var influence = [Double](repeating: 0, count: sample.rowCount)
    for (group, range) in ranked.groups.enumerated() {
      let (base, slope) = toc.derivatives[group]
      for position in range {
        let row = Int(ranking.order[position])
        influence[row] = sample.weight(row) * (base + slope * scores[row]) / ranked.total
      }
    }
    return InfluenceEstimate(value: toc.value, influence: influence, clusters: sample.clusters)
  }

  /// The value alone, from scores and weights already averaged within ties.
  func value(_ ranked: TieAveraged) -> Double {
    let total = ranked.total
    let mean = ranked.weightedSum / total
    var (weight, weighted, sum) = (0.0, 0.0, 0.0)
    for position in ranked.scores.indices {
      weight += ranked.weights[position]
      weighted += ranked.weights[position] * ranked.scores[position]
      guard weight > 0 else { continue }
      sum += ranked.weights[position] * alpha(weight / total) * (weighted / weight - mean)
    }
    return sum / total
  }

  /// The value, and per tied group (a, b) such that ∂value/∂w of a row is (a + b·Γ)/Σw.
  private func summary(
    _ ranked: TieAveraged
  ) -> (value: Double, derivatives: [(Double, Double)]) {
    let total = ranked.total
    let mean = ranked.weightedSum / total
    let count = ranked.scores.count
    // One walk from the top for the running means, then one from the bottom for the sums over all
    // lower positions: Σ w·α/W (what a unit of Γ adds) and Σ w·(α′·M/Σw − α·M/W) (what a unit of
    // weight adds by lengthening the list).
    var runningWeight = [Double](repeating: 0, count: count)
    var runningMean = [Double](repeating: 0, count: count)
    var (weight, weighted) = (0.0, 0.0)
    var first = 0.0
    var second = 0.0
    var drift = 0.0
    for position in 0..<count {
      let own = ranked.weights[position]
      weight += own
      weighted += own * ranked.scores[position]
      let m = weight > 0 ? weighted / weight : mean
      let share = weight / total
      runningWeight[position] = weight
      runningMean[position] = m
      first += own * alpha(share) * m
      second += own * alpha(share)
      drift += own * slope * share * (m - mean)
    }
    first /= total
    second /= total
    drift /= total
    let value = first - mean * second
    var derivatives = [(Double, Double)](repeating: (0, 0), count: ranked.groups.count)
    var (perScore, perWeight) = (0.0, 0.0)
    for group in ranked.groups.indices.reversed() {
      let range = ranked.groups[group]
      var (base, factor) = (0.0, 0.0)
      for position in range.reversed() {
        let own = ranked.weights[position]
        let share = runningWeight[position] / total
        let m = runningMean[position]
        if runningWeight[position] > 0 {
          perScore += own * alpha(share) / runningWeight[position]
          perWeight +=
            own * (slope * (m - mean) / total - alpha(share) * m / runningWeight[position])
        }
        base += alpha(share) * (m - mean) + perWeight - value - drift + mean * second
        factor += perScore - second
      }
      let size = Double(range.count)
      derivatives[group] = (base / size, factor / size)
    }
    return (value, derivatives)
  }
}
