import Glibc

/// Functions on which the distributions stand, accurate to a few units in the fifteenth digit.
package enum SpecialFunctions {
  /// ln Γ(x) for x > 0; infinite at 0, NaN below.
  package static func logGamma(_ x: Double) -> Double {
    guard x >= 0 else { return .nan }
    // The reentrant form: plain `lgamma` writes a sign into a global variable.
    var sign: Int32 = 0
    return unsafe lgamma_r(x, &sign)
  }

  /// ln B(a, b) for positive a and b, without the cancellation of three large logarithms.
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0 else { return .nan }
    let sum = a + b
    if min(a, b) < 10 { return logGamma(a) + logGamma(b) - logGamma(sum) }
    return 0.5 * log(2 * .pi * sum / (a * b)) + a * log(a / sum) + b * log(b / sum)
      + stirlingError(a) + stirlingError(b) - stirlingError(sum)
  }

  /// ln Γ(z+1) − (z+½)·ln z + z − ½·ln 2π: what Stirling's formula leaves out (Loader 2000).
  static func stirlingError(_ z: Double) -> Double {
    if z < 16 {
      return logGamma(z + 1) - (z + 0.5) * log(z) + z - 0.918_938_533_204_672_741_8
    }
    // The asymptotic series with Bernoulli numbers B(2k)/(2k(2k−1)); the ninth term is below 1e-17.
    let inverse = 1 / (z * z)
    var sum = 0.0
    for coefficient in stirlingCoefficients.reversed() { sum = sum * inverse + coefficient }
    return sum / z
  }

  private static let stirlingCoefficients: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
    -3617.0 / 122_400,
  ]

  /// ln(1+t) − t without cancellation for small t; −∞ at −1.
  static func logOnePlusMinus(_ t: Double) -> Double {
    if t > 0.7 || t < -0.4 { return log1p(t) - t }
    // ln(1+t) = 2·atanh(r) with r = t/(2+t); the leading term 2r − t equals −r·t.
    let r = t / (2 + t)
    let square = r * r
    var (term, sum, odd) = (square, 0.0, 3.0)
    while true {
      let part = term / odd
      sum += part
      if abs(part) <= 1e-17 * abs(sum) { break }
      term *= square
      odd += 2
    }
    return r * (2 * sum - t)
  }

  /// The deviance part −a·(ln(1+t) − t) of a density's exponent; never negative.
  static func deviance(_ a: Double, _ t: Double) -> Double { -a * logOnePlusMinus(t) }
}
