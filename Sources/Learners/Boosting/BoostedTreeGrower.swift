/// Grows one tree at a time on the gradients of a loss.
///
/// The rows of a node lie together in `order`; `riders` are rows that the tree does not learn from
/// (held out, or left out of the tree's sample) and that are led to its leaves all the same. Of two
/// children the smaller is summed, and the sums of the other are what is left of the parent's. The
/// rows above the deepest leaves are not parted any more: `addLeaves` tells their sides as it goes.
struct BoostedTreeGrower {
  typealias Sums = SplitSearch.Sums

  /// A node that was grown: a leaf while `column` is −1.
  struct Node {
    var sums: Sums
    var rows: Range<Int>
    var riders: Range<Int>
    var depth: Int
    /// The position in `bins.columns`.
    var column = -1
    /// Bins up to this one go left.
    var cut = 0
    /// The bins of a category that go left.
    var set = BinSet()
    var missingGoesLeft = false
    var gain = 0.0
    /// The left child; the right one follows it.
    var child = 0
    /// Between which weights its leaves lie.
    var bounds = WeightBounds()
    /// Whether its rows are parted, so that its children have them.
    var isParted = false

    var isLeaf: Bool { column < 0 }
  }

  private let bins: JointBins
  private let depth: Int
  private let minChildWeight: Double
  private var search: SplitSearch
  private var histograms: GradientHistograms
  private var isOffered: [Bool]
  /// The rows in the order of the leaves.
  private(set) var order: [Int32] = []
  private(set) var riders: [Int32] = []
  private var spare: [Int32] = []
  /// For each bin of the column at hand 1 where it goes left, otherwise 0.
  private var sides = [UInt8](repeating: 0, count: 256)
  /// The root first, children after their parents.
  private(set) var nodes: [Node] = []

  init(_ bins: JointBins, _ parameters: BoostingParameters) {
    self.bins = bins
    depth = parameters.depth
    minChildWeight = parameters.minChildWeight
    search = SplitSearch(parameters, columns: bins.columns.map { bins.layout.names[$0.index] })
    // Two children at each level, and the root.
    histograms = GradientHistograms(bins, count: 2 * parameters.depth)
    isOffered = [Bool](repeating: true, count: bins.columns.count)
  }

  /// Grows a tree, left in `nodes`.
  ///
  /// - Parameters:
  ///   - gradients: the gradient and the curvature of each row's loss.
  ///   - rows: those to learn from.
  ///   - columns: the positions in `bins.columns` that may be split.
  mutating func grow(gradients: [Sums], rows: [Int32], riders: [Int32], columns: [Int]) {
    order = rows
    self.riders = riders
    let most = max(rows.count, riders.count)
    if spare.count < most { spare = [Int32](repeating: 0, count: most) }
    for position in isOffered.indices { isOffered[position] = false }
    for position in columns { isOffered[position] = true }
    histograms.fill(0, rows: order[...], gradients: gradients)
    let total = histograms.total(0)
    nodes.removeAll(keepingCapacity: true)
    nodes.append(Node(sums: total, rows: rows.indices, riders: riders.indices, depth: 0))
    guard canSplit(0) else { return }
    split(0, histogram: 0, gradients)
  }

  private func canSplit(_ index: Int) -> Bool {
    let node = nodes[index]
    return node.depth < depth && node.rows.count > 1 && node.sums.y >= 2 * minChildWeight
  }

  /// Splits a node whose histogram is at hand, and the nodes below it.
  private mutating func split(_ index: Int, histogram: Int, _ gradients: [Sums]) {
    search.start(nodes[index].sums, within: nodes[index].bounds)
    histograms.search(histogram, isOffered: isOffered, &search)
    guard search.best.column >= 0 else { return }
    let child = part(index, search.best)
    guard canSplit(child) || canSplit(child + 1) else { return }
    let isLeftSmaller = nodes[child].rows.count <= nodes[child + 1].rows.count
    let (small, large) = isLeftSmaller ? (child, child + 1) : (child + 1, child)
    let level = nodes[child].depth
    let (first, second) = (2 * level, 2 * level + 1)
    histograms.fill(first, rows: order[nodes[small].rows], gradients: gradients)
    let splitsLarge = canSplit(large)
    if splitsLarge { histograms.subtract(first, from: histogram, into: second) }
    if canSplit(small) { split(small, histogram: first, gradients) }
    if splitsLarge { split(large, histogram: second, gradients) }
  }

  /// Gives a node its children, whose rows are parted where they may be split again.
  ///
  /// - Returns: the left child.
  private mutating func part(_ index: Int, _ split: SplitSearch.Split) -> Int {
    let column = bins.columns[split.column]
    let child = nodes.count
    var node = nodes[index]
    node.column = split.column
    node.gain = split.gain
    node.child = child
    node.cut = split.cut
    node.missingGoesLeft = split.missingGoesLeft
    node.isParted = node.depth + 1 < depth
    if column.isCategory { node.set = levelsGoingLeft(split, of: column) }
    nodes[index] = node
    var left = Node(
      sums: split.left, rows: node.rows.lowerBound..<node.rows.lowerBound,
      riders: node.riders.lowerBound..<node.riders.lowerBound, depth: node.depth + 1)
    var right = left
    right.sums = node.sums - split.left
    (left.bounds, right.bounds) = node.bounds.parted(
      search.weight(left.sums, within: node.bounds),
      search.weight(right.sums, within: node.bounds), sign: split.sign)
    if node.isParted {
      setSides(node)
      let start = column.index * bins.rowCount
      let middle = Self.partition(&order, node.rows, &spare, bins.bins, start: start, sides)
      left.rows = node.rows.lowerBound..<middle
      right.rows = middle..<node.rows.upperBound
      let riders = Self.partition(&riders, node.riders, &spare, bins.bins, start: start, sides)
      left.riders = node.riders.lowerBound..<riders
      right.riders = riders..<node.riders.upperBound
    }
    nodes.append(left)
    nodes.append(right)
    return child
  }

  /// The levels left of the cut; those without rows here go with most rows.
  private func levelsGoingLeft(
    _ split: SplitSearch.Split, of column: JointBins.Column
  ) -> BinSet {
    var set = BinSet()
    if search.isLeftHeavier {
      for bin in 1..<column.firstBin + column.binCount { set.insert(bin) }
      for bin in search.levelOrder[split.cut...] { set.remove(Int(bin)) }
    } else {
      for bin in search.levelOrder[..<split.cut] { set.insert(Int(bin)) }
    }
    return set
  }

  /// Tells which bins go left from a node.
  private mutating func setSides(_ node: Node) {
    let column = bins.columns[node.column]
    sides[0] = node.missingGoesLeft ? 1 : 0
    for bin in 1..<column.firstBin + column.binCount {
      let goesLeft = column.isCategory ? node.set.contains(UInt8(bin)) : bin <= node.cut
      sides[bin] = goesLeft ? 1 : 0
    }
  }

  /// Adds to the margin of each row, riders included, the value of its leaf.
  ///
  /// - Parameters:
  ///   - values: by node; those of leaves count.
  ///   - limit: no margin ends further from 0.
  mutating func addLeaves(_ values: [Float], limit: Float, to margins: inout [Float]) {
    unsafe margins.withUnsafeMutableBufferPointer { margins in
      for (index, node) in nodes.enumerated() where node.isLeaf || !node.isParted {
        for rows in [order[node.rows], riders[node.riders]] where !rows.isEmpty {
          if node.isLeaf {
            for row in rows {
              unsafe margins[Int(row)] = Self.clamp(margins[Int(row)] + values[index], limit)
            }
          } else {
            unsafe addChildren(of: node, values, limit, rows, margins)
          }
        }
      }
    }
  }

  /// Adds the values of two leaves whose rows lie together.
  private mutating func addChildren(
    of node: Node, _ values: [Float], _ limit: Float, _ rows: ArraySlice<Int32>,
    _ margins: UnsafeMutableBufferPointer<Float>
  ) {
    setSides(node)
    let start = bins.columns[node.column].index * bins.rowCount
    let additions = sides.map { values[node.child + 1 - Int($0)] }
    unsafe bins.bins.withUnsafeBufferPointer { bins in
      unsafe additions.withUnsafeBufferPointer { additions in
        for row in rows {
          let addition = unsafe additions[Int(bins[start &+ Int(row)])]
          unsafe margins[Int(row)] = Self.clamp(margins[Int(row)] + addition, limit)
        }
      }
    }
  }

  @inline(__always)
  private static func clamp(_ margin: Float, _ limit: Float) -> Float {
    max(-limit, min(limit, margin))
  }

  /// Brings the rows that go left before the others, each side in its order; returns where they part.
  private static func partition(
    _ order: inout [Int32], _ range: Range<Int>, _ spare: inout [Int32], _ bins: [UInt8],
    start: Int, _ goesLeft: [UInt8]
  ) -> Int {
    var left = range.lowerBound
    var right = 0
    unsafe order.withUnsafeMutableBufferPointer { order in
      unsafe spare.withUnsafeMutableBufferPointer { spare in
        unsafe bins.withUnsafeBufferPointer { bins in
          unsafe goesLeft.withUnsafeBufferPointer { goesLeft in
            // Written to both sides and kept on one: no branch to be guessed wrong.
            for position in range {
              let row = unsafe order[position]
              let isLeft = unsafe Int(goesLeft[Int(bins[start &+ Int(row)])])
              unsafe order[left] = row
              unsafe spare[right] = row
              left &+= isLeft
              right &+= 1 &- isLeft
            }
            if right > 0 {
              let rest = unsafe UnsafeMutableBufferPointer(rebasing: order[left..<left + right])
              _ = unsafe rest.update(fromContentsOf: spare[..<right])
            }
          }
        }
      }
    }
    return left
  }
}
