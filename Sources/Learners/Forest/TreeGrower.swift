import Numerics

/// Grows one tree on the bins of some rows.
///
/// At each node some columns are drawn, and of these every split is compared. Missing values go to
/// whichever side is better, or alone (Twala, Jones and Hand 2008). Categories are split as sets
/// with their levels in the criterion's order, which for sums of squares holds the best split
/// (Fisher 1958).
struct TreeGrower<Criterion: SplitCriterion> {
  private let features: BinnedFeatures
  private let binCounts: [Int]
  private let isCategory: [Bool]
  private let limits: TreeLimits
  private var criterion: Criterion
  private var stream: RandomStream
  private var tree: GrownTree
  /// The rows of each node that waits stand together.
  private var order: [Int32]
  private var spare: [Int32]
  private var columns: [Int]

  /// - Parameters:
  ///   - features: by column.
  ///   - rows: those that the tree is grown on.
  init(
    features: BinnedFeatures, layout: BinLayout, limits: TreeLimits, criterion: Criterion,
    rows: [Int32], stream: RandomStream
  ) {
    self.features = features
    binCounts = layout.binCounts
    isCategory = layout.categories.map { $0 != nil }
    self.limits = limits
    self.criterion = criterion
    self.stream = stream
    tree = GrownTree(columnCount: features.columnCount)
    order = rows
    spare = rows
    columns = Array(0..<features.columnCount)
  }

  /// A node that waits; its rows are `order[rows]`.
  private struct Pending {
    var node: Int
    var rows: Range<Int>
    var depth: Int
  }

  /// The best split so far.
  private struct Best {
    var gain: Double
    var split: TreeSplit?
  }

  mutating func grow() -> GrownTree {
    var pending = [Pending(node: 0, rows: 0..<order.count, depth: 0)]
    while let next = pending.popLast() {
      guard next.depth < limits.depth, next.rows.count >= 2 * max(1, limits.minimumLeaf),
        let split = bestSplit(next.rows)
      else { continue }
      let (low, high) = (next.rows.lowerBound, next.rows.upperBound)
      let middle = part(next.rows, split)
      if middle == low || middle == high { continue }
      let left = tree.divide(next.node, by: split, depth: next.depth)
      pending.append(Pending(node: left + 1, rows: middle..<high, depth: next.depth + 1))
      pending.append(Pending(node: left, rows: low..<middle, depth: next.depth + 1))
    }
    return tree
  }

  private mutating func bestSplit(_ rows: Range<Int>) -> TreeSplit? {
    guard let least = criterion.enter(order[rows]) else { return nil }
    var best = Best(gain: least)
    for position in 0..<drawColumns() {
      let column = columns[position]
      criterion.sum(
        order[rows], bins: features.column(column), lastBin: binCounts[column])
      if isCategory[column] {
        scanCategory(column, &best)
      } else {
        scanNumber(column, rowCount: rows.count, &best)
      }
    }
    return best.split
  }

  /// Brings the columns that a split may be on to the front; how many they are.
  private mutating func drawColumns() -> Int {
    let width = columns.count
    guard let mean = limits.featuresPerSplit, width > 1 else { return width }
    let count = min(width, max(1, stream.poisson(mean: Double(mean))))
    for position in 0..<count {
      columns.swapAt(position, position + stream.below(width - position))
    }
    return count
  }

  private func scanNumber(_ column: Int, rowCount: Int, _ best: inout Best) {
    let hasMissing = !criterion.isEmpty(0)
    var left = criterion.nothing
    for bin in 1...binCounts[column] where !criterion.isEmpty(bin) {
      criterion.add(bin, to: &left)
      let gain = criterion.gain(left: left)
      if gain > best.gain {
        // Where nothing is missing here, what will be goes with most rows.
        let missingLeft = !hasMissing && 2 * criterion.rowCount(left) >= rowCount
        best = Best(
          gain: gain, split: TreeSplit(column: column, last: bin, missingLeft: missingLeft))
      }
      if hasMissing {
        var both = left
        criterion.add(0, to: &both)
        let gain = criterion.gain(left: both)
        if gain > best.gain {
          best = Best(gain: gain, split: TreeSplit(column: column, last: bin, missingLeft: true))
        }
      }
    }
  }

  private func scanCategory(_ column: Int, _ best: inout Best) {
    let bins = (0...binCounts[column]).filter { !criterion.isEmpty($0) }
    let ranks = bins.map { criterion.rank($0) }
    let sorted = bins.indices.sorted { (ranks[$0], bins[$0]) < (ranks[$1], bins[$1]) }
    var left = criterion.nothing
    var set = BinSet()
    for position in sorted.dropLast() {
      criterion.add(bins[position], to: &left)
      set.insert(bins[position])
      let gain = criterion.gain(left: left)
      if gain > best.gain {
        best = Best(gain: gain, split: TreeSplit(column: column, set: set))
      }
    }
  }

  /// Moves the rows that go left to the front; the position of the first that goes right.
  private mutating func part(_ rows: Range<Int>, _ split: TreeSplit) -> Int {
    let start = split.column * features.rowCount
    var left = rows.lowerBound
    var right = 0
    for position in rows {
      let row = order[position]
      let goesLeft = split.goesLeft(features.codes[start + Int(row)])
      // Written to both, as no processor foresees which: the next row overwrites the other.
      order[left] = row
      spare[right] = row
      left += goesLeft ? 1 : 0
      right += goesLeft ? 0 : 1
    }
    for position in 0..<right { order[left + position] = spare[position] }
    return left
  }
}
