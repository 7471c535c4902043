import Numerics

/// One-way analysis of variance: whether several groups have one mean.
package struct AnalysisOfVariance: Sendable, Equatable {
  package let f: Double
  package let numeratorDegrees: Double
  package let denominatorDegrees: Double

  package var pValue: Double {
    FDistribution(numerator: numeratorDegrees, denominator: denominatorDegrees).survival(f)
  }

  /// Fisher's test: one variance for all groups.
  ///
  /// Groups without rows are left out.
  package static func fisher(_ groups: [Moments]) -> AnalysisOfVariance {
    let groups = groups.filter { $0.count > 0 }
    let whole = groups.reduce(Moments([])) { $0.merged(with: $1) }
    let within = groups.reduce(0) { $0 + $1.sumOfSquares }
    let between = groups.reduce(0) {
      $0 + Double($1.count) * ($1.mean - whole.mean) * ($1.mean - whole.mean)
    }
    let (numerator, denominator) = (
      Double(groups.count - 1), Double(whole.count - groups.count)
    )
    return AnalysisOfVariance(
      f: between / numerator / (within / denominator), numeratorDegrees: numerator,
      denominatorDegrees: denominator)
  }

  /// Welch's test (1951): each group has a variance of its own.
  package static func welch(_ groups: [Moments]) -> AnalysisOfVariance {
    let groups = groups.filter { $0.count > 1 }
    let k = Double(groups.count)
    let weights = groups.map { Double($0.count) / $0.variance }
    let total = weights.reduce(0, +)
    let mean = zip(weights, groups).reduce(0) { $0 + $1.0 * $1.1.mean } / total
    let between = zip(weights, groups).reduce(0) {
      $0 + $1.0 * ($1.1.mean - mean) * ($1.1.mean - mean)
    }
    let spread = zip(weights, groups).reduce(0) {
      $0 + (1 - $1.0 / total) * (1 - $1.0 / total) / Double($1.1.count - 1)
    }
    let scale = 1 + 2 * (k - 2) / (k * k - 1) * spread
    return AnalysisOfVariance(
      f: between / (k - 1) / scale, numeratorDegrees: k - 1,
      denominatorDegrees: (k * k - 1) / (3 * spread))
  }
}
