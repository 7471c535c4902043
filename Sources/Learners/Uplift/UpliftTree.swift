/// One tree with what its leaves hold.
struct UpliftTree: Sendable {
  let tree: GrownTree
  /// `[node][arm]`: rows, mean outcome and its variance's estimate, for leaves and inner nodes.
  let contents: [[UpliftArm]]

  /// A tree at hand.
  init(tree: GrownTree, contents: [[UpliftArm]]) {
    self.tree = tree
    self.contents = contents
  }

  init(_ grown: GrownTree, _ features: BinnedFeatures, _ data: CausalData, rows: [Int32]) {
    let arms = data.arms.count
    var members = [[Int32]](repeating: [], count: grown.nodes.count)
    for row in rows {
      members[grown.leaf(features.codes, offset: Int(row), stride: features.rowCount)].append(row)
    }
    // A leaf without two rows of every arm has no effect, and joins its neighbour.
    let isFilled = members.map { rows in
      var counts = [Int](repeating: 0, count: arms)
      for row in rows { counts[Int(data.treatment[Int(row)])] += 1 }
      return counts.allSatisfy { $0 >= 2 }
    }
    var pruned = grown.pruned(isFilled: isFilled)
    // Rows of a leaf that was cut off fall into the one that took its place.
    var nodes = [[Int32]](repeating: [], count: pruned.nodes.count)
    for row in rows {
      nodes[pruned.leaf(features.codes, offset: Int(row), stride: features.rowCount)].append(row)
    }
    for index in pruned.nodes.indices.reversed() where pruned.nodes[index].left != 0 {
      let left = Int(pruned.nodes[index].left)
      nodes[index] = nodes[left] + nodes[left + 1]
    }
    for index in pruned.nodes.indices where pruned.nodes[index].left == 0 {
      pruned.nodes[index].item = -1
    }
    tree = pruned
    contents = nodes.map { rows in (0..<arms).map { UpliftArm(rows, arm: $0, data) } }
  }
}
