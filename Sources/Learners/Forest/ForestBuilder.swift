import Numerics

/// Grows the trees of a forest in parallel: the same trees for any number of threads.
struct ForestBuilder {
  let features: BinnedFeatures
  let layout: BinLayout
  /// Of about unit scale.
  let outcome: [Double]
  /// nil for a forest that predicts the outcome itself.
  let treatment: [Double]?
  let weights: [Double]?
  let sampling: ForestSampling
  let settings: TreeSettings
  let treesPerBag: Int
  let stream: RandomStream

  /// Grows `bagCount` bags of trees.
  func build(bagCount: Int) -> (trees: ForestTrees, bags: ForestBags) {
    let grown = Parallel.map(count: bagCount) { bag in self.bag(bag) }
    var trees = ForestTrees(columnCount: features.columnCount)
    var bags = ForestBags(rowCount: features.rowCount)
    bags.words.reserveCapacity(bagCount * bags.wordsPerBag)
    for bag in grown {
      bags.words += bag.bits
      for (tree, leaves) in bag.trees { trees.append(tree, statistics: leaves) }
    }
    return (trees, bags)
  }

  private struct Bag: Sendable {
    var bits: [UInt64]
    var trees: [(GrownTree, [ForestTrees.Leaf])]
  }

  private func bag(_ index: Int) -> Bag {
    var stream = stream.substream(index)
    let units = sampling.bag(&stream)
    var trees: [(GrownTree, [ForestTrees.Leaf])] = []
    for tree in 0..<treesPerBag {
      var own = stream.substream(tree)
      let rows = sampling.tree(units, &own)
      var grower = TreeGrower(
        features: features, layout: layout, limits: settings.limits,
        criterion: EffectSplitCriterion(
          outcome: outcome, treatment: treatment, weights: weights, settings: settings),
        rows: rows.growth, stream: own.substream(0))
      trees.append(filled(grower.grow(), rows.estimation))
    }
    return Bag(bits: sampling.bits(units), trees: trees)
  }

  /// Leaves averaged over the rows that fall into them, and branches without rows cut off.
  ///
  /// A leaf for effects holds the means of 1, Y, T, YT and T²; another the mean of Y.
  private func filled(
    _ tree: GrownTree, _ rows: [Int32]
  ) -> (GrownTree, [ForestTrees.Leaf]) {
    var sums = [SIMD8<Double>](repeating: SIMD8(), count: tree.nodes.count)
    for row in rows {
      let row = Int(row)
      let leaf = tree.leaf(features.codes, offset: row, stride: features.rowCount)
      let w = weights?[row] ?? 1
      let y = outcome[row]
      let t = treatment?[row] ?? 0
      sums[leaf] += SIMD8(w, w * y, w * t, w * y * t, w * t * t, 1, 0, 0)
    }
    let pruned = tree.pruned(isFilled: sums.map { $0[5] > 0 })
    let statistics = sums.map { sum -> ForestTrees.Leaf in
      if sum[5] == 0 { return ForestTrees.Leaf() }
      return ForestTrees.Leaf(treatment == nil ? sum / sum[0] : sum / sum[5])
    }
    return (pruned, statistics)
  }
}
