/// The order of rows that knows every outcome: how high a curve could rise with hindsight.
///
/// The orders are those of scikit-uplift's `perfect_qini_curve` and `perfect_uplift_curve`. They
/// exist for two arms and an outcome of zeros and ones alone.
package enum PerfectRanking {
  /// The perfect order for a curve; nil where there is none for such a curve or sample.
  package static func of(
    _ sample: JudgedSample, for kind: CurveKind
  ) throws(RankingError) -> Ranking? {
    guard case .twoArms = sample.treatmentKind, sample.hasBinaryOutcome else { return nil }
    switch kind {
    case .qini: return try qini(sample)
    case .gain, .uplift: return try uplift(sample)
    case .toc, .elasticity, .profit: return nil
    }
  }

  /// Responders among the treated first, those among the controls last.
  static func qini(_ sample: JudgedSample) throws(RankingError) -> Ranking {
    let (outcome, treatment) = (sample.outcome, sample.treatment)
    return try Ranking(
      descending: outcome.indices.map { outcome[$0] * (2 * treatment[$0] - 1) })
  }

  /// Rows whose outcome agrees with their arm first; within these and the others, the rarer
  /// disagreement decides which arm leads.
  static func uplift(_ sample: JudgedSample) throws(RankingError) -> Ranking {
    let (outcome, treatment) = (sample.outcome, sample.treatment)
    let controlResponders = outcome.indices.count { outcome[$0] == 1 && treatment[$0] == 0 }
    let treatedOthers = outcome.indices.count { outcome[$0] == 0 && treatment[$0] == 1 }
    let summand = controlResponders > treatedOthers ? outcome : treatment
    return try Ranking(
      descending: outcome.indices.map {
        2 * (outcome[$0] == treatment[$0] ? 1 : 0) + summand[$0]
      })
  }
}
