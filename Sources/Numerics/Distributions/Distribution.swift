/// A continuous probability distribution on the real line.
///
/// `survival` is not one minus `cdf`: each tail keeps its own digits, so a p-value of 1e-40 is
/// printed as such.
package protocol Distribution: Sendable {
  func density(_ x: Double) -> Double
  /// P(X ≤ x).
  func cdf(_ x: Double) -> Double
  /// P(X > x), to full relative accuracy in the far tail.
  func survival(_ x: Double) -> Double
  /// The x with P(X ≤ x) = p; NaN unless p lies in [0, 1].
  func quantile(_ p: Double) -> Double
  /// The x with P(X > x) = q, for q as small as doubles hold.
  func upperQuantile(_ q: Double) -> Double
}

extension Distribution {
  /// P(|X| > |x|) of a distribution that is symmetric around zero; NaN for NaN.
  package func twoSided(_ x: Double) -> Double {
    let p = 2 * survival(abs(x))
    // min(1, p) would turn what is not known into certainty.
    return p > 1 ? 1 : p
  }
}
