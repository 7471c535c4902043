import JSON

extension GrownTree {
  /// The members of a tree's object, level by level, with the nodes in that order.
  ///
  /// A number's split has its `limits`: the last bin that goes left, and whether missing values do,
  /// as bin · 2 + 1 or bin · 2. A category's has its `sets` of bins that go left.
  static func storedMembers(
    _ nodes: some RandomAccessCollection<ForestNode>, root: Int, _ set: (Int32) -> BinSet
  ) -> (order: [Int], members: [JSONValue.Member]) {
    func node(_ position: Int) -> ForestNode {
      nodes[nodes.index(nodes.startIndex, offsetBy: position)]
    }
    let order = StoredTree.order(root: root) { position in
      let own = node(position)
      return own.isLeaf ? nil : (root + Int(own.left), root + Int(own.left) + 1)
    }
    var columns: [Int] = []
    var limits: [Int] = []
    var sets: [JSONValue] = []
    for position in order {
      let own = node(position)
      columns.append(own.isLeaf ? -1 : Int(own.column))
      if own.isLeaf { continue }
      if own.isSet {
        let bins = set(own.item)
        sets.append(.integers((0...BinLayout.mostBins).filter { bins.contains(UInt8($0)) }))
      } else {
        limits.append(2 * Int(own.limit) + (own.bias == 0 ? 1 : 0))
      }
    }
    return (
      order,
      [("columns", .integers(columns)), ("limits", .integers(limits)), ("sets", .array(sets))]
    )
  }

  /// A tree with its nodes level by level; `item` of a leaf is its position among the nodes.
  init(stored: JSONCursor, layout: BinLayout) throws(JSONShapeError) {
    let width = layout.names.count
    let shape = try StoredTree(try stored.member("columns"), columnCount: min(width, 1 << 16))
    let isSet = shape.columns.map { $0 >= 0 && layout.categories[$0] != nil }
    let setCount = isSet.count { $0 }
    let limits = try stored.member("limits").integers(
      in: 0...511, count: shape.columns.count { $0 >= 0 } - setCount)
    self.init(columnCount: width)
    sets = try stored.member("sets").map(count: setCount) { entry throws(JSONShapeError) in
      var set = BinSet()
      for bin in try entry.integers(in: 0...BinLayout.mostBins) { set.insert(bin) }
      return set
    }
    nodes = []
    var (nextSet, nextLimit) = (0, 0)
    for (index, column) in shape.columns.enumerated() {
      var node = ForestNode()
      if column < 0 {
        node.item = Int32(index)
      } else {
        node.left = Int32(shape.left[index])
        node.column = UInt16(column)
        if isSet[index] {
          node.isSet = true
          node.item = Int32(nextSet)
          nextSet += 1
        } else {
          node.limit = UInt8(limits[nextLimit] / 2)
          node.bias = limits[nextLimit] % 2 == 1 ? 0 : 1
          nextLimit += 1
        }
      }
      nodes.append(node)
    }
  }
}
