import Numerics
import Statistics

/// How much of a ranking's AUTOC is lost when part of what made its scores is scrambled.
///
/// The loss is the AUTOC of the scores less the mean AUTOC of scrambled ones, all on the same rows
/// and doubly robust scores: its standard error is that of the paired difference, with the variance
/// between scramblings added.
package struct RankingLoss: Sendable {
  package let estimate: Estimate

  /// - Parameter scrambled: scores after each scrambling, one a row.
  package init(
    of scores: InfluenceEstimate, scrambled: [[Double]], on sample: JudgedSample
  ) throws(RankingError) {
    guard !scrambled.isEmpty else { throw .noRows }
    let count = Double(scrambled.count)
    let found = try Parallel.map(count: scrambled.count) {
      index throws(RankingError) -> InfluenceEstimate in
      try RankWeightedEffect.autoc.estimate(
        of: sample, by: try Ranking(descending: scrambled[index]))
    }
    var influence = scores.influence
    for other in found {
      for row in influence.indices { influence[row] -= other.influence[row] / count }
    }
    let values = found.map(\.value)
    let difference = InfluenceEstimate(
      value: scores.value - Summation.sum(values) / count, influence: influence,
      clusters: sample.clusters)
    let between = values.count > 1 ? Moments(values).variance / count : 0
    estimate = Estimate(
      value: difference.value,
      standardError: (difference.standardError * difference.standardError + between).squareRoot())
  }
}
