import Glibc
import Numerics
import Statistics

/// The effect in each of several segments of judged rows, and whether the segments differ.
///
/// A segment's effect is the mean of the doubly robust scores Γ of its rows, with the standard error
/// of that mean and Student's t. The simultaneous intervals hold all at once with the stated level
/// (Šidák 1967); the shrunken effects are pulled towards their mean by their share of noise.
package struct SegmentEffects: Sendable {
  package struct Segment: Sendable {
    package let rows: Int
    /// Share of the rows (of their weight) that are in any segment.
    package let share: Double
    /// NaN without scores of the effect.
    package let effect: Estimate
    package let pointwise: Interval
    package let simultaneous: Interval
    package let shrunken: Double
    /// Of the test that the effect is zero, corrected by Holm's method over the segments.
    package let adjustedPValue: Double
    /// Mean outcome of the segment's treated rows and controls; NaN where an arm is absent.
    package let treatedMean: Double
    package let controlMean: Double
  }

  package let segments: [Segment]
  /// The mean over all rows that are in a segment.
  package let overall: Estimate
  /// Cochran's test that all segments have one effect.
  package let heterogeneity: EffectHeterogeneity

  /// - Parameters:
  ///   - codes: for each row of the sample its segment, negative for none.
  ///   - count: the number of segments.
  ///   - level: of every interval, such as 0.95.
  package init(
    codes: [Int32], count: Int, of sample: JudgedSample, level: Double
  ) throws(RankingError) {
    guard codes.count == sample.rowCount else {
      throw .lengthsDiffer(column: "segments", expected: sample.rowCount, found: codes.count)
    }
    guard let scores = sample.effectScores else { throw .needs(.doublyRobustScores) }
    var members = [[Int]](repeating: [], count: count)
    var used: [Int] = []
    for (row, code) in codes.enumerated() where code >= 0 && Int(code) < count {
      members[Int(code)].append(row)
      used.append(row)
    }
    func estimate(_ rows: [Int]) -> Estimate {
      guard !rows.isEmpty else { return Estimate(value: .nan, standardError: .nan) }
      let clusters = sample.clusters.map { all in rows.map { all[$0] } }
      let mean = InfluenceEstimate(
        meanOf: rows.map { scores[$0] }, weights: sample.weights.map { w in rows.map { w[$0] } },
        clusters: clusters)
      let units = clusters.map { Set($0).count } ?? rows.count
      return Estimate(
        value: mean.value, standardError: units > 1 ? mean.standardError : .nan,
        degreesOfFreedom: Double(max(1, units - 1)))
    }
    let estimates = members.map(estimate)
    let heterogeneity = EffectHeterogeneity(estimates)
    let adjusted = MultipleTesting.holm.adjust(estimates.map(\.pValue))
    let tested = max(1, estimates.count { $0.standardError > 0 })
    let each = pow(level, 1 / Double(tested))
    let total = used.reduce(0) { $0 + sample.weight($1) }
    segments = members.indices.map { index in
      let rows = members[index]
      let means = SegmentEffects.armMeans(rows, sample)
      return Segment(
        rows: rows.count, share: rows.reduce(0) { $0 + sample.weight($1) } / total,
        effect: estimates[index], pointwise: estimates[index].interval(level: level),
        simultaneous: estimates[index].interval(level: each),
        shrunken: heterogeneity.shrunken[index], adjustedPValue: adjusted[index],
        treatedMean: means.treated, controlMean: means.control)
    }
    overall = estimate(used)
    self.heterogeneity = heterogeneity
  }

  /// What the numbers are, as printed beside them.
  package static let definition =
    "mean doubly robust score of the segment's rows; intervals hold for all segments at once (Šidák); shrunken effects are pulled to their mean by their share of noise (DerSimonian and Laird)"

  private static func armMeans(
    _ rows: [Int], _ sample: JudgedSample
  ) -> (treated: Double, control: Double) {
    guard case .twoArms = sample.treatmentKind else { return (.nan, .nan) }
    var sums = (treated: 0.0, control: 0.0)
    var weights = sums
    for row in rows {
      let weight = sample.weight(row)
      if sample.treatment[row] == 1 {
        sums.treated += weight * sample.outcome[row]
        weights.treated += weight
      } else {
        sums.control += weight * sample.outcome[row]
        weights.control += weight
      }
    }
    return (
      weights.treated > 0 ? sums.treated / weights.treated : .nan,
      weights.control > 0 ? sums.control / weights.control : .nan
    )
  }
}
