import Glibc

extension SpecialFunctions {
  /// The regularised incomplete gamma functions: P(a, x), lower, and Q(a, x) = 1 − P, upper.
  ///
  /// Each is computed to full relative accuracy in its own tail: Q(0.5, 400) is 1e-176, not 0.
  /// NaN unless a > 0 and x ≥ 0.
  package static func incompleteGamma(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    guard a > 0, x >= 0, a.isFinite else { return (.nan, .nan) }
    if x == 0 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    if x < a + 1 {
      let lower = gammaSeries(a, x)
      // Below one the upper function is the smaller of the two here: it gets its own fraction.
      return (lower, a < 1 && x > 0.1 ? gammaFraction(a, x) : 1 - lower)
    }
    let upper = gammaFraction(a, x)
    return (1 - upper, upper)
  }

  /// xᵃ·e⁻ˣ / Γ(a+1), through Loader's deviance so that large a and x lose no digits.
  static func poissonKernel(_ a: Double, _ x: Double) -> Double {
    if a < 1 { return exp(a * log(x) - x - logGamma(a + 1)) }
    return exp(-stirlingError(a) - deviance(a, (x - a) / a)) / (2 * .pi * a).squareRoot()
  }

  private static func gammaSeries(_ a: Double, _ x: Double) -> Double {
    var (term, sum, denominator) = (1.0, 1.0, a)
    while term > 1e-17 * sum {
      denominator += 1
      term *= x / denominator
      sum += term
    }
    return min(1, poissonKernel(a, x) * sum)
  }

  /// Lentz's evaluation of Legendre's continued fraction.
  private static func gammaFraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / (abs(b) < tiny ? tiny : b)
    var value = d
    for step in 1...1_000_000 {
      let i = Double(step)
      let coefficient = -i * (i - a)
      b += 2
      d = coefficient * d + b
      c = b + coefficient / c
      if abs(d) < tiny { d = tiny }
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      value *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return poissonKernel(a, x) * a * value
  }
}
