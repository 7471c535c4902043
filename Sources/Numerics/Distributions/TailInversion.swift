import Glibc

/// Finds the point of a positive distribution at which a tail has a given probability.
enum TailInversion {
  /// Solves `tail(x) = probability` for x > 0 by Newton's method in ln x and ln tail.
  ///
  /// Both tails of the distributions here are close to straight lines on those axes, so the steps
  /// are few even at 1e-300; a bracket keeps them safe where they are not.
  /// - Parameters:
  ///   - probability: strictly between 0 and 1.
  ///   - isUpper: whether `tail` falls (survival) or rises (cdf) with x.
  static func solve(
    probability: Double, isUpper: Bool, start: Double,
    tail: (Double) -> Double, density: (Double) -> Double
  ) -> Double {
    let target = log(probability)
    var (low, high) = (-744.0, 709.0)
    var u = min(max(log(start), low), high)
    for _ in 0..<400 {
      let x = exp(u)
      let value = tail(x)
      let gap = log(value) - target
      if gap == 0 { return x }
      // A falling tail that is still too large asks for a larger x.
      if (gap > 0) == isUpper { low = u } else { high = u }
      let slope = (isUpper ? -1 : 1) * density(x) * x / value
      var next = u - gap / slope
      if !(next > low && next < high) || !next.isFinite { next = 0.5 * (low + high) }
      if abs(next - u) <= 1e-16 * max(1, abs(u)) || next == low && next == high {
        return exp(next)
      }
      if high - low < 4e-16 * max(1, abs(u)) { return exp(next) }
      u = next
    }
    return exp(u)
  }
}
