import JSON

/// The branches of a binary tree as a list: nodes level by level, each with what it splits on.
///
/// A node without a column is a leaf; the children of the first split are nodes 1 and 2, those of
/// the next 3 and 4, and so on, so that no node needs to name its children.
struct StoredTree: Sendable {
  /// The column that each node splits on; −1 for a leaf.
  let columns: [Int]
  /// The left child of each node, which the right one follows; 0 for a leaf.
  let left: [Int]

  /// Steps from the root to the deepest leaf.
  let depth: Int

  /// - Parameter columns: of each node, level by level.
  /// - Throws: where the list is no tree, or a column is not one of `columnCount`.
  init(_ stored: JSONCursor, columnCount: Int) throws(JSONShapeError) {
    columns = try stored.integers(in: -1...max(-1, columnCount - 1))
    var left = [Int](repeating: 0, count: columns.count)
    var levels = left
    var next = 1
    for (node, column) in columns.enumerated() where column >= 0 {
      // A child comes after its parent, so that every row arrives at a leaf.
      guard node < next, next + 1 < columns.count else {
        throw stored.error("expected the two children of every split")
      }
      left[node] = next
      levels[next] = levels[node] + 1
      levels[next + 1] = levels[node] + 1
      next += 2
    }
    guard next == columns.count else { throw stored.error("expected a tree with one root") }
    self.left = left
    depth = levels.max() ?? 0
  }

  /// The nodes of a tree level by level, as positions where the tree has them.
  ///
  /// - Parameter children: those of a node, nil for a leaf.
  static func order(root: Int, children: (Int) -> (left: Int, right: Int)?) -> [Int] {
    var order = [root]
    var next = 0
    while next < order.count {
      if let (left, right) = children(order[next]) { order += [left, right] }
      next += 1
    }
    return order
  }
}
