import Causal
import Charts
import Learners
import Numerics

/// A tree of effects for readers: its leaves as rules, and the tree as a diagram.
struct EffectTreeText {
  let features: FeatureMatrix
  private let hasMissing: [Bool]

  init(features: FeatureMatrix) {
    self.features = features
    hasMissing = (0..<features.columnCount).map { features.column($0).contains(where: \.isNaN) }
  }

  /// What the path to a leaf leaves of one feature.
  private struct Range {
    var feature: Int
    var low = -Double.infinity
    var high = Double.infinity
    /// Levels of a category that are still in; nil for a number.
    var levels: [Bool]?
    var takesMissing: Bool
  }

  /// One rule a leaf, from left to right; `everyone` where nothing is asked.
  func rules(_ tree: EffectTree) -> [String] {
    rules(tree.root, []).map { path in
      path.isEmpty ? "everyone" : path.map { words($0, named: true) }.joined(separator: " and ")
    }
  }

  /// The tree as a drawing; `leaf` gives a leaf's lines and role.
  func diagram(
    _ tree: EffectTree, leaf: (Int) -> (lines: [String], role: ChartRole)
  ) -> TreeDiagram {
    TreeDiagram(root: node(tree.root, leaf))
  }

  private func node(
    _ node: EffectTree.Node, _ leaf: (Int) -> (lines: [String], role: ChartRole)
  ) -> TreeDiagram.Node {
    switch node {
    case .leaf(let number):
      let drawn = leaf(number)
      return TreeDiagram.Node(lines: drawn.lines, role: drawn.role)
    case .split(let split, let left, let right):
      return TreeDiagram.Node(
        lines: [features.names[split.feature]],
        branches: [
          .init(
            words(narrowed([], split, isLeft: true)[0], named: false), to: self.node(left, leaf)),
          .init(
            words(narrowed([], split, isLeft: false)[0], named: false), to: self.node(right, leaf)),
        ])
    }
  }

  private func rules(_ node: EffectTree.Node, _ path: [Range]) -> [[Range]] {
    switch node {
    case .leaf: return [path]
    case .split(let split, let left, let right):
      return rules(left, narrowed(path, split, isLeft: true))
        + rules(right, narrowed(path, split, isLeft: false))
    }
  }

  /// The path with one more condition, joined with an earlier one on the same feature.
  private func narrowed(
    _ path: [Range], _ split: EffectTree.Split, isLeft: Bool
  ) -> [Range] {
    var path = path
    let index =
      path.firstIndex { $0.feature == split.feature }
      ?? {
        path.append(
          Range(
            feature: split.feature,
            levels: features.categories[split.feature].map { $0.map { _ in true } },
            takesMissing: hasMissing[split.feature]))
        return path.count - 1
      }()
    if let levels = split.levels {
      for level in levels.indices where levels[level] != isLeft {
        path[index].levels?[level] = false
      }
    } else if isLeft {
      path[index].high = min(path[index].high, split.threshold)
    } else {
      path[index].low = max(path[index].low, split.threshold)
    }
    if split.missingGoesLeft != isLeft { path[index].takesMissing = false }
    return path
  }

  private func words(_ range: Range, named: Bool) -> String {
    let name = features.names[range.feature]
    let missing = range.takesMissing ? " or missing" : ""
    if let levels = features.categories[range.feature], let kept = range.levels {
      let list = levels.indices.filter { kept[$0] }.map { levels[$0] }
      if list.isEmpty { return named ? "\(name) is missing" : "missing" }
      let text = list.joined(separator: " or ")
      return (named ? "\(name) is \(text)" : text) + missing
    }
    if let only = TwoValues.of(features.column(range.feature))?.only(
      above: range.low, upTo: range.high)
    {
      let text = NumberFormat.shortest(only)
      return (named ? "\(name) = \(text)" : text) + missing
    }
    let (low, high) = (NumberFormat.shortest(range.low), NumberFormat.shortest(range.high))
    let own = named ? name + " " : ""
    switch (range.low.isFinite, range.high.isFinite) {
    case (true, true):
      return (named ? "\(low) < \(name) ≤ \(high)" : "> \(low), ≤ \(high)") + missing
    case (true, false): return "\(own)> \(low)\(missing)"
    case (false, true): return "\(own)≤ \(high)\(missing)"
    case (false, false): return range.takesMissing ? "\(own)any" : "\(own)known"
    }
  }
}
