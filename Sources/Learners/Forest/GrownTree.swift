/// A split, or a leaf where `left` is 0: no node has the root as its child.
struct ForestNode: Sendable {
  /// The left child, counted from the root of its tree.
  ///
  /// The right child follows it.
  var left: Int32 = 0
  /// The statistics of a leaf; of a categorical split its set of bins; else −1.
  var item: Int32 = -1
  var column: UInt16 = 0
  /// A row goes left if its bin less `bias` is at most this, in arithmetic that wraps.
  ///
  /// A bias of 1 sends the bin of missing values, 0, to 255 and so to the right.
  var limit: UInt8 = 0
  var bias: UInt8 = 0
  /// Whether the split is on a set of bins.
  var isSet = false

  var isLeaf: Bool { left == 0 }
}

/// One tree as it is grown: nodes in an order in which children come after parents.
struct GrownTree: Sendable {
  var nodes: [ForestNode] = [ForestNode()]
  /// Bins that go left, for splits on categories.
  var sets: [BinSet] = []
  /// How many splits each feature has at each of the first levels: `counts[level][column]`.
  var splitCounts: [[Int32]]

  static let countedLevels = 4

  init(columnCount: Int) {
    splitCounts = [[Int32]](
      repeating: [Int32](repeating: 0, count: columnCount), count: Self.countedLevels)
  }

  /// Makes a leaf a split, and gives it two leaves as children; the left one's position.
  mutating func divide(_ index: Int, by split: TreeSplit, depth: Int) -> Int {
    let left = nodes.count
    nodes += [ForestNode(), ForestNode()]
    nodes[index].left = Int32(left)
    nodes[index].column = UInt16(split.column)
    if let set = split.set {
      nodes[index].isSet = true
      nodes[index].item = Int32(sets.count)
      sets.append(set)
    } else {
      nodes[index].limit = split.limit
      nodes[index].bias = split.bias
    }
    if depth < Self.countedLevels { splitCounts[depth][split.column] += 1 }
    return left
  }

  /// The leaf of a row whose bin of column `c` is `codes[offset + c * stride]`.
  @inline(__always)
  func leaf(_ codes: [UInt8], offset: Int, stride: Int) -> Int {
    var index = 0
    while nodes[index].left != 0 {
      let node = nodes[index]
      let code = codes[offset + Int(node.column) * stride]
      let goesLeft =
        node.isSet ? sets[Int(node.item)].contains(code) : code &- node.bias <= node.limit
      index = Int(node.left) + (goesLeft ? 0 : 1)
    }
    return index
  }

  /// The tree without branches that hold no row; `isFilled` has a flag for each node.
  ///
  /// `item` of a leaf becomes the position of its node in this tree.
  func pruned(isFilled leaves: [Bool]) -> GrownTree {
    var isFilled = leaves
    for index in nodes.indices.reversed() where nodes[index].left != 0 {
      let left = Int(nodes[index].left)
      isFilled[index] = isFilled[left] || isFilled[left + 1]
    }
    func settled(_ start: Int) -> Int {
      var index = start
      while nodes[index].left != 0 {
        let left = Int(nodes[index].left)
        if !isFilled[left] {
          index = left + 1
        } else if !isFilled[left + 1] {
          index = left
        } else {
          break
        }
      }
      return index
    }
    var result = self
    result.nodes = [ForestNode()]
    var sources = [settled(0)]
    var next = 0
    while next < sources.count {
      let source = sources[next]
      var node = nodes[source]
      if node.left != 0 {
        let left = Int(node.left)
        node.left = Int32(sources.count)
        sources += [settled(left), settled(left + 1)]
        result.nodes += [ForestNode(), ForestNode()]
      } else {
        node.item = Int32(source)
      }
      result.nodes[next] = node
      next += 1
    }
    return result
  }
}
