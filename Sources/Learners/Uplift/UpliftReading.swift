/// A node of an uplift tree for readers.
package indirect enum UpliftNode: Sendable {
  case leaf([UpliftArm])
  /// The rows that meet the condition go left.
  case split(UpliftCondition, [UpliftArm], left: UpliftNode, right: UpliftNode)

  /// The control's outcome first, then the arms'.
  package var arms: [UpliftArm] {
    switch self {
    case .leaf(let arms), .split(_, let arms, _, _): arms
    }
  }
}

/// What an uplift tree asks of a row.
package struct UpliftCondition: Sendable {
  package enum Test: Sendable, Equatable {
    /// At most this number.
    case atMost(Double)
    /// Any of these levels.
    case levels([String])
    /// Any value at all.
    case known
  }
  package let feature: String
  package let test: Test
  /// Whether rows without a value meet it.
  package let holdsForMissing: Bool
  /// The other levels of a category.
  package let otherLevels: [String]
}

extension UpliftForestModel {
  /// The tree of a fit of one; nil for a forest.
  package var reading: UpliftNode? {
    guard let only = trees.first, trees.count == 1 else { return nil }
    return read(only, 0)
  }

  private func read(_ tree: UpliftTree, _ index: Int) -> UpliftNode {
    let node = tree.tree.nodes[index]
    if node.isLeaf { return .leaf(tree.contents[index]) }
    let left = Int(node.left)
    return .split(
      condition(node, tree.tree.sets), tree.contents[index], left: read(tree, left),
      right: read(tree, left + 1))
  }

  private func condition(_ node: ForestNode, _ sets: [BinSet]) -> UpliftCondition {
    let column = Int(node.column)
    if node.isSet {
      let set = sets[Int(node.item)]
      let levels = layout.levels(column, in: set)
      return UpliftCondition(
        feature: layout.names[column], test: .levels(levels),
        holdsForMissing: set.contains(BinLayout.missing),
        otherLevels: (layout.categories[column] ?? []).filter { !levels.contains($0) })
    }
    let cut = layout.cut(column, after: Int(node.limit) + Int(node.bias))
    return UpliftCondition(
      feature: layout.names[column], test: cut.isFinite ? .atMost(cut) : .known,
      holdsForMissing: node.bias == 0, otherLevels: [])
  }
}
