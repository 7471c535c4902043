import Causal
import Charts
import Learners
import Numerics

/// A policy tree for readers: as rules, and as a diagram.
struct PolicyTreeText {
  let features: FeatureMatrix
  /// The control, then the arms.
  let labels: [String]

  /// The values of a feature that lead to a leaf: above `low` and up to `high`.
  private struct Bounds {
    var feature: Int
    var low = -Double.infinity
    var high = Double.infinity
  }

  /// The leaves as rules, from left to right.
  func sentence(_ tree: PolicyTree) -> String {
    rules(tree, path: []).map { path, action in
      path.isEmpty
        ? "\(labels[action]) for everybody"
        : "\(labels[action]) where \(path.map(words).joined(separator: " and "))"
    }.joined(separator: "; ") + "."
  }

  /// The tree as a drawing.
  func diagram(_ tree: PolicyTree) -> TreeDiagram { TreeDiagram(root: node(tree)) }

  private func node(_ tree: PolicyTree) -> TreeDiagram.Node {
    switch tree {
    case .leaf(let action):
      return TreeDiagram.Node(
        lines: [labels[action]], role: action == 0 ? .muted : .series(action - 1))
    case .split(let feature, let threshold, let left, let right):
      let low = words(Bounds(feature: feature, high: threshold), named: false)
      let high = words(Bounds(feature: feature, low: threshold), named: false)
      return TreeDiagram.Node(
        lines: [features.names[feature]],
        branches: [.init(low, to: node(left)), .init(high, to: node(right))])
    }
  }

  private func rules(_ tree: PolicyTree, path: [Bounds]) -> [(path: [Bounds], action: Int)] {
    switch tree {
    case .leaf(let action): return [(path, action)]
    case .split(let feature, let threshold, let left, let right):
      return rules(left, path: narrowed(path, feature) { $0.high = min($0.high, threshold) })
        + rules(right, path: narrowed(path, feature) { $0.low = max($0.low, threshold) })
    }
  }

  /// The path with one more condition, joined with an earlier one on the same feature.
  private func narrowed(
    _ path: [Bounds], _ feature: Int, _ narrow: (inout Bounds) -> Void
  ) -> [Bounds] {
    var path = path
    if let index = path.firstIndex(where: { $0.feature == feature }) {
      narrow(&path[index])
    } else {
      var bounds = Bounds(feature: feature)
      narrow(&bounds)
      path.append(bounds)
    }
    return path
  }

  private func words(_ bounds: Bounds) -> String { words(bounds, named: true) }

  private func words(_ bounds: Bounds, named: Bool) -> String {
    let name = features.names[bounds.feature]
    if let levels = features.categories[bounds.feature] {
      let held = levels.indices.filter { Double($0) > bounds.low && Double($0) <= bounds.high }
      let list = held.map { levels[$0] }.joined(separator: " or ")
      return named ? "\(name) is \(list)" : list
    }
    if let only = TwoValues.of(features.column(bounds.feature))?.only(
      above: bounds.low, upTo: bounds.high)
    {
      return named ? "\(name) = \(NumberFormat.shortest(only))" : NumberFormat.shortest(only)
    }
    let (low, high) = (NumberFormat.shortest(bounds.low), NumberFormat.shortest(bounds.high))
    let own = named ? name + " " : ""
    switch (bounds.low.isFinite, bounds.high.isFinite) {
    case (true, true): return named ? "\(low) < \(name) ≤ \(high)" : "> \(low), ≤ \(high)"
    case (true, false): return "\(own)> \(low)"
    default: return "\(own)≤ \(high)"
    }
  }
}
