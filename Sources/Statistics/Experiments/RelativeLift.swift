import Numerics

/// The effect as a share of the control mean: (Ȳ₁ − Ȳ₀)/|Ȳ₀|.
package enum RelativeLift {
  /// Delta method, with arms that are independent: Var = v₁/Ȳ₀² + v₀·Ȳ₁²/Ȳ₀⁴.
  ///
  /// NaN where the control mean is zero.
  package static func estimate(treated: Moments, control: Moments) -> Estimate {
    estimate(
      difference: MeanComparison.welch(treated, control),
      treatedMean: (treated.mean, treated.variance / Double(treated.count)),
      controlMean: (control.mean, control.variance / Double(control.count)))
  }

  /// The same for adjusted means: each mean comes with the variance of its estimate.
  ///
  /// With v₁ and v₀ the adjusted variances, v that of the mean below the line and r the ratio of the
  /// two means, Var = (v₁ + v₀r² + (v − v₀)(r − 1)²)/Ȳ₀²: what covariates take out of the control's
  /// mean is uncorrelated with what they leave of it.
  ///
  /// - Parameters:
  ///   - difference: supplies the degrees of freedom.
  ///   - baseVariance: that of the mean below the line; nil where it is the adjusted one.
  package static func estimate(
    difference: Estimate, treatedMean: (value: Double, variance: Double),
    controlMean: (value: Double, variance: Double), baseVariance: Double? = nil
  ) -> Estimate {
    let base = controlMean.value
    guard base != 0 else { return Estimate(value: .nan, standardError: .nan) }
    let ratio = treatedMean.value / base
    let surplus = baseVariance.map { $0 - controlMean.variance } ?? 0
    let variance =
      (treatedMean.variance + controlMean.variance * ratio * ratio
        + surplus * (ratio - 1) * (ratio - 1)) / (base * base)
    return Estimate(
      value: (treatedMean.value - base) / abs(base), standardError: max(0, variance).squareRoot(),
      degreesOfFreedom: difference.degreesOfFreedom)
  }
}
