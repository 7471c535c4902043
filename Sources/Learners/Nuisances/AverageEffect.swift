import Statistics

/// A mean of scores with its standard error.
package struct AverageEffect: Sendable, Equatable {
  package let estimate: Double
  /// NaN for fewer than two rows.
  package let standardError: Double

  /// An effect at hand.
  package init(estimate: Double, standardError: Double) {
    self.estimate = estimate
    self.standardError = standardError
  }

  /// The (weighted) mean of scores; SE = √(Σ w²(s − θ)² / (Σw)² · n/(n − 1)).
  ///
  /// With clusters the deviations are summed within each first, and n counts clusters.
  package init(scores: [Double], weights: [Double]? = nil, clusters: [Int32]? = nil) {
    self.init(
      scores: scores, shares: [Double](repeating: 1, count: scores.count), weights: weights,
      clusters: clusters)
  }

  /// The ratio θ = Σ w s / Σ w r over a population in which rows count with shares r of their own.
  ///
  /// Its influence function is (s − θ r) over the mean of r.
  ///
  /// - Parameters:
  ///   - scores: already multiplied by the share.
  ///   - shares: such as e(x) for the treated.
  package init(scores: [Double], shares: [Double], weights: [Double]?, clusters: [Int32]? = nil) {
    var numerator = 0.0
    var denominator = 0.0
    for row in scores.indices {
      let weight = weights?[row] ?? 1
      numerator += weight * scores[row]
      denominator += weight * shares[row]
    }
    let theta = numerator / denominator
    var deviations = scores.indices.map { row in
      (weights?[row] ?? 1) * (scores[row] - theta * shares[row])
    }
    if let clusters { deviations = ClusterSums.sums(of: deviations, in: clusters) }
    let squares = deviations.reduce(0) { $0 + $1 * $1 }
    let n = Double(deviations.count)
    estimate = theta
    standardError =
      n > 1 ? (squares * n / (n - 1)).squareRoot() / abs(denominator) : .nan
  }

  /// The normal interval θ ± z·SE for the quantile z.
  package func interval(quantile: Double) -> (low: Double, high: Double) {
    (estimate - quantile * standardError, estimate + quantile * standardError)
  }
}
