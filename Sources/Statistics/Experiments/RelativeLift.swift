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
  /// - Parameter difference: supplies the degrees of freedom.
  package static func estimate(
    difference: Estimate, treatedMean: (value: Double, variance: Double),
    controlMean: (value: Double, variance: Double)
  ) -> Estimate {
    let base = controlMean.value
    guard base != 0 else { return Estimate(value: .nan, standardError: .nan) }
    let ratio = treatedMean.value / base
    let variance =
      treatedMean.variance / (base * base) + controlMean.variance * ratio * ratio / (base * base)
    return Estimate(
      value: (treatedMean.value - base) / abs(base), standardError: variance.squareRoot(),
      degreesOfFreedom: difference.degreesOfFreedom)
  }
}
