import Numerics

/// Grows one uplift tree on the bins of some rows.
struct UpliftGrower {
  private let features: BinnedFeatures
  private let layout: BinLayout
  private let data: CausalData
  private let parameters: UpliftParameters
  private let gain: UpliftGain
  private let armCount: Int
  private var stream: RandomStream
  private var tree: GrownTree
  private var order: [Int32]
  private var candidates: [Int]
  /// `histogram[bin * armCount + arm]`: weight, weighted outcome and rows.
  private var histogram: [SIMD4<Double>]

  init(
    features: BinnedFeatures, layout: BinLayout, data: CausalData, parameters: UpliftParameters,
    rows: [Int32], stream: RandomStream
  ) {
    self.features = features
    self.layout = layout
    self.data = data
    self.parameters = parameters
    gain = UpliftGain(
      criterion: parameters.criterion, shrinkage: parameters.shrinkage,
      normalized: parameters.normalized)
    armCount = data.arms.count
    self.stream = stream
    tree = GrownTree(columnCount: features.columnCount)
    order = rows
    candidates = Array(0..<features.columnCount)
    histogram = [SIMD4<Double>](repeating: SIMD4(), count: 256 * data.arms.count)
  }

  private struct Pending {
    var node: Int
    var rows: Range<Int>
    var depth: Int
  }

  private struct Split {
    var gain: Double
    var column = -1
    var threshold = 0
    var missingLeft = false
    var set: BinSet?
  }

  private typealias Sums = [SIMD4<Double>]

  mutating func grow() -> GrownTree {
    var pending = [Pending(node: 0, rows: 0..<order.count, depth: 0)]
    while let next = pending.popLast() {
      guard next.depth < parameters.depth, next.rows.count >= 2 * parameters.minimumLeaf,
        let split = best(next)
      else { continue }
      let middle = partition(next.rows, split)
      let left = tree.nodes.count
      tree.nodes += [ForestNode(), ForestNode()]
      apply(split, to: next.node, left: left)
      if next.depth < GrownTree.countedLevels { tree.splitCounts[next.depth][split.column] += 1 }
      pending.append(
        Pending(node: left + 1, rows: middle..<next.rows.upperBound, depth: next.depth + 1))
      pending.append(
        Pending(node: left, rows: next.rows.lowerBound..<middle, depth: next.depth + 1))
    }
    return tree
  }

  private mutating func apply(_ split: Split, to node: Int, left: Int) {
    tree.nodes[node].left = Int32(left)
    tree.nodes[node].column = UInt16(split.column)
    if let set = split.set {
      tree.nodes[node].isSet = true
      tree.nodes[node].item = Int32(tree.sets.count)
      tree.sets.append(set)
    } else {
      tree.nodes[node].bias = split.missingLeft ? 0 : 1
      tree.nodes[node].limit = UInt8(split.missingLeft ? split.threshold : split.threshold - 1)
    }
  }

  private mutating func best(_ node: Pending) -> Split? {
    var best = Split(gain: 1e-12)
    let width = candidates.count
    let wanted = parameters.featuresPerSplit.map {
      min(width, max(1, stream.poisson(mean: Double($0))))
    }
    for position in 0..<(wanted ?? width) {
      if wanted != nil { candidates.swapAt(position, position + stream.below(width - position)) }
      let column = candidates[position]
      let total = accumulate(column, node.rows)
      let means = gain.means(total.map { SIMD2($0[0], $0[1]) }, parent: nil)
      guard means.allSatisfy(\.isFinite) else { return nil }
      if layout.categories[column] != nil {
        scanCategory(column, total, means, &best)
      } else {
        scanNumber(column, total, means, &best)
      }
    }
    return best.column < 0 ? nil : best
  }

  /// Fills the histogram; the sums of each arm.
  private mutating func accumulate(_ column: Int, _ rows: Range<Int>) -> Sums {
    for slot in 0..<(layout.binCounts[column] + 1) * armCount { histogram[slot] = SIMD4() }
    let start = column * features.rowCount
    var total = Sums(repeating: SIMD4(), count: armCount)
    for position in rows {
      let row = Int(order[position])
      let weight = data.weights?[row] ?? 1
      let arm = Int(data.treatment[row])
      let entry = SIMD4(weight, weight * data.outcome[row], 1, 0)
      histogram[Int(features.codes[start + row]) * armCount + arm] += entry
      total[arm] += entry
    }
    return total
  }

  private func sums(_ bin: Int) -> ArraySlice<SIMD4<Double>> {
    histogram[bin * armCount..<(bin + 1) * armCount]
  }

  private func isEmpty(_ bin: Int) -> Bool { !sums(bin).contains { $0[2] > 0 } }

  private func add(_ bin: Int, to left: inout Sums) {
    for (arm, sum) in sums(bin).enumerated() { left[arm] += sum }
  }

  private func scanNumber(
    _ column: Int, _ total: Sums, _ means: [Double], _ best: inout Split
  ) {
    let hasMissing = !isEmpty(0)
    var left = Sums(repeating: SIMD4(), count: armCount)
    for bin in 1...max(1, layout.binCounts[column]) where !isEmpty(bin) {
      add(bin, to: &left)
      if let gain = value(left, total, means), gain > best.gain {
        let rows = left.reduce(0) { $0 + $1[2] }
        best = Split(
          gain: gain, column: column, threshold: bin,
          missingLeft: !hasMissing && 2 * rows >= total.reduce(0) { $0 + $1[2] })
      }
      if hasMissing {
        var both = left
        add(0, to: &both)
        if let gain = value(both, total, means), gain > best.gain {
          best = Split(gain: gain, column: column, threshold: bin, missingLeft: true)
        }
      }
    }
  }

  /// Levels in order of the largest effect of an arm there, shrunk to that of the node.
  private func scanCategory(
    _ column: Int, _ total: Sums, _ means: [Double], _ best: inout Split
  ) {
    let bins = (0...layout.binCounts[column]).filter { !isEmpty($0) }
    let effects = bins.map { bin -> Double in
      let own = gain.means(sums(bin).map { SIMD2($0[0], $0[1]) }, parent: means)
      // Without shrinkage an arm that is absent has no mean, and the node's stands in.
      let known = own.indices.map { own[$0].isFinite ? own[$0] : means[$0] }
      return known.dropFirst().map { $0 - known[0] }.max() ?? 0
    }
    let sorted = bins.indices.sorted { (effects[$0], bins[$0]) < (effects[$1], bins[$1]) }
    var left = Sums(repeating: SIMD4(), count: armCount)
    var set = BinSet()
    for position in sorted.dropLast() {
      add(bins[position], to: &left)
      set.insert(bins[position])
      if let gain = value(left, total, means), gain > best.gain {
        best = Split(gain: gain, column: column, set: set)
      }
    }
  }

  /// The gain of a split; nil for one that leaves too few rows on a side.
  private func value(_ left: Sums, _ total: Sums, _ means: [Double]) -> Double? {
    var (leftRows, rightRows) = (0.0, 0.0)
    let least = Double(parameters.minimumArm)
    for arm in 0..<armCount {
      let own = left[arm][2]
      let rest = total[arm][2] - own
      if own < least || rest < least { return nil }
      leftRows += own
      rightRows += rest
    }
    guard min(leftRows, rightRows) >= Double(parameters.minimumLeaf) else { return nil }
    let right = total.indices.map { total[$0] - left[$0] }
    guard left.allSatisfy({ $0[0] > 0 }), right.allSatisfy({ $0[0] > 0 }) else { return nil }
    return gain.gain(
      left.map { SIMD2($0[0], $0[1]) }, right.map { SIMD2($0[0], $0[1]) }, means: means)
  }

  private mutating func partition(_ rows: Range<Int>, _ split: Split) -> Int {
    let start = split.column * features.rowCount
    let bias: UInt8 = split.missingLeft ? 0 : 1
    let limit = UInt8(truncatingIfNeeded: split.threshold) &- bias
    var (left, right): ([Int32], [Int32]) = ([], [])
    for position in rows {
      let code = features.codes[start + Int(order[position])]
      if split.set?.contains(code) ?? (code &- bias <= limit) {
        left.append(order[position])
      } else {
        right.append(order[position])
      }
    }
    order.replaceSubrange(rows, with: left + right)
    return rows.lowerBound + left.count
  }
}
