import Numerics

/// The level of a metric in one arm, with the variance of its estimate.
package struct MetricSummary: Sendable, Equatable {
  package let count: Int
  package let value: Double
  /// The variance of `value`, not of a row.
  package let variance: Double
  /// Whether a difference refers to the normal: a ratio's variance is an approximation.
  package let isAsymptotic: Bool

  init(count: Int, value: Double, variance: Double, isAsymptotic: Bool) {
    self.count = count
    self.value = value
    self.variance = variance
    self.isAsymptotic = isAsymptotic
  }

  /// The mean of a row's value.
  package init(mean: Moments) {
    self.init(
      count: mean.count, value: mean.mean, variance: mean.variance / Double(mean.count),
      isAsymptotic: false)
  }

  /// The ratio of two sums over rows, such as revenue per order, by the delta method.
  ///
  /// Var(M/D) = (v_M − 2R·cov + R²·v_D)/(n·D̄²) with R = M̄/D̄; the rows are what was randomised.
  package init(ratioOf numerator: [Double], to denominator: [Double]) {
    let (m, d) = (Moments(numerator), Moments(denominator))
    let ratio = m.mean / d.mean
    let covariance = Moments.covariance(numerator, denominator)
    let spread = m.variance - 2 * ratio * covariance + ratio * ratio * d.variance
    self.init(
      count: m.count, value: ratio,
      variance: max(0, spread) / (Double(m.count) * d.mean * d.mean), isAsymptotic: true)
  }

  /// This metric less another's, with Welch's degrees of freedom for means.
  package func difference(from control: MetricSummary) -> Estimate {
    let sum = variance + control.variance
    var degrees = Double.infinity
    if !isAsymptotic, sum > 0 {
      degrees =
        sum * sum
        / (variance * variance / Double(count - 1)
          + control.variance * control.variance / Double(control.count - 1))
    }
    return Estimate(
      value: value - control.value, standardError: sum.squareRoot(), degreesOfFreedom: degrees)
  }
}
