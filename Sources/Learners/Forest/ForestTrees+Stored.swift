import JSON

extension ForestTrees {
  /// How many splits each feature has at each of the first levels, and the trees.
  ///
  /// - Parameter lanes: which statistics of a leaf predictions depend on.
  func storedMembers(lanes: Range<Int>) -> [JSONValue.Member] {
    let trees = roots.indices.map { index -> JSONValue in
      let own = nodes(of: index)
      let (order, members) = GrownTree.storedMembers(own, root: 0) { sets[Int($0)] }
      var statistics: [Float] = []
      for position in order where own[position].isLeaf {
        let leaf = leaves[Int(own[position].item)]
        for lane in lanes { statistics.append(leaf[lane]) }
      }
      return .object(members + [("leaves", .exact(statistics))])
    }
    return [
      ("splits", .array(splitCounts.map { .exact($0) })), ("trees", .array(trees)),
    ]
  }

  /// Trees on the bins of a layout; the other statistics of leaves are 0.
  init(stored: JSONCursor, layout: BinLayout, lanes: Range<Int>) throws(JSONShapeError) {
    self.init(columnCount: layout.names.count)
    for tree in try stored.member("trees").elements() {
      var grown = try GrownTree(stored: tree, layout: layout)
      let isLeaf = grown.nodes.map(\.isLeaf)
      let values = try tree.member("leaves").floats(count: lanes.count * isLeaf.count { $0 })
      var statistics: [Leaf] = []
      for node in isLeaf.indices where isLeaf[node] {
        grown.nodes[node].item = Int32(statistics.count)
        var leaf = Leaf()
        for (offset, lane) in lanes.enumerated() {
          leaf[lane] = values[statistics.count * lanes.count + offset]
        }
        statistics.append(leaf)
      }
      append(grown, statistics: statistics)
    }
    let counts = try stored.member("splits").elements(count: GrownTree.countedLevels)
    for (level, own) in counts.enumerated() {
      setSplitCounts(try own.numbers(count: layout.names.count), level: level)
    }
  }
}
