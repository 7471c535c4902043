import Glibc

/// The beta distribution on [0, 1].
package struct BetaDistribution: Distribution {
  package let a: Double
  package let b: Double

  /// Every function is NaN unless both shapes are positive.
  package init(_ a: Double, _ b: Double) {
    self.a = a
    self.b = b
  }

  package func density(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return 0 }
    return SpecialFunctions.betaKernel(a, b, x, 1 - x) / (x * (1 - x))
  }

  package func cdf(_ x: Double) -> Double {
    x <= 0 ? 0 : x >= 1 ? 1 : SpecialFunctions.incompleteBeta(a, b, x).lower
  }

  package func survival(_ x: Double) -> Double {
    x <= 0 ? 1 : x >= 1 ? 0 : SpecialFunctions.incompleteBeta(a, b, x).upper
  }

  package func quantile(_ p: Double) -> Double {
    // The odds of a beta number are a scaled F number, whose axis has no upper end.
    let ratio = FDistribution(numerator: 2 * a, denominator: 2 * b).quantile(p)
    return share(ratio)
  }

  package func upperQuantile(_ q: Double) -> Double {
    share(FDistribution(numerator: 2 * a, denominator: 2 * b).upperQuantile(q))
  }

  private func share(_ ratio: Double) -> Double {
    if ratio == .infinity { return 1 }
    let odds = a * ratio / b
    return odds / (1 + odds)
  }
}
