import Numerics

/// The mean of scores over a population in which rows count with shares of their own.
package enum ScoreMean {
  /// θ = Σ w·s / Σ w·h, with SE² = n/(n−1)·Σ(w(s − θh))² / (Σ w·h)².
  ///
  /// - Parameters:
  ///   - scores: already multiplied by the share.
  ///   - shares: of each row in the population, such as e(x) for the treated.
  package static func estimate(
    scores: [Double], shares: [Double], weights: [Double]? = nil
  ) -> Estimate {
    let w = weights ?? [Double](repeating: 1, count: scores.count)
    let size = Summation.sum(shares, weights: w)
    let value = Summation.sum(scores, weights: w) / size
    let deviations = scores.indices.map { w[$0] * (scores[$0] - value * shares[$0]) }
    let n = Double(scores.count)
    let squares = Summation.sum(deviations, weights: deviations) * n / (n - 1)
    return Estimate(value: value, standardError: squares.squareRoot() / abs(size))
  }
}
