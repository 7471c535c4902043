/// The normalised figures of scikit-uplift 0.5.1, computed as that library does, for old reports.
///
/// Both are (area − random area)/(perfect area − random area), with trapezoids over row counts and
/// one point per distinct score. The perfect orders are those of its `perfect_qini_curve` and
/// `perfect_uplift_curve`, with negative effects allowed. Outcomes must be 0 or 1; sample weights
/// are unknown to the library and are ignored.
package struct ScikitUpliftMetrics: Sendable {
  /// `qini_auc_score(negative_effect=True)`.
  package let qini: Double
  /// `uplift_auc_score`.
  package let auuc: Double

  package init(of sample: JudgedSample, by ranking: Ranking) throws(RankingError) {
    guard case .twoArms = sample.treatmentKind else { throw .needs(.twoArms) }
    guard sample.hasBinaryOutcome else { throw .needs(.binaryOutcome) }
    guard sample.treatment.contains(1), sample.treatment.contains(0) else {
      throw .needs(.bothArms)
    }
    let (outcome, treatment) = (sample.outcome, sample.treatment)
    let perfectQini = try PerfectRanking.qini(sample)
    let perfectUplift = try PerfectRanking.uplift(sample)
    func area(_ shape: Shape, _ ranking: Ranking) -> (area: Double, random: Double) {
      ScikitUpliftMetrics.area(shape, outcome, treatment, ranking)
    }
    func normalised(_ shape: Shape, _ perfect: Ranking) -> Double {
      let (own, random) = area(shape, ranking)
      return (own - random) / (area(shape, perfect).area - random)
    }
    qini = normalised(.qini, perfectQini)
    auuc = normalised(.uplift, perfectUplift)
  }

  private enum Shape { case qini, uplift }

  /// Trapezoid area of a curve over row counts, and of the straight line to its end.
  private static func area(
    _ shape: Shape, _ outcome: [Double], _ treatment: [Double], _ ranking: Ranking
  ) -> (area: Double, random: Double) {
    var (treated, control, treatedSum, controlSum) = (0.0, 0.0, 0.0, 0.0)
    var (lastCount, lastValue, area) = (0.0, 0.0, 0.0)
    var start = 0
    for end in ranking.groupEnds {
      for row in ranking.order[start..<Int(end)] {
        let row = Int(row)
        if treatment[row] == 1 {
          treated += 1
          treatedSum += outcome[row]
        } else {
          control += 1
          controlSum += outcome[row]
        }
      }
      start = Int(end)
      let count = treated + control
      let value: Double
      switch shape {
      case .qini: value = treatedSum - (control > 0 ? controlSum * treated / control : 0)
      case .uplift:
        // The library reads a missing arm's mean as zero.
        let treatedMean = treated > 0 ? treatedSum / treated : 0
        let controlMean = control > 0 ? controlSum / control : 0
        value = (treatedMean - controlMean) * count
      }
      area += (count - lastCount) * (value + lastValue) / 2
      (lastCount, lastValue) = (count, value)
    }
    return (area, lastCount * lastValue / 2)
  }
}
