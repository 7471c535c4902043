import Numerics
import Statistics

/// One estimate from several random splits of the same rows.
///
/// θ is the median of the splits' estimates, and SE² the median of SE_r² + (θ_r − θ)², so that the
/// luck of a split counts as uncertainty (Chernozhukov et al. 2018, definition 3.3).
package struct RepeatedEstimate: Sendable, Equatable {
  package let estimate: Estimate
  package let repeats: [Estimate]
  /// The standard deviation of the splits' estimates; NaN for one.
  package let spread: Double

  /// - Parameter repeats: at least one.
  package init(_ repeats: [Estimate]) {
    precondition(!repeats.isEmpty, "one estimate is needed")
    let center = Quantile.median(repeats.map(\.value))
    let variance = Quantile.median(
      repeats.map {
        $0.standardError * $0.standardError + ($0.value - center) * ($0.value - center)
      })
    self.repeats = repeats
    estimate = Estimate(value: center, standardError: variance.squareRoot())
    spread = Moments(repeats.map(\.value)).standardDeviation
  }
}
