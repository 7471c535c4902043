import Numerics

/// Trees whose leaves hold rows with like effects (Rzepakowski and Jaroszewicz 2012), one or many.
///
/// Effects are differences of the arms' means in a leaf, so that treatment must have been given at
/// random; a forest averages them over trees on random parts of the rows.
struct UpliftForestLearner: EffectLearner {
  let isForest: Bool

  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    let parameters = problem.settings.uplift
    try check(data, parameters)
    let layout = BinLayout(data.features)
    let binned = BinnedFeatures(data.features, layout, order: .byColumn)
    let stream = RandomStream(
      seed: problem.settings.seed, purpose: isForest ? "uplift forest" : "uplift tree")
    let sampling = ForestSampling(
      rowCount: data.rowCount, weights: data.weights, clusters: data.clusters,
      bagShare: isForest ? parameters.sample : 1, treeShare: 1, honesty: parameters.honesty)
    let grown = Parallel.map(count: isForest ? parameters.trees : 1) { index in
      var own = stream.substream(index)
      let bag = sampling.bag(&own)
      let rows = sampling.tree(bag, &own)
      var grower = UpliftGrower(
        features: binned, layout: layout, data: data, parameters: parameters, rows: rows.growth,
        stream: own.substream(0))
      return (
        tree: UpliftTree(grower.grow(), binned, data, rows: rows.estimation),
        bits: sampling.bits(bag)
      )
    }
    let model = UpliftForestModel(
      layout: layout, trees: grown.map(\.tree), armCount: data.arms.count)
    var bags = ForestBags(rowCount: data.rowCount)
    for tree in grown { bags.words += tree.bits }
    let means = model.means(binned, outside: isForest ? bags : nil)
    if means[0].contains(where: { !$0.isFinite }) {
      throw .unsupported("some rows are in the sample of every tree: use more trees")
    }
    let effects = (1..<data.arms.count).map { arm in
      means[arm].indices.map { means[arm][$0] - means[0][$0] }
    }
    let importance = importance(grown.map(\.tree.tree), data.features.names)
    return FittedEffects(
      model: model, effects: effects,
      remarks: (1..<data.arms.count).map { _ in
        "splits by \(parameters.criterion.rawValue), leaves of \(parameters.minimumLeaf) rows and \(parameters.minimumArm) of each arm or more"
      },
      forest: isForest
        ? ForestFindings(importance: importance, armCount: data.arms.count - 1, layout.crowded)
        : nil)
  }

  private func check(_ data: CausalData, _ parameters: UpliftParameters) throws(LearnerError) {
    if let infinite = data.features.firstInfinite { throw .infiniteValues(column: infinite) }
    guard data.features.columnCount > 0 else {
      throw .unsupported("an uplift tree needs features to split on")
    }
    let needed = parameters.minimumArm * (parameters.honesty ? 2 : 1)
    for (arm, count) in zip(data.arms, data.weighedArmCounts) where count < needed {
      throw .tooFewRows(arm: arm, rows: count, needed: needed)
    }
    if parameters.criterion.needsBinaryOutcome, !data.hasBinaryOutcome {
      throw .unsupported(
        "the criterion \(parameters.criterion.rawValue) is for 0/1 outcomes: use criterion: ed or cts"
      )
    }
    if parameters.criterion == .ddp, data.arms.count > 2 {
      throw .unsupported("the criterion ddp compares one arm with the control: use ed or cts")
    }
  }

  private func importance(_ trees: [GrownTree], _ names: [String]) -> [(String, Double)] {
    var all = ForestTrees(columnCount: names.count)
    for tree in trees { all.count(tree) }
    return zip(names, all.importance).map { ($0, $1) }
  }
}

/// One tree with what its leaves hold.
struct UpliftTree: Sendable {
  let tree: GrownTree
  /// `[node][arm]`: rows, mean outcome and its variance's estimate, for leaves and inner nodes.
  let contents: [[UpliftArm]]

  /// A tree at hand.
  init(tree: GrownTree, contents: [[UpliftArm]]) {
    self.tree = tree
    self.contents = contents
  }

  init(_ grown: GrownTree, _ features: BinnedFeatures, _ data: CausalData, rows: [Int32]) {
    let arms = data.arms.count
    var members = [[Int32]](repeating: [], count: grown.nodes.count)
    for row in rows {
      members[grown.leaf(features.codes, offset: Int(row), stride: features.rowCount)].append(row)
    }
    // A leaf without two rows of every arm has no effect, and joins its neighbour.
    let isFilled = members.map { rows in
      var counts = [Int](repeating: 0, count: arms)
      for row in rows { counts[Int(data.treatment[Int(row)])] += 1 }
      return counts.allSatisfy { $0 >= 2 }
    }
    var pruned = grown.pruned(isFilled: isFilled)
    // Rows of a leaf that was cut off fall into the one that took its place.
    var nodes = [[Int32]](repeating: [], count: pruned.nodes.count)
    for row in rows {
      nodes[pruned.leaf(features.codes, offset: Int(row), stride: features.rowCount)].append(row)
    }
    for index in pruned.nodes.indices.reversed() where pruned.nodes[index].left != 0 {
      let left = Int(pruned.nodes[index].left)
      nodes[index] = nodes[left] + nodes[left + 1]
    }
    for index in pruned.nodes.indices where pruned.nodes[index].left == 0 {
      pruned.nodes[index].item = -1
    }
    tree = pruned
    contents = nodes.map { rows in (0..<arms).map { UpliftArm(rows, arm: $0, data) } }
  }
}

/// The outcome of one arm in a node.
package struct UpliftArm: Sendable {
  package let rows: Int
  package let mean: Double
  /// Of the mean.
  package let variance: Double

  /// Statistics at hand.
  init(rows: Int, mean: Double, variance: Double) {
    self.rows = rows
    self.mean = mean
    self.variance = variance
  }

  init(_ rows: [Int32], arm: Int, _ data: CausalData) {
    var (count, weight, sum) = (0, 0.0, 0.0)
    for row in rows where data.treatment[Int(row)] == Int32(arm) {
      let w = data.weights?[Int(row)] ?? 1
      count += 1
      weight += w
      sum += w * data.outcome[Int(row)]
    }
    let mean = sum / weight
    var squares = 0.0
    for row in rows where data.treatment[Int(row)] == Int32(arm) {
      let deviation = (data.weights?[Int(row)] ?? 1) * (data.outcome[Int(row)] - mean)
      squares += deviation * deviation
    }
    self.rows = count
    self.mean = mean
    variance = squares / (weight * weight) * Double(count) / Double(max(1, count - 1))
  }
}

/// Effects as differences of means in the leaves of trees.
package struct UpliftForestModel: EffectModel {
  let layout: BinLayout
  let trees: [UpliftTree]
  let armCount: Int

  package func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    let means = means(BinnedFeatures(rows.features, layout, order: .byColumn), outside: nil)
    return means[arm].indices.map { means[arm][$0] - means[0][$0] }
  }

  package func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    means(BinnedFeatures(rows.features, layout, order: .byColumn), outside: nil)[arm]
  }

  /// Those of the difference of means in a leaf, of a single tree.
  package func standardErrors(
    _ rows: EffectRows, arm: Int
  ) throws(LearnerError) -> [Double]? {
    guard let only = trees.first, trees.count == 1 else { return nil }
    let binned = BinnedFeatures(rows.features, layout, order: .byColumn)
    return (0..<binned.rowCount).map { row in
      let leaf = only.tree.leaf(binned.codes, offset: row, stride: binned.rowCount)
      return (only.contents[leaf][arm].variance + only.contents[leaf][0].variance).squareRoot()
    }
  }

  /// `means[arm][row]`, over all trees or over those that did not see the row.
  func means(_ features: BinnedFeatures, outside bags: ForestBags?) -> [[Double]] {
    let parts = Parallel.mapChunks(count: features.rowCount, chunk: 512) { rows in
      rows.map { row -> [Double] in
        var sums = [Double](repeating: 0, count: armCount)
        var used = 0.0
        for (index, tree) in trees.enumerated() {
          if let bags, bags.contains(bag: index, row: row) { continue }
          let leaf = tree.tree.leaf(features.codes, offset: row, stride: features.rowCount)
          for arm in 0..<armCount { sums[arm] += tree.contents[leaf][arm].mean }
          used += 1
        }
        return sums.map { $0 / used }
      }
    }.flatMap { $0 }
    return (0..<armCount).map { arm in parts.map { $0[arm] } }
  }
}
