import Learners

/// A tree that groups rows by their features, with leaves numbered from left to right.
package struct EffectTree: Sendable, Equatable {
  package indirect enum Node: Sendable, Equatable {
    case leaf(Int)
    case split(Split, left: Node, right: Node)
  }

  /// A question about one feature.
  package struct Split: Sendable, Equatable {
    package let feature: Int
    /// A number up to this goes left; not used for a category.
    package let threshold: Double
    /// For a category which levels go left.
    package let levels: [Bool]?
    package let missingGoesLeft: Bool
    /// How much the split lowers the sum of squares.
    package let gain: Double

    func goesLeft(_ value: Double) -> Bool {
      if value.isNaN { return missingGoesLeft }
      guard let levels else { return value <= threshold }
      let code = Int(value)
      return levels.indices.contains(code) ? levels[code] : missingGoesLeft
    }
  }

  package let root: Node
  package let leafCount: Int

  init(root: Node) {
    var count = 0
    self.root = EffectTree.numbered(root, &count)
    leafCount = count
  }

  /// The leaf of every row.
  package func leaves(_ features: FeatureMatrix) -> [Int32] {
    (0..<features.rowCount).map { row in
      var node = root
      while case .split(let split, let left, let right) = node {
        node =
          split.goesLeft(features.values[split.feature * features.rowCount + row]) ? left : right
      }
      guard case .leaf(let number) = node else { return -1 }
      return Int32(number)
    }
  }

  /// The same groups with neighbouring leaves of one kind as one leaf, and the kind of each leaf that
  /// is left.
  package func merged<Kind: Equatable>(_ kinds: [Kind]) -> (tree: EffectTree, kinds: [Kind]) {
    func simplified(_ node: Node) -> Node {
      guard case .split(let split, let left, let right) = node else { return node }
      let (low, high) = (simplified(left), simplified(right))
      if case .leaf(let a) = low, case .leaf(let b) = high, kinds[a] == kinds[b] { return low }
      return .split(split, left: low, right: high)
    }
    func leaves(_ node: Node) -> [Int] {
      switch node {
      case .leaf(let number): [number]
      case .split(_, let left, let right): leaves(left) + leaves(right)
      }
    }
    guard kinds.count == leafCount else { return (self, kinds) }
    let root = simplified(self.root)
    return (EffectTree(root: root), leaves(root).map { kinds[$0] })
  }

  /// How much the splits on each feature lower the sum of squares.
  package func gains(featureCount: Int) -> [Double] {
    var gains = [Double](repeating: 0, count: featureCount)
    func visit(_ node: Node) {
      guard case .split(let split, let left, let right) = node else { return }
      gains[split.feature] += split.gain
      visit(left)
      visit(right)
    }
    visit(root)
    return gains
  }

  private static func numbered(_ node: Node, _ count: inout Int) -> Node {
    switch node {
    case .leaf:
      defer { count += 1 }
      return .leaf(count)
    case .split(let split, let left, let right):
      let low = numbered(left, &count)
      return .split(split, left: low, right: numbered(right, &count))
    }
  }
}
