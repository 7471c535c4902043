/// A mean of scores with its standard error.
package struct AverageEffect: Sendable, Equatable {
  package let estimate: Double
  /// NaN for fewer than two rows.
  package let standardError: Double

  /// The (weighted) mean of scores; SE = √(Σ w²(s − θ)² / (Σw)² · n/(n − 1)).
  package init(scores: [Double], weights: [Double]? = nil) {
    self.init(
      scores: scores, shares: [Double](repeating: 1, count: scores.count), weights: weights)
  }

  /// The ratio θ = Σ w s / Σ w r; its influence function is (s − θ r) over the mean of r.
  init(scores: [Double], shares: [Double], weights: [Double]?) {
    var numerator = 0.0
    var denominator = 0.0
    for row in scores.indices {
      let weight = weights?[row] ?? 1
      numerator += weight * scores[row]
      denominator += weight * shares[row]
    }
    let theta = numerator / denominator
    var squares = 0.0
    for row in scores.indices {
      let deviation = (weights?[row] ?? 1) * (scores[row] - theta * shares[row])
      squares += deviation * deviation
    }
    let n = Double(scores.count)
    estimate = theta
    standardError =
      n > 1 ? (squares * n / (n - 1)).squareRoot() / abs(denominator) : .nan
  }

  /// The normal interval θ ± z·SE for the quantile z.
  package func interval(quantile: Double) -> (low: Double, high: Double) {
    (estimate - quantile * standardError, estimate + quantile * standardError)
  }
}
