/// Trees one after the other, with the statistics of their leaves.
struct ForestTrees: Sendable {
  /// What the rows of a leaf average to, by convention of the forest that filled it.
  typealias Leaf = SIMD8<Float>

  private(set) var steps: [ForestStep] = []
  /// Of each node: the statistics of a leaf, the set of a categorical split, else −1.
  private(set) var items: [Int32] = []
  private(set) var sets: [BinSet] = []
  private(set) var leaves: [Leaf] = []
  /// Where each tree starts in `steps`.
  private(set) var roots: [Int] = []
  private(set) var splitCounts: [[Double]]

  init(columnCount: Int) {
    splitCounts = [[Double]](
      repeating: [Double](repeating: 0, count: columnCount), count: GrownTree.countedLevels)
  }

  var count: Int { roots.count }

  /// Adds a tree; `statistics` are those of its leaves, by the leaf's `item`.
  mutating func append(_ tree: GrownTree, statistics: [Leaf]) {
    roots.append(steps.count)
    for (index, node) in tree.nodes.enumerated() {
      if node.isLeaf {
        leaves.append(statistics[Int(node.item)])
        items.append(Int32(leaves.count - 1))
      } else {
        items.append(node.isSet ? node.item + Int32(sets.count) : -1)
      }
      steps.append(ForestStep(node, at: index, tree.sets))
    }
    sets += tree.sets
    count(tree)
  }

  /// The nodes of a tree as they were grown; `item` is of all trees.
  func nodes(of tree: Int) -> [ForestNode] {
    let end = tree + 1 < roots.count ? roots[tree + 1] : steps.count
    return (roots[tree]..<end).map { position in
      ForestNode(steps[position], at: position - roots[tree], item: items[position])
    }
  }

  /// States how many splits each feature has at a level.
  mutating func setSplitCounts(_ counts: [Double], level: Int) { splitCounts[level] = counts }

  /// Adds a tree's splits to the measure of importance alone.
  mutating func count(_ tree: GrownTree) {
    for level in splitCounts.indices {
      for column in splitCounts[level].indices {
        splitCounts[level][column] += Double(tree.splitCounts[level][column])
      }
    }
  }

  /// The share of splits on each feature, those of deeper levels counting less by level⁻².
  ///
  /// Over the first four levels, each scaled to a sum of one, as grf measures it.
  var importance: [Double] {
    var result = [Double](repeating: 0, count: splitCounts.first?.count ?? 0)
    var total = 0.0
    for (level, counts) in splitCounts.enumerated() {
      let sum = counts.reduce(0, +)
      let weight = 1 / Double((level + 1) * (level + 1))
      if sum == 0 { continue }
      total += weight
      for column in result.indices { result[column] += weight * counts[column] / sum }
    }
    return total > 0 ? result.map { $0 / total } : result
  }

  /// The leaf of each row of a block in each tree, at `tree * rows.count + position`.
  ///
  /// −1 where the tree's bag holds the row.
  ///
  /// - Parameters:
  ///   - codes: bins by row, of `width` features; the block is `rows`.
  ///   - bags: rows that the bag of a tree holds are passed over.
  func findLeaves(
    _ codes: [UInt8], width: Int, rows: Range<Int>, outside bags: ForestBags?, treesPerBag: Int
  ) -> [Int32] {
    var found = [Int32](repeating: -1, count: roots.count * rows.count)
    var walk = ForestWalk(codes: codes, width: width, rows: rows)
    for bag in 0..<roots.count / treesPerBag {
      if let bags {
        walk.choose { !bags.contains(bag: bag, row: $0) }
      }
      for tree in bag * treesPerBag..<(bag + 1) * treesPerBag {
        walk.lead(through: self, from: roots[tree], slot: tree * rows.count, &found)
      }
    }
    return found
  }
}
