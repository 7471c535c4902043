/// Rows cut by their score into groups of about equal size, best first: deciles when there are ten.
///
/// A tied group is never divided: it goes where its middle rank falls, so groups may differ in size
/// and a score with few values gives fewer groups.
package struct ScoreGroups: Sendable {
  package struct Group: Sendable, Equatable {
    /// 1 for the best.
    package let number: Int
    package let rows: Int
    /// Rows (of their weight) in each arm; NaN for a continuous treatment.
    package let treated: Double
    package let control: Double
    package let meanScore: Double
    /// Difference of arm means with the standard error √(s²_t/N_t + s²_c/N_c); for a continuous
    /// treatment the slope with its HC1 error.
    package let uplift: Double
    package let upliftStandardError: Double
    package let treatedMean: Double
    package let controlMean: Double
    /// Mean doubly robust score with its standard error; NaN without scores.
    package let effect: Double
    package let effectStandardError: Double
  }

  package let groups: [Group]

  /// - Parameters:
  ///   - scores: the score that made the ranking; its mean is told per group.
  ///   - count: how many groups to cut, at least 1.
  package init(
    _ count: Int, scores: [Double], of sample: JudgedSample, by ranking: Ranking
  ) throws(RankingError) {
    guard ranking.rowCount == sample.rowCount, scores.count == sample.rowCount else {
      throw .lengthsDiffer(column: "scores", expected: sample.rowCount, found: scores.count)
    }
    let total = sample.totalWeight
    var members = [[Int32]](repeating: [], count: max(1, count))
    var (above, start) = (0.0, 0)
    for end in ranking.groupEnds {
      let tied = ranking.order[start..<Int(end)]
      start = Int(end)
      let weight = tied.reduce(0) { $0 + sample.weight(Int($1)) }
      let middle = (above + weight / 2) / total * Double(members.count)
      above += weight
      members[min(members.count - 1, max(0, Int(middle)))].append(contentsOf: tied)
    }
    groups = members.enumerated().compactMap { index, rows in
      rows.isEmpty ? nil : ScoreGroups.group(index + 1, rows, scores, sample)
    }
  }

  private static func group(
    _ number: Int, _ rows: [Int32], _ scores: [Double], _ sample: JudgedSample
  ) -> Group {
    var (score, effect) = (ArmMoments(), ArmMoments())
    var arms = [ArmMoments(), ArmMoments()]
    var doses = TopRows()
    for row in rows {
      let row = Int(row)
      let weight = sample.weight(row)
      score.add(scores[row], weight: weight)
      if let gamma = sample.effectScores { effect.add(gamma[row], weight: weight) }
      switch sample.treatmentKind {
      case .twoArms:
        arms[sample.treatment[row] == 1 ? 1 : 0].add(sample.outcome[row], weight: weight)
      case .continuous: doses.add(row, of: sample, weight: weight)
      }
    }
    if case .continuous = sample.treatmentKind {
      let slope = doses.slope
      return Group(
        number: number, rows: rows.count, treated: .nan, control: .nan, meanScore: score.mean,
        uplift: slope.slope, upliftStandardError: slope.standardError, treatedMean: .nan,
        controlMean: .nan, effect: effect.mean,
        effectStandardError: effect.squaredStandardError.squareRoot())
    }
    let error = (arms[1].squaredStandardError + arms[0].squaredStandardError).squareRoot()
    return Group(
      number: number, rows: rows.count, treated: arms[1].weight, control: arms[0].weight,
      meanScore: score.mean, uplift: arms[1].mean - arms[0].mean, upliftStandardError: error,
      treatedMean: arms[1].mean, controlMean: arms[0].mean, effect: effect.mean,
      effectStandardError: effect.squaredStandardError.squareRoot())
  }
}
