import Glibc

/// Fisher's F distribution, of a ratio of mean squares; degrees of freedom need not be whole.
package struct FDistribution: Distribution {
  package let numerator: Double
  package let denominator: Double

  /// An infinite denominator gives a chi-square over its degrees of freedom.
  package init(numerator: Double, denominator: Double) {
    self.numerator = numerator
    self.denominator = denominator
  }

  private var chiSquare: ChiSquareDistribution? {
    denominator > 1e12 ? ChiSquareDistribution(degreesOfFreedom: numerator) : nil
  }

  package func density(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    if let chiSquare { return chiSquare.density(numerator * x) * numerator }
    let (share, rest) = shares(x)
    return SpecialFunctions.betaKernel(0.5 * numerator, 0.5 * denominator, share, rest) / x
  }

  package func cdf(_ x: Double) -> Double { x <= 0 ? 0 : tails(x).lower }

  package func survival(_ x: Double) -> Double { x <= 0 ? 1 : tails(x).upper }

  package func quantile(_ p: Double) -> Double {
    guard numerator > 0, denominator > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p == 1 { return .infinity }
    return p > 0.5
      ? TailInversion.solve(
        probability: 1 - p, isUpper: true, start: 1, tail: survival, density: density)
      : TailInversion.solve(
        probability: p, isUpper: false, start: 1, tail: cdf, density: density)
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q < 0.5 else { return quantile(1 - q) }
    guard numerator > 0, denominator > 0, q >= 0 else { return .nan }
    if q == 0 { return .infinity }
    return TailInversion.solve(
      probability: q, isUpper: true, start: 1, tail: survival, density: density)
  }

  /// d₁x/(d₁x+d₂) and its complement, each formed without a subtraction.
  private func shares(_ x: Double) -> (Double, Double) {
    let ratio = numerator * x / denominator
    if ratio == .infinity { return (1, 0) }
    return (ratio / (1 + ratio), 1 / (1 + ratio))
  }

  private func tails(_ x: Double) -> (lower: Double, upper: Double) {
    if let chiSquare { return (chiSquare.cdf(numerator * x), chiSquare.survival(numerator * x)) }
    let (share, rest) = shares(x)
    return SpecialFunctions.incompleteBeta(
      0.5 * numerator, 0.5 * denominator, share, complement: rest)
  }
}
