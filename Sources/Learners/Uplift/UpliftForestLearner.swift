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
      var grower = TreeGrower(
        features: binned, layout: layout, limits: parameters.limits,
        criterion: UpliftSplitCriterion(data: data, parameters: parameters), rows: rows.growth,
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
      throw .forestTooSmall("some rows are in the sample of every tree")
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
