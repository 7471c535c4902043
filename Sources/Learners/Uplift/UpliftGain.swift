import Glibc

/// How much better a split tells the arms apart than its node does.
///
/// With p the arm's and q the control's mean, a node's divergence is the sum over arms of
/// p·log(p/q) + (1 − p)·log((1 − p)/(1 − q)) for KL, 2(p − q)² for ED, and (p − q)²/q +
/// (p − q)²/(1 − q) for χ²; a split gains the children's, weighed by their rows, less the node's.
struct UpliftGain: Sendable {
  let criterion: UpliftCriterion
  let shrinkage: Double
  let normalized: Bool

  /// Weight and weighted outcome of each arm in a node, the control first.
  typealias Arms = [SIMD2<Double>]

  /// The mean of each arm; `parent` is mixed in, where given, as `shrinkage` rows.
  func means(_ arms: Arms, parent: [Double]?) -> [Double] {
    arms.indices.map { arm in
      guard let parent else { return arms[arm][1] / arms[arm][0] }
      return (arms[arm][1] + shrinkage * parent[arm]) / (arms[arm][0] + shrinkage)
    }
  }

  /// The gain of dividing a node; `means` are those of the node.
  func gain(_ left: Arms, _ right: Arms, means: [Double]) -> Double {
    let (ofLeft, ofRight) = (self.means(left, parent: means), self.means(right, parent: means))
    if criterion == .ddp {
      return abs((ofLeft[1] - ofLeft[0]) - (ofRight[1] - ofRight[0]))
    }
    let (leftWeight, rightWeight) = (Self.weight(left), Self.weight(right))
    let share = leftWeight / (leftWeight + rightWeight)
    let gain =
      share * worth(ofLeft) + (1 - share) * worth(ofRight) - worth(means)
    guard normalized, criterion != .cts else { return gain }
    return gain / Self.information(left, right, criterion)
  }

  private static func weight(_ arms: Arms) -> Double { arms.reduce(0) { $0 + $1[0] } }

  /// The divergence of a node, or for CTS the mean under its best arm.
  private func worth(_ means: [Double]) -> Double {
    if criterion == .cts { return means.max() ?? 0 }
    return means.dropFirst().reduce(0) { $0 + UpliftDivergence.of($1, means[0], criterion) }
  }

  /// I(A) of Rzepakowski and Jaroszewicz (2012): large for splits that tell treatment from control
  /// and for uneven ones, so that dividing by it disfavours the first; all arms are taken together.
  private static func information(
    _ left: Arms, _ right: Arms, _ criterion: UpliftCriterion
  ) -> Double {
    let (leftControl, rightControl) = (left[0][0], right[0][0])
    let leftTreated = left.dropFirst().reduce(0) { $0 + $1[0] }
    let rightTreated = right.dropFirst().reduce(0) { $0 + $1[0] }
    let (control, treated) = (leftControl + rightControl, leftTreated + rightTreated)
    let share = treated / (treated + control)
    let (ofTreated, ofControl) = (leftTreated / treated, leftControl / control)
    switch criterion {
    case .kl:
      return entropy(share) * UpliftDivergence.of(ofTreated, ofControl, .kl)
        + share * entropy(ofTreated) + (1 - share) * entropy(ofControl) + 0.5
    default:
      return gini(share) * UpliftDivergence.of(ofTreated, ofControl, criterion)
        + share * gini(ofTreated) + (1 - share) * gini(ofControl) + 0.5
    }
  }

  /// Of a two-way choice, in nats.
  private static func entropy(_ p: Double) -> Double {
    p <= 0 || p >= 1 ? 0 : -p * log(p) - (1 - p) * log(1 - p)
  }

  private static func gini(_ p: Double) -> Double { 2 * p * (1 - p) }
}

/// How far the outcomes of an arm are from those of the control.
package enum UpliftDivergence {
  /// Of means `p` of the arm and `q` of the control.
  package static func of(_ p: Double, _ q: Double, _ criterion: UpliftCriterion) -> Double {
    switch criterion {
    case .kl:
      // Away from 0 and 1 by 1e-6, where the logarithm of a rate of no events has no value.
      let (p, q) = (min(max(p, 1e-6), 1 - 1e-6), min(max(q, 1e-6), 1 - 1e-6))
      return p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))
    case .chi2:
      let q = min(max(q, 1e-6), 1 - 1e-6)
      return (p - q) * (p - q) / (q * (1 - q))
    case .ed, .cts, .ddp: return 2 * (p - q) * (p - q)
    }
  }
}
