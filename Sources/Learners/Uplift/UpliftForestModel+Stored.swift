import JSON

extension UpliftForestModel {
  package static let storedName = "uplift-forest"

  package var storedMembers: [JSONValue.Member] {
    [("bins", layout.stored), ("trees", .array(trees.map(\.stored)))]
  }

  package init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    let layout = try BinLayout(stored: try stored.member("bins"), features: shape.features)
    let list = try stored.member("trees")
    let trees = try list.map { tree throws(JSONShapeError) in
      try UpliftTree(stored: tree, layout: layout, armCount: shape.arms.count)
    }
    if trees.isEmpty { throw list.error("expected one tree or more") }
    self.init(layout: layout, trees: trees, armCount: shape.arms.count)
  }
}

extension UpliftTree {
  /// The tree, and for each node and arm the rows, the mean outcome and its variance.
  fileprivate var stored: JSONValue {
    let (order, members) = GrownTree.storedMembers(tree.nodes, root: 0) { tree.sets[Int($0)] }
    let arms = order.flatMap { contents[$0] }
    return .object(
      members + [
        ("rows", .integers(arms.map(\.rows))), ("means", .exact(arms.map(\.mean))),
        ("variances", .exact(arms.map(\.variance))),
      ])
  }

  fileprivate init(
    stored: JSONCursor, layout: BinLayout, armCount: Int
  ) throws(JSONShapeError) {
    var tree = try GrownTree(stored: stored, layout: layout)
    for node in tree.nodes.indices where tree.nodes[node].isLeaf { tree.nodes[node].item = -1 }
    let count = tree.nodes.count * armCount
    let rows = try stored.member("rows").integers(in: 0...(1 << 53), count: count)
    let means = try stored.member("means").numbers(count: count)
    let variances = try stored.member("variances").numbers(count: count)
    self.init(
      tree: tree,
      contents: tree.nodes.indices.map { node in
        (node * armCount..<(node + 1) * armCount).map {
          UpliftArm(rows: rows[$0], mean: means[$0], variance: variances[$0])
        }
      })
  }
}
