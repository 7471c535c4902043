import Glibc

/// Student's t distribution; an infinite number of degrees of freedom gives the normal.
package struct StudentTDistribution: Distribution {
  package let degreesOfFreedom: Double

  /// Degrees of freedom need not be whole; every function is NaN unless they are positive.
  package init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  private var isNormal: Bool { degreesOfFreedom > 1e12 }

  package func density(_ x: Double) -> Double {
    if isNormal { return NormalDistribution.standard.density(x) }
    let half = 0.5 * degreesOfFreedom
    let ratio = x * x / degreesOfFreedom
    return exp(-(half + 0.5) * log1p(ratio) - SpecialFunctions.logBeta(half, 0.5))
      / degreesOfFreedom.squareRoot()
  }

  package func cdf(_ x: Double) -> Double { x < 0 ? upperTail(-x) : 1 - upperTail(x) }

  package func survival(_ x: Double) -> Double { x < 0 ? 1 - upperTail(-x) : upperTail(x) }

  package func quantile(_ p: Double) -> Double {
    p <= 0.5 ? -upperPoint(p) : upperPoint(1 - p)
  }

  package func upperQuantile(_ q: Double) -> Double {
    q <= 0.5 ? upperPoint(q) : -upperPoint(1 - q)
  }

  /// P(X > x) for x ≥ 0: half of I at df/(df+x²) with parameters df/2 and 1/2.
  private func upperTail(_ x: Double) -> Double {
    guard degreesOfFreedom > 0, !x.isNaN else { return .nan }
    if isNormal { return NormalDistribution.standard.survival(x) }
    if x == .infinity { return 0 }
    // The share is formed from a ratio, for x·x would overflow in the far tail of few degrees.
    let root = x / degreesOfFreedom.squareRoot()
    let share = root > 1e100 ? (1 / root) * (1 / root) : 1 / (1 + root * root)
    let rest = root > 1e100 ? 1 : root * root / (1 + root * root)
    if share == 0 { return farTail(root) }
    let beta = SpecialFunctions.incompleteBeta(
      0.5 * degreesOfFreedom, 0.5, share, complement: rest)
    return 0.5 * beta.lower
  }

  /// The leading power of the tail, exact where the ratio x²/df passes what doubles can square.
  private func farTail(_ root: Double) -> Double {
    let half = 0.5 * degreesOfFreedom
    return 0.5
      * exp(-degreesOfFreedom * log(root) - log(half) - SpecialFunctions.logBeta(half, 0.5))
  }

  /// The x ≥ 0 with upper tail q, for q up to one half.
  private func upperPoint(_ q: Double) -> Double {
    guard degreesOfFreedom > 0, q >= 0, q <= 0.5 else { return .nan }
    if q == 0 { return .infinity }
    if q == 0.5 { return 0 }
    if isNormal { return NormalDistribution.standard.upperQuantile(q) }
    if q > 0.4 { return centralPoint(0.5 - q) }
    return TailInversion.solve(
      probability: q, isUpper: true, start: NormalDistribution.standard.upperQuantile(q),
      tail: upperTail, density: density)
  }

  /// The x with P(0 < X ≤ x) = p: near zero the tail is flat in ln x, the central share is not.
  private func centralPoint(_ p: Double) -> Double {
    TailInversion.solve(
      probability: p, isUpper: false, start: p / density(0),
      tail: { x in
        let ratio = x * x / degreesOfFreedom
        return 0.5
          * SpecialFunctions.incompleteBeta(
            0.5, 0.5 * degreesOfFreedom, ratio / (1 + ratio), complement: 1 / (1 + ratio)
          ).lower
      }, density: density)
  }
}
