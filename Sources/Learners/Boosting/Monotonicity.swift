/// How a prediction may change with a column when all others stay as they are.
package enum Monotonicity: String, CaseIterable, Sendable, Hashable {
  case increasing, decreasing

  /// 1 or −1.
  var sign: Int { self == .increasing ? 1 : -1 }
}

/// Between which numbers the leaves below a node must lie, so that those left of a split on a
/// monotone column stay below those right of it, or above.
struct WeightBounds: Sendable {
  private(set) var lower = -Double.infinity
  private(set) var upper = Double.infinity

  func clamp(_ weight: Double) -> Double { min(max(weight, lower), upper) }

  /// The bounds of both children of a node, parted midway between their own weights.
  ///
  /// - Parameters:
  ///   - sign: 1 where the column's prediction may only rise, −1 where it may only fall, else 0.
  func parted(_ left: Double, _ right: Double, sign: Int) -> (
    left: WeightBounds, right: WeightBounds
  ) {
    var (first, second) = (self, self)
    let middle = (left + right) / 2
    if sign > 0 { (first.upper, second.lower) = (middle, middle) }
    if sign < 0 { (first.lower, second.upper) = (middle, middle) }
    return (first, second)
  }
}
