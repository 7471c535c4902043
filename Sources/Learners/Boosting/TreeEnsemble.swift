import Numerics

/// A sum of regression trees, applied to rows without the library that grew them.
struct TreeEnsemble: Sendable {
  /// A split, or a leaf, which is its own child: a row may step on from it and stays.
  struct Node: Sendable {
    /// The value below which a row goes left.
    var threshold: Float
    /// A leaf's contribution.
    var value: Float
    var column: Int32
    var left: Int32
    var right: Int32
    /// The first word of the categories that go right, in `categoryWords`; −1 for a number.
    var categories: Int32
    /// Where a missing value goes.
    var missingGoesLeft: Bool
  }

  let nodes: [Node]
  /// Where each tree starts in `nodes`; the children of a node count from there.
  let roots: [Int32]
  /// Steps from the root of each tree to its deepest leaf.
  let depths: [Int]
  /// Sets of 64·`wordsPerSet` categories each.
  let categoryWords: [UInt64]
  let wordsPerSet: Int
  /// How much the splits on each column reduced the loss.
  let gains: [Double]
  /// The trees in the form that is fastest for many rows; nil for large trees.
  private let masks: LeafMasks?

  var treeCount: Int { roots.count }

  /// Reads the trees of a serialized model; nil if it is not one.
  init?(serialized: [UInt8], columnCount: Int, categoryCount: Int) {
    guard
      let model = BinaryJSON.read(serialized),
      let trees = model["learner"]?["gradient_booster"]?["model"]?["trees"]?.elements
    else { return nil }
    var builder = TreeEnsembleBuilder(columnCount: columnCount, categoryCount: categoryCount)
    for tree in trees {
      guard builder.append(tree) else { return nil }
    }
    self.init(builder, gains: builder.gains)
  }

  /// The trees that were gathered.
  init(_ builder: TreeEnsembleBuilder, gains: [Double]) {
    nodes = builder.nodes
    roots = builder.roots
    depths = builder.depths
    categoryWords = builder.categoryWords
    wordsPerSet = builder.wordsPerSet
    self.gains = gains
    masks = LeafMasks(builder)
  }

  /// The sum of the leaves that each row falls into.
  func predict(_ features: FeatureMatrix) -> [Double] {
    Parallel.mapChunks(count: features.rowCount, chunk: 4096) { rows in
      sums(features, rows)
    }.flatMap { $0 }
  }

  private func sums(_ features: FeatureMatrix, _ rows: Range<Int>) -> [Double] {
    if let masks, rows.count >= LeafMasks.fewestRows { return masks.sums(features, rows) }
    let width = features.columnCount
    var totals = [Double](repeating: 0, count: rows.count)
    // Blocks of rows small enough to stay near the processor while every tree passes over them.
    let blockSize = 128
    var block = [Float](repeating: 0, count: blockSize * width)
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: blockSize) {
      let count = min(blockSize, rows.upperBound - start)
      for column in 0..<width {
        let offset = column * features.rowCount + start
        for row in 0..<count { block[row * width + column] = Float(features.values[offset + row]) }
      }
      add(block, count: count, width: width, at: start - rows.lowerBound, to: &totals)
    }
    return totals
  }

  /// Adds the leaves of the rows of a block, one tree after the other.
  ///
  /// All rows take a step before any takes the next: the steps of different rows do not wait for
  /// each other.
  private func add(
    _ block: [Float], count: Int, width: Int, at offset: Int, to totals: inout [Double]
  ) {
    var places = [Int32](repeating: 0, count: count)
    unsafe nodes.withUnsafeBufferPointer { nodes in
      unsafe block.withUnsafeBufferPointer { block in
        unsafe places.withUnsafeMutableBufferPointer { places in
          for (root, depth) in zip(roots, depths) {
            for row in 0..<count { unsafe places[row] = root }
            for _ in 0..<depth {
              for row in 0..<count {
                let node = unsafe nodes[Int(places[row])]
                let value = unsafe block[row * width + Int(node.column)]
                let goesLeft =
                  node.categories < 0
                  ? value < node.threshold || (node.missingGoesLeft && value.isNaN)
                  : value.isNaN ? node.missingGoesLeft : !contains(node.categories, value)
                unsafe places[row] = root + (goesLeft ? node.left : node.right)
              }
            }
            for row in 0..<count {
              totals[offset + row] += Double(unsafe nodes[Int(places[row])].value)
            }
          }
        }
      }
    }
  }

  private func contains(_ set: Int32, _ code: Float) -> Bool {
    let code = Int(code)
    let word = code >> 6
    return word < wordsPerSet && categoryWords[Int(set) + word] & (1 << UInt64(code & 63)) != 0
  }
}

/// Gathers the nodes of trees as the library writes them.
struct TreeEnsembleBuilder {
  private(set) var nodes: [TreeEnsemble.Node] = []
  private(set) var roots: [Int32] = []
  private(set) var depths: [Int] = []
  private(set) var categoryWords: [UInt64] = []
  private(set) var gains: [Double]
  let wordsPerSet: Int

  init(columnCount: Int, categoryCount: Int) {
    gains = [Double](repeating: 0, count: columnCount)
    wordsPerSet = max(1, (categoryCount + 63) / 64)
  }

  /// False if the tree is not well formed.
  mutating func append(_ tree: BinaryJSON) -> Bool {
    guard
      let left = tree["left_children"]?.numbers, let right = tree["right_children"]?.numbers,
      let conditions = tree["split_conditions"]?.numbers,
      let columns = tree["split_indices"]?.numbers,
      let defaults = tree["default_left"]?.numbers, let losses = tree["loss_changes"]?.numbers,
      let types = tree["split_type"]?.numbers
    else { return false }
    let count = left.count
    let arrays = [right, conditions, columns, defaults, losses, types]
    guard count > 0, arrays.allSatisfy({ $0.count == count }) else { return false }
    roots.append(Int32(nodes.count))
    let sets = categorySets(tree)
    var levels = [Int](repeating: 0, count: count)
    for index in 0..<count {
      let isLeaf = left[index] < 0
      guard
        let column = Int32(exactly: columns[index]), let down = Int32(exactly: left[index]),
        let other = Int32(exactly: right[index])
      else { return false }
      // Children come after their parents, so that every row arrives at a leaf.
      let splits =
        (0..<gains.count).contains(Int(column))
        && (index + 1..<count).contains(Int(down)) && (index + 1..<count).contains(Int(other))
      guard isLeaf || splits else { return false }
      nodes.append(
        TreeEnsemble.Node(
          threshold: Float(conditions[index]), value: isLeaf ? Float(conditions[index]) : 0,
          column: isLeaf ? 0 : column, left: isLeaf ? Int32(index) : down,
          right: isLeaf ? Int32(index) : other,
          categories: !isLeaf && types[index] == 1 ? sets[index] ?? -1 : -1,
          missingGoesLeft: defaults[index] != 0))
      if isLeaf { continue }
      levels[Int(down)] = levels[index] + 1
      levels[Int(other)] = levels[index] + 1
      gains[Int(column)] += losses[index]
    }
    depths.append(levels.max() ?? 0)
    return true
  }

  /// The first word of each categorical node's set.
  private mutating func categorySets(_ tree: BinaryJSON) -> [Int: Int32] {
    guard
      let owners = tree["categories_nodes"]?.numbers,
      let starts = tree["categories_segments"]?.numbers,
      let sizes = tree["categories_sizes"]?.numbers, let all = tree["categories"]?.numbers
    else { return [:] }
    var sets: [Int: Int32] = [:]
    for ((owner, start), size) in zip(zip(owners, starts), sizes) {
      guard
        let owner = Int(exactly: owner), let start = Int(exactly: start),
        let size = Int(exactly: size), start >= 0, size >= 0, start + size <= all.count
      else { continue }
      sets[owner] = addSet(all[start..<start + size].compactMap { Int(exactly: $0) })
    }
    return sets
  }

  /// The first word of a new set of categories.
  mutating func addSet(_ codes: [Int]) -> Int32 {
    let first = Int32(categoryWords.count)
    var words = [UInt64](repeating: 0, count: wordsPerSet)
    for code in codes where code >= 0 && code >> 6 < wordsPerSet {
      words[code >> 6] |= 1 << UInt64(code & 63)
    }
    categoryWords += words
    return first
  }

  /// Adds a tree whose nodes are at hand, the root first.
  mutating func append(_ tree: [TreeEnsemble.Node], depth: Int) {
    roots.append(Int32(nodes.count))
    nodes += tree
    depths.append(depth)
  }
}
