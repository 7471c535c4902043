import Glibc

/// The chi-square distribution; degrees of freedom need not be whole.
package struct ChiSquareDistribution: Distribution {
  package let degreesOfFreedom: Double

  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  package func density(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 && degreesOfFreedom == 2 ? 0.5 : 0 }
    let half = 0.5 * degreesOfFreedom
    return SpecialFunctions.poissonKernel(half, 0.5 * x) * half / x
  }

  package func cdf(_ x: Double) -> Double {
    x <= 0 ? 0 : SpecialFunctions.incompleteGamma(0.5 * degreesOfFreedom, 0.5 * x).lower
  }

  package func survival(_ x: Double) -> Double {
    x <= 0 ? 1 : SpecialFunctions.incompleteGamma(0.5 * degreesOfFreedom, 0.5 * x).upper
  }

  package func quantile(_ p: Double) -> Double {
    guard degreesOfFreedom > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p == 1 { return .infinity }
    let isUpper = p > 0.5
    return TailInversion.solve(
      probability: isUpper ? 1 - p : p, isUpper: isUpper, start: approximation(p),
      tail: isUpper ? survival : cdf, density: density)
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q < 0.5 else { return quantile(1 - q) }
    guard degreesOfFreedom > 0, q >= 0 else { return .nan }
    if q == 0 { return .infinity }
    return TailInversion.solve(
      probability: q, isUpper: true, start: approximation(1 - q), tail: survival,
      density: density)
  }

  /// Wilson and Hilferty's cube of a normal: where the search starts.
  private func approximation(_ p: Double) -> Double {
    let z = NormalDistribution.standard.quantile(min(p, 1 - 1e-16))
    let spread = 2 / (9 * degreesOfFreedom)
    let root = 1 - spread + z * spread.squareRoot()
    return max(degreesOfFreedom * root * root * root, 1e-3 * min(1, degreesOfFreedom))
  }
}
