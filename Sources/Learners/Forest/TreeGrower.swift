import Numerics

/// Grows one tree on the bins of some rows by histograms of the split criterion.
///
/// In a node with mean outcome Ȳ and treatment T̄ and the slope τ of one on the other, each row has
/// the pseudo-outcome ρ = (T − T̄)(Y − Ȳ − τ(T − T̄)), the gradient of its own effect; a split is
/// chosen to maximise (Σ_L ρ)²/n_L + (Σ_R ρ)²/n_R (Athey, Tibshirani and Wager 2019). Without a
/// treatment ρ = Y − Ȳ, and the criterion is that of regression trees. Missing values go to
/// whichever side is better, or alone (Twala, Jones and Hand 2008). Categories are split as sets,
/// their levels in order of their mean ρ, which holds the best split (Fisher 1958).
struct TreeGrower {
  /// Sums over rows: 0 weight, 1 ρ, 2 centred treatment, 3 its square, 4 rows, 5 rows below T̄.
  typealias Sums = SIMD8<Float>

  private let features: BinnedFeatures
  private let binCounts: [Int]
  private let isCategory: [Bool]
  private let outcome: [Double]
  private let treatment: [Double]?
  private let weights: [Double]?
  private let settings: TreeSettings
  private var stream: RandomStream
  private var tree: GrownTree
  private var order: [Int32]
  private var spare: [Int32]
  private var entries: [Sums] = []
  private var histogram = [Sums](repeating: Sums(), count: 256)
  private var candidates: [Int]

  /// - Parameters:
  ///   - outcome: of all rows, of about unit scale, as is `treatment`: sums are of single precision.
  ///   - rows: those that the tree is grown on.
  init(
    features: BinnedFeatures, layout: BinLayout, outcome: [Double], treatment: [Double]?,
    weights: [Double]?, settings: TreeSettings, rows: [Int32], stream: RandomStream
  ) {
    self.features = features
    binCounts = layout.binCounts
    isCategory = layout.categories.map { $0 != nil }
    self.outcome = outcome
    self.treatment = treatment
    self.weights = weights
    self.settings = settings
    self.stream = stream
    tree = GrownTree(columnCount: features.columnCount)
    order = rows
    spare = rows
    candidates = Array(0..<features.columnCount)
  }

  /// A node whose rows are `order[low..<high]`.
  private struct Pending {
    var node: Int
    var low: Int
    var high: Int
    var depth: Int
  }

  /// What a split is compared by.
  private struct Node {
    var total: Sums
    /// The least variation of the treatment that a child keeps.
    var leastVariation: Float
    /// The least rows that a child keeps.
    var leastRows: Float
    /// Gains at or below this are rounding.
    var noise: Float
  }

  private struct Split {
    var gain: Float
    var column = -1
    var threshold = 0
    var missingLeft = false
    var set: BinSet?
  }

  mutating func grow() -> GrownTree {
    var pending = [Pending(node: 0, low: 0, high: order.count, depth: 0)]
    while let next = pending.popLast() {
      guard next.depth < settings.depth, let node = prepare(next), let split = best(node, next)
      else { continue }
      let middle = partition(next, split)
      if middle == next.low || middle == next.high { continue }
      let left = tree.nodes.count
      tree.nodes += [ForestNode(), ForestNode()]
      apply(split, to: next.node, left: left)
      if next.depth < GrownTree.countedLevels { tree.splitCounts[next.depth][split.column] += 1 }
      pending.append(Pending(node: left + 1, low: middle, high: next.high, depth: next.depth + 1))
      pending.append(Pending(node: left, low: next.low, high: middle, depth: next.depth + 1))
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

  /// Computes the rows' entries; nil for a node that cannot be split.
  private mutating func prepare(_ pending: Pending) -> Node? {
    let count = pending.high - pending.low
    guard count >= 2 * max(1, settings.minimumLeaf), features.columnCount > 0 else { return nil }
    var (weight, sumY, sumT) = (0.0, 0.0, 0.0)
    for position in pending.low..<pending.high {
      let row = Int(order[position])
      let w = weights?[row] ?? 1
      weight += w
      sumY += w * outcome[row]
      if let treatment { sumT += w * treatment[row] }
    }
    guard weight > 0 else { return nil }
    let (meanY, meanT) = (sumY / weight, sumT / weight)
    var (variation, covariation) = (0.0, 0.0)
    if let treatment {
      for position in pending.low..<pending.high {
        let row = Int(order[position])
        let t = treatment[row] - meanT
        let w = weights?[row] ?? 1
        variation += w * t * t
        covariation += w * t * (outcome[row] - meanY)
      }
      // A treatment that does not vary here tells nothing of effects.
      guard variation > 1e-10 * weight else { return nil }
    }
    let slope = treatment == nil ? 0 : covariation / variation
    entries.removeAll(keepingCapacity: true)
    var total = Sums()
    var squares = 0.0
    for position in pending.low..<pending.high {
      let row = Int(order[position])
      let w = weights?[row] ?? 1
      let t = (treatment?[row] ?? 0) - (treatment == nil ? 0 : meanT)
      let y = outcome[row] - meanY
      let rho = treatment == nil ? y : t * (y - slope * t)
      squares += w * rho * rho
      let entry = Sums(
        Float(w), Float(w * rho), Float(w * t), Float(w * t * t), 1, t < 0 ? 1 : 0, 0, 0)
      total += entry
      entries.append(entry)
    }
    return Node(
      total: total, leastVariation: Float(settings.balance * variation),
      leastRows: max(
        Float(settings.minimumLeaf),
        settings.separatesTreatment ? 1 : Float(settings.balance * Double(count))),
      noise: Float(1e-9 * squares))
  }

  private mutating func best(_ node: Node, _ pending: Pending) -> Split? {
    var best = Split(gain: node.noise)
    let width = candidates.count
    let wanted = min(
      width,
      max(1, width == 1 ? 1 : stream.poisson(mean: Double(settings.featuresPerSplit))))
    for position in 0..<wanted {
      candidates.swapAt(position, position + stream.below(width - position))
      let column = candidates[position]
      if binCounts[column] < 1 { continue }
      accumulate(column, pending)
      if isCategory[column] {
        scanCategory(column, node, &best)
      } else {
        scanNumber(column, node, &best)
      }
      clear(column)
    }
    return best.column < 0 ? nil : best
  }

  private mutating func accumulate(_ column: Int, _ pending: Pending) {
    let start = column * features.rowCount
    let count = pending.high - pending.low
    unsafe features.codes.withUnsafeBufferPointer { codes in
      unsafe order.withUnsafeBufferPointer { order in
        unsafe entries.withUnsafeBufferPointer { entries in
          unsafe histogram.withUnsafeMutableBufferPointer { histogram in
            for index in 0..<count {
              let row = unsafe Int(order[pending.low + index])
              let bin = unsafe Int(codes[start + row])
              unsafe histogram[bin] += entries[index]
            }
          }
        }
      }
    }
  }

  private mutating func clear(_ column: Int) {
    for bin in 0...binCounts[column] { histogram[bin] = Sums() }
  }

  private func scanNumber(_ column: Int, _ node: Node, _ best: inout Split) {
    let missing = histogram[0]
    let hasMissing = missing[4] > 0
    let bins = binCounts[column]
    var left = Sums()
    for bin in 1...bins {
      let own = histogram[bin]
      if own[4] == 0 { continue }
      left += own
      let gain = gain(left, node)
      if gain > best.gain {
        best = Split(
          gain: gain, column: column, threshold: bin,
          missingLeft: !hasMissing && 2 * left[4] >= node.total[4])
      }
      if hasMissing {
        let gain = self.gain(left + missing, node)
        if gain > best.gain {
          best = Split(gain: gain, column: column, threshold: bin, missingLeft: true)
        }
      }
    }
  }

  private func scanCategory(_ column: Int, _ node: Node, _ best: inout Split) {
    var bins: [Int] = []
    for bin in 0...binCounts[column] where histogram[bin][4] > 0 { bins.append(bin) }
    if bins.count < 2 { return }
    let means = bins.map { histogram[$0][1] / max(histogram[$0][0], .leastNormalMagnitude) }
    let sorted = bins.indices.sorted { (means[$0], bins[$0]) < (means[$1], bins[$1]) }
    var left = Sums()
    var set = BinSet()
    for position in sorted.dropLast() {
      left += histogram[bins[position]]
      set.insert(bins[position])
      let gain = gain(left, node)
      if gain > best.gain { best = Split(gain: gain, column: column, set: set) }
    }
  }

  /// The criterion of a split; −1 for one that is not allowed.
  @inline(__always)
  private func gain(_ left: Sums, _ node: Node) -> Float {
    let right = node.total - left
    if settings.separatesTreatment {
      let least = node.leastRows
      guard left[5] >= least, left[4] - left[5] >= least, right[5] >= least,
        right[4] - right[5] >= least
      else { return -1 }
    } else {
      guard left[4] >= node.leastRows, right[4] >= node.leastRows else { return -1 }
    }
    guard left[0] > 0, right[0] > 0 else { return -1 }
    var gain = left[1] * left[1] / left[0] + right[1] * right[1] / right[0]
    if settings.separatesTreatment {
      let leftVariation = left[3] - left[2] * left[2] / left[0]
      let rightVariation = right[3] - right[2] * right[2] / right[0]
      guard leftVariation >= node.leastVariation, rightVariation >= node.leastVariation,
        leftVariation > 0, rightVariation > 0
      else { return -1 }
      gain -= Float(settings.imbalancePenalty) * (1 / leftVariation + 1 / rightVariation)
    }
    return gain
  }

  /// Moves the rows that go left to the front; the position of the first that goes right.
  private mutating func partition(_ pending: Pending, _ split: Split) -> Int {
    let start = split.column * features.rowCount
    var left = pending.low
    var right = 0
    let bias: UInt8 = split.missingLeft ? 0 : 1
    for position in pending.low..<pending.high {
      let row = order[position]
      let code = features.codes[start + Int(row)]
      let goesLeft =
        split.set?.contains(code)
        ?? (code &- bias <= UInt8(truncatingIfNeeded: split.threshold) &- bias)
      if goesLeft {
        order[left] = row
        left += 1
      } else {
        spare[right] = row
        right += 1
      }
    }
    for position in 0..<right { order[left + position] = spare[position] }
    return left
  }
}
