/// Grows one tree at a time on the gradients of a loss.
///
/// The rows of a node lie together in `order`; `riders` are rows that the tree does not learn from
/// (held out, or left out of the tree's sample) and that are led to its leaves all the same. Of two
/// children the smaller is summed, and the sums of the other are what is left of the parent's.
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
  /// The root first, children after their parents.
  private(set) var nodes: [Node] = []

  init(_ bins: JointBins, _ parameters: BoostingParameters) {
    self.bins = bins
    depth = parameters.depth
    minChildWeight = parameters.minChildWeight
    search = SplitSearch(parameters)
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
    search.start(nodes[index].sums)
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

  /// Parts the rows of a node; returns its left child.
  private mutating func part(_ index: Int, _ split: SplitSearch.Split) -> Int {
    let column = bins.columns[split.column]
    let child = nodes.count
    var node = nodes[index]
    node.column = split.column
    node.gain = split.gain
    node.child = child
    node.cut = split.cut
    node.missingGoesLeft = split.missingGoesLeft
    if column.isCategory { node.set = levelsGoingLeft(split, of: column) }
    nodes[index] = node
    let goesLeft = sides(node, column)
    let middle = Self.partition(
      &order, node.rows, &spare, bins.bins, start: column.index * bins.rowCount, goesLeft)
    let riderMiddle = Self.partition(
      &riders, node.riders, &spare, bins.bins, start: column.index * bins.rowCount, goesLeft)
    nodes.append(
      Node(
        sums: split.left, rows: node.rows.lowerBound..<middle,
        riders: node.riders.lowerBound..<riderMiddle, depth: node.depth + 1))
    nodes.append(
      Node(
        sums: node.sums - split.left, rows: middle..<node.rows.upperBound,
        riders: riderMiddle..<node.riders.upperBound, depth: node.depth + 1))
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

  /// For each bin 1 where it goes left, otherwise 0.
  private func sides(_ node: Node, _ column: JointBins.Column) -> [UInt8] {
    (0...255).map { bin in
      let goesLeft =
        bin == 0
        ? node.missingGoesLeft
        : column.isCategory ? node.set.contains(UInt8(bin)) : bin <= node.cut
      return goesLeft ? 1 : 0
    }
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
            for position in 0..<right { unsafe order[left + position] = spare[position] }
          }
        }
      }
    }
    return left
  }
}
