import Glibc
import Numerics

/// The difference of two means, first less second, from the moments of the two samples.
package enum MeanComparison {
  /// Welch's comparison: variances of their own, degrees of freedom after Welch and Satterthwaite.
  ///
  /// SE² = s₁²/n₁ + s₀²/n₀. A sample of one row has no variance, and gives NaN.
  package static func welch(_ first: Moments, _ second: Moments) -> Estimate {
    let (v1, v0) = (
      first.variance / Double(first.count), second.variance / Double(second.count)
    )
    let sum = v1 + v0
    let degrees =
      sum > 0
      ? sum * sum / (v1 * v1 / Double(first.count - 1) + v0 * v0 / Double(second.count - 1))
      : Double(first.count + second.count - 2)
    return Estimate(
      value: first.mean - second.mean, standardError: sum.squareRoot(), degreesOfFreedom: degrees)
  }

  /// Student's comparison: one variance for both samples.
  package static func student(_ first: Moments, _ second: Moments) -> Estimate {
    let degrees = Double(first.count + second.count - 2)
    let variance = (first.sumOfSquares + second.sumOfSquares) / degrees
    return Estimate(
      value: first.mean - second.mean,
      standardError: (variance * (1 / Double(first.count) + 1 / Double(second.count))).squareRoot(),
      degreesOfFreedom: degrees)
  }

  /// Welch's standard error with the normal as its reference.
  package static func normal(_ first: Moments, _ second: Moments) -> Estimate {
    let welch = welch(first, second)
    return Estimate(value: welch.value, standardError: welch.standardError)
  }

  /// The mean of differences within pairs.
  package static func paired(_ first: [Double], _ second: [Double]) -> Estimate {
    let moments = Moments(LeastSquares.difference(first, second))
    return oneSample(moments, against: 0)
  }

  /// A mean less a fixed value.
  package static func oneSample(_ sample: Moments, against value: Double) -> Estimate {
    Estimate(
      value: sample.mean - value, standardError: sample.standardError,
      degreesOfFreedom: Double(sample.count - 1))
  }
}
