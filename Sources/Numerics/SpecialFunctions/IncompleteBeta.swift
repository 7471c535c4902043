import Glibc

extension SpecialFunctions {
  /// The regularised incomplete beta function I_x(a, b) and its complement, each in full relative
  /// accuracy in its own tail.
  ///
  /// - Parameters:
  ///   - x: the point, in [0, 1].
  ///   - complement: 1 − x, where the caller knows it better than a subtraction would give.
  /// - Returns: NaN unless a and b are positive and x lies in [0, 1].
  package static func incompleteBeta(
    _ a: Double, _ b: Double, _ x: Double, complement: Double? = nil
  ) -> (lower: Double, upper: Double) {
    let y = complement ?? 1 - x
    guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, y >= 0 else { return (.nan, .nan) }
    if x == 0 { return (0, 1) }
    if y == 0 { return (1, 0) }
    if x * (a + b + 2) < a + 1 {
      let lower = betaFraction(a, b, x, y)
      return (lower, 1 - lower)
    }
    let upper = betaFraction(b, a, y, x)
    return (1 - upper, upper)
  }

  /// xᵃ·yᵇ / B(a, b) with y = 1 − x, through Loader's deviance.
  static func betaKernel(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    if min(a, b) < 1 {
      // Deviances suit large parameters; a small one is met with plain logarithms.
      if max(a, b) < 10 { return exp(a * log(x) + logPower(b, y, x) - logBeta(a, b)) }
    }
    let sum = a + b
    let shift = a * y - b * x
    let exponent =
      stirlingError(sum) - stirlingError(a) - stirlingError(b)
      - deviance(a, -shift / a) - deviance(b, shift / b)
    return exp(exponent) * (a * b / (2 * .pi * sum)).squareRoot()
  }

  /// b·ln y, from x when y is close to one.
  private static func logPower(_ b: Double, _ y: Double, _ x: Double) -> Double {
    b * (x < 0.3 ? log1p(-x) : log(y))
  }

  /// Lentz's evaluation of the continued fraction (Didonato and Morris 1992, with its even part).
  private static func betaFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var value = d
    for step in 1...1_000_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 + even * d
      c = 1 + even / c
      if abs(d) < tiny { d = tiny }
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + odd * d
      c = 1 + odd / c
      if abs(d) < tiny { d = tiny }
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = d * c
      value *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return betaKernel(a, b, x, y) * value / a
  }
}
