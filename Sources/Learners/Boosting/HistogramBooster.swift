import Numerics

/// Our own gradient boosting on binned features: the algorithm of XGBoost's `hist` (Chen and
/// Guestrin 2016) on one thread, for up to 255 bins of a feature.
final class HistogramBooster: TreeBooster {
  private typealias Sums = SplitSearch.Sums

  private let bins: JointBins
  private let parameters: BoostingParameters
  private let target: [Float]
  private let weights: [Float]?
  private let role: LearnerRole
  private let rows: [Int32]
  private let heldOut: [Int32]
  private let stream: RandomStream
  private var grower: BoostedTreeGrower
  private var gradients: [Sums]
  /// Of all rows, in the scale of the loss: the start and the leaves so far.
  private var margins: [Float]
  /// Room for the probabilities of all rows.
  private var probabilities: [Float]
  private var trees: TreeEnsembleBuilder
  private var gains: [Double]

  /// - Parameters:
  ///   - target, weights: of all rows, scaled.
  ///   - rows: those to learn from, ascending.
  ///   - heldOut: rows whose margins are wanted.
  init(
    _ bins: JointBins, _ parameters: BoostingParameters, target: [Float], weights: [Float]?,
    scale: TargetScale, rows: [Int32], heldOut: [Int32], seed: UInt64
  ) {
    self.bins = bins
    self.parameters = parameters
    self.target = target
    self.weights = weights
    role = scale.role
    self.rows = rows
    self.heldOut = heldOut
    stream = RandomStream(seed: seed, purpose: "boosted trees", content: UInt64(rows.count))
    grower = BoostedTreeGrower(bins, parameters)
    gradients = [Sums](repeating: Sums(), count: target.count)
    margins = [Float](repeating: Float(scale.startMargin), count: target.count)
    probabilities = [Float](repeating: 0, count: scale.role == .probability ? target.count : 0)
    let levels = bins.layout.categories.compactMap { $0?.count }.max() ?? 0
    trees = TreeEnsembleBuilder(columnCount: bins.layout.names.count, categoryCount: levels)
    gains = [Double](repeating: 0, count: bins.layout.names.count)
  }

  func heldOutMargins() -> [Float] { heldOut.map { margins[Int($0)] } }

  func ensemble() -> TreeEnsemble { TreeEnsemble(trees, gains: gains) }

  func grow() {
    computeGradients()
    var draws = stream.substream(trees.roots.count)
    let columns = drawColumns(&draws)
    let (own, others) = drawRows(&draws)
    grower.grow(gradients: gradients, rows: own, riders: others, columns: columns)
    let values = append()
    let limit = role == .probability ? Logistic.mostMargin : .infinity
    grower.addLeaves(values, limit: limit, to: &margins)
  }

  /// Half the squared error has the gradient m − y and the curvature 1, the logistic loss p − y and
  /// p(1 − p).
  private func computeGradients() {
    unsafe gradients.withUnsafeMutableBufferPointer { gradients in
      unsafe margins.withUnsafeBufferPointer { margins in
        unsafe target.withUnsafeBufferPointer { target in
          switch role {
          case .regression:
            for row in target.indices {
              unsafe gradients[row] = Sums(Double(margins[row]) - Double(target[row]), 1)
            }
          case .probability:
            unsafe probabilities.withUnsafeMutableBufferPointer { probabilities in
              unsafe Self.logistic(margins, target, probabilities, gradients)
            }
          }
        }
      }
      guard let weights else { return }
      for row in weights.indices { unsafe gradients[row] *= Double(weights[row]) }
    }
  }

  /// The gradients of the logistic loss: first all probabilities, a plain loop that the compiler turns
  /// into one over several rows at a time.
  private static func logistic(
    _ margins: UnsafeBufferPointer<Float>, _ target: UnsafeBufferPointer<Float>,
    _ probabilities: UnsafeMutableBufferPointer<Float>,
    _ gradients: UnsafeMutableBufferPointer<Sums>
  ) {
    for row in 0..<margins.count {
      unsafe probabilities[row] = Logistic.probability(margins[row])
    }
    for row in 0..<margins.count {
      let probability = unsafe Double(probabilities[row])
      unsafe gradients[row] = Sums(
        probability - Double(target[row]), probability * (1 - probability) + 1e-16)
    }
  }

  private func drawColumns(_ draws: inout RandomStream) -> [Int] {
    let count = bins.columns.count
    if parameters.columns == 1 { return Array(0..<count) }
    let wanted = max(1, Int((parameters.columns * Double(count)).rounded()))
    return draws.sample(wanted, of: count).sorted()
  }

  /// The rows that this tree learns from, and those that it does not.
  private func drawRows(_ draws: inout RandomStream) -> ([Int32], [Int32]) {
    if parameters.subsample == 1 { return (rows, heldOut) }
    let limit = UInt64(parameters.subsample * 0x1p32)
    var own: [Int32] = []
    var others = heldOut
    own.reserveCapacity(rows.count)
    others.reserveCapacity(rows.count)
    var bits: UInt64 = 0
    for (position, row) in rows.enumerated() {
      bits = position % 2 == 0 ? draws.nextUInt64() : bits >> 32
      if bits & 0xffff_ffff < limit { own.append(row) } else { others.append(row) }
    }
    return (own, others)
  }

  /// Adds the tree that was grown to the ensemble; returns what the leaves among its nodes add.
  private func append() -> [Float] {
    var values = [Float](repeating: 0, count: grower.nodes.count)
    var made: [TreeEnsemble.Node] = []
    var deepest = 0
    // Level by level: children come after their parents.
    var waiting = [0]
    var next = 0
    while next < waiting.count {
      let index = waiting[next]
      let node = grower.nodes[index]
      let place = Int32(next)
      next += 1
      deepest = max(deepest, node.depth)
      if node.isLeaf {
        let value = leafValue(node)
        values[index] = value
        made.append(
          TreeEnsemble.Node(
            threshold: value, value: value, column: 0, left: place, right: place, categories: -1,
            missingGoesLeft: false))
        continue
      }
      let left = Int32(waiting.count)
      waiting += [node.child, node.child + 1]
      made.append(splitNode(node, left: left))
    }
    trees.append(made, depth: deepest)
    return values
  }

  private func leafValue(_ node: BoostedTreeGrower.Node) -> Float {
    let curvature = node.sums.y + parameters.lambda
    let weight = curvature > 0 ? -node.sums.x / curvature : 0
    return Float(parameters.rate * node.bounds.clamp(weight))
  }

  private func splitNode(_ node: BoostedTreeGrower.Node, left: Int32) -> TreeEnsemble.Node {
    let column = bins.columns[node.column]
    gains[column.index] += node.gain
    return TreeEnsemble.Node(
      threshold: column.isCategory ? 0 : bins.layout.threshold(column.index, after: node.cut),
      value: 0, column: Int32(column.index), left: left, right: left + 1,
      categories: column.isCategory
        ? trees.addSet(bins.layout.levels(of: column.index, outside: node.set)) : -1,
      missingGoesLeft: node.missingGoesLeft)
  }
}

extension BinLayout {
  /// The positions of the levels of a category whose bins are not in a set.
  fileprivate func levels(of column: Int, outside set: BinSet) -> [Int] {
    guard case .categorical(let bins) = columns[column] else { return [] }
    return bins.indices.filter { !set.contains(bins[$0]) }
  }

  /// The least single-precision number above bin `bin` of a number; infinite above the last.
  fileprivate func threshold(_ column: Int, after bin: Int) -> Float {
    let cut = cut(column, after: bin)
    if cut.isNaN { return .infinity }
    let rounded = Float(cut)
    return (Double(rounded) <= cut ? rounded : rounded.nextDown).nextUp
  }
}
