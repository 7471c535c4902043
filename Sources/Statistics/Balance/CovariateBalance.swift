import Glibc
import Numerics

/// How far two arms differ in one covariate.
package struct CovariateBalance: Sendable, Equatable {
  package let treatedMean: Double
  package let controlMean: Double
  /// The square root of the mean of the two variances before any weighting: one denominator, for
  /// the figures before and after weighting.
  package let denominator: Double
  /// s₁²/s₀²; NaN where the control does not vary.
  package let varianceRatio: Double
  /// Kolmogorov and Smirnov's largest distance.
  package let distance: Double

  /// (X̄₁ − X̄₀)/denominator: zero for two equal constants, infinite for two different ones.
  package var standardizedDifference: Double {
    let difference = treatedMean - controlMean
    if difference == 0 { return 0 }
    return difference / denominator
  }

  /// - Parameter weights: for the treated and control rows, none negative.
  package init(
    treated: [Double], control: [Double], weights: (treated: [Double], control: [Double])? = nil
  ) {
    let (first, second) = (Moments(treated), Moments(control))
    denominator = (0.5 * (first.variance + second.variance)).squareRoot()
    if let weights {
      let a = WeightedMoments(treated, weights: weights.treated)
      let b = WeightedMoments(control, weights: weights.control)
      (treatedMean, controlMean) = (a.mean, b.mean)
      varianceRatio = b.variance > 0 ? a.variance / b.variance : .nan
      distance = KolmogorovSmirnov.distance(
        treated, control, weights: (weights.treated, weights.control))
    } else {
      (treatedMean, controlMean) = (first.mean, second.mean)
      varianceRatio = second.variance > 0 ? first.variance / second.variance : .nan
      distance = KolmogorovSmirnov.distance(treated, control)
    }
  }
}
