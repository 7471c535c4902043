import JSON

extension BoostedPredictor {
  static let storedName = "boosted-trees"

  var storedMembers: [JSONValue.Member] {
    [
      ("remark", .string(remark)), ("scale", scale.stored), ("gains", .exact(ensemble.gains)),
      ("trees", ensemble.stored),
    ]
  }

  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    self.init(
      ensemble: try TreeEnsemble(
        stored: try stored.member("trees"), gains: try stored.member("gains"), features: features),
      scale: try TargetScale(stored: try stored.member("scale")),
      remark: try stored.member("remark").text())
  }
}

extension TreeEnsemble {
  /// More words than this for sets of categories are no model of ours: they would fill the memory.
  private static let mostWords = 1 << 24

  /// Each tree level by level.
  ///
  /// `values` are thresholds of numbers, levels that go right of categories have `sets` (in order
  /// of their nodes, whose value is 0), and of leaves what they add; `missing` is 1 where a missing
  /// value goes left, for each split.
  var stored: JSONValue { .array(roots.map { tree(root: Int($0)) }) }

  private func tree(root: Int) -> JSONValue {
    let order = StoredTree.order(root: root) { index in
      let node = nodes[index]
      // A leaf is its own child.
      let isLeaf = root + Int(node.left) == index
      return isLeaf ? nil : (root + Int(node.left), root + Int(node.right))
    }
    var columns: [Int] = []
    var values: [Float] = []
    var missing: [Int] = []
    var sets: [JSONValue] = []
    for index in order {
      let node = nodes[index]
      if root + Int(node.left) == index {
        columns.append(-1)
        values.append(node.value)
        continue
      }
      columns.append(Int(node.column))
      missing.append(node.missingGoesLeft ? 1 : 0)
      if node.categories >= 0 {
        values.append(0)
        sets.append(.integers(levels(Int(node.categories))))
      } else {
        values.append(node.threshold)
      }
    }
    return .object([
      ("columns", .integers(columns)), ("values", .exact(values)),
      ("missing", .integers(missing)), ("sets", .array(sets)),
    ])
  }

  /// The categories of a set.
  private func levels(_ first: Int) -> [Int] {
    (0..<wordsPerSet * 64).filter { categoryWords[first + $0 >> 6] & (1 << UInt64($0 & 63)) != 0 }
  }

  init(stored: JSONCursor, gains: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    let width = features.columnCount
    let mostLevels = features.categories.compactMap { $0?.count }.max() ?? 0
    var builder = TreeEnsembleBuilder(columnCount: width, categoryCount: mostLevels)
    for tree in try stored.elements() {
      let shape = try StoredTree(try tree.member("columns"), columnCount: width)
      let isSet = shape.columns.map { $0 >= 0 && features.categories[$0] != nil }
      let sets = try tree.member("sets").map(count: isSet.count { $0 }) {
        set throws(JSONShapeError) in
        try set.integers(in: 0...max(0, mostLevels - 1))
      }
      guard builder.categoryWords.count + sets.count * builder.wordsPerSet <= Self.mostWords else {
        throw tree.error("the sets of categories are too large")
      }
      builder.append(
        shape, values: try tree.member("values").floats(count: shape.columns.count),
        missing: try tree.member("missing").integers(
          in: 0...1, count: shape.columns.count { $0 >= 0 }),
        isSet: isSet, sets: sets)
    }
    self.init(builder, gains: try gains.numbers(count: width))
  }
}

extension TreeEnsembleBuilder {
  /// Adds a tree that was read level by level.
  fileprivate mutating func append(
    _ tree: StoredTree, values: [Float], missing: [Int], isSet: [Bool], sets: [[Int]]
  ) {
    var split = 0
    var nextSet = 0
    var nodes: [TreeEnsemble.Node] = []
    for (index, column) in tree.columns.enumerated() {
      if column < 0 {
        nodes.append(
          TreeEnsemble.Node(
            threshold: values[index], value: values[index], column: 0, left: Int32(index),
            right: Int32(index), categories: -1, missingGoesLeft: false))
        continue
      }
      var categories: Int32 = -1
      if isSet[index] {
        categories = addSet(sets[nextSet])
        nextSet += 1
      }
      nodes.append(
        TreeEnsemble.Node(
          threshold: values[index], value: 0, column: Int32(column),
          left: Int32(tree.left[index]), right: Int32(tree.left[index] + 1),
          categories: categories, missingGoesLeft: missing[split] == 1))
      split += 1
    }
    append(nodes, depth: tree.depth)
  }
}
