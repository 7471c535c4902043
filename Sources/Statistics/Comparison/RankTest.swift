import Glibc
import Numerics

/// Tests on ranks, with tied values at the mean of their ranks.
package struct RankTest: Sendable, Equatable {
  package let statistic: Double
  package let pValue: Double

  /// Mann and Whitney's U of the first sample: the pairs in which it is larger, ties as one half.
  ///
  /// The two-sided p-value is the normal one, with corrections for ties and continuity.
  package static func mannWhitney(_ first: [Double], _ second: [Double]) -> RankTest {
    let (n, m) = (Double(first.count), Double(second.count))
    let (ranks, ties) = TotalOrder.ranks(first + second)
    let u = Summation.sum(Array(ranks[..<first.count])) - n * (n + 1) / 2
    let total = n + m
    let variance = n * m / 12 * (total + 1 - tieSum(ties) / (total * (total - 1)))
    let z = max(0, abs(u - n * m / 2) - 0.5) / variance.squareRoot()
    return RankTest(statistic: u, pValue: NormalDistribution.standard.twoSided(z))
  }

  /// Kruskal and Wallis's H over several groups, corrected for ties, against chi-square.
  package static func kruskalWallis(_ groups: [[Double]]) -> RankTest {
    let groups = groups.filter { !$0.isEmpty }
    let (ranks, ties) = TotalOrder.ranks(groups.flatMap { $0 })
    let n = Double(ranks.count)
    var (start, sum) = (0, 0.0)
    for group in groups {
      let rankSum = Summation.sum(Array(ranks[start..<start + group.count]))
      sum += rankSum * rankSum / Double(group.count)
      start += group.count
    }
    let h = (12 / (n * (n + 1)) * sum - 3 * (n + 1)) / (1 - tieSum(ties) / (n * n * n - n))
    let reference = ChiSquareDistribution(degreesOfFreedom: Double(groups.count - 1))
    return RankTest(statistic: h, pValue: reference.survival(h))
  }

  private static func tieSum(_ ties: [Int]) -> Double {
    ties.reduce(0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
  }
}
