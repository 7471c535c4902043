import Numerics

/// A random forest (Breiman 2001) on binned features, for numbers and for probabilities.
///
/// Each tree sees a random half of the rows and splits by squared error, which for 0/1 targets is
/// the Gini index; a prediction is the mean of the trees' leaf means. Categories are split as sets
/// of levels, and missing values take the side that suits the target.
package struct ForestLearner: BaseLearner {
  package let parameters: ForestParameters

  package init(_ parameters: ForestParameters = .standard) { self.parameters = parameters }

  package var name: String { "forest" }
  package var acceptsMissing: Bool { true }

  package var identity: String {
    let p = parameters
    return "forest(trees=\(p.trees),depth=\(p.depth ?? 0),min-leaf=\(p.minimumLeaf ?? 0),"
      + "sample=\(p.sample),features-per-split=\(p.featuresPerSplit ?? 0))"
  }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try fitOutOfBag(task).predictor
  }

  /// The forest, and the prediction of each row by the trees that did not see it.
  func fitOutOfBag(
    _ task: LearningTask
  ) throws(LearnerError) -> (predictor: any Predictor, predictions: [Double]) {
    try check(task)
    let scale = TargetScale(task)
    let count = task.target.count
    guard scale.varies, task.features.columnCount > 0, count >= 2 else {
      return (
        ConstantPredictor(value: scale.center), [Double](repeating: scale.center, count: count)
      )
    }
    let layout = BinLayout(task.features)
    let binned = BinnedFeatures(task.features, layout, order: .byColumn)
    let width = task.features.columnCount
    let target = task.target.map { ($0 - scale.center) / scale.spread }
    let builder = ForestBuilder(
      features: binned, layout: layout, outcome: target, treatment: nil, weights: task.weights,
      sampling: ForestSampling(
        rowCount: count, weights: task.weights, clusters: task.clusters,
        bagShare: parameters.sample,
        treeShare: 1, honesty: false),
      settings: TreeSettings(
        depth: parameters.depth ?? TreeLimits.mostDepth,
        minimumLeaf: parameters.minimumLeaf
          ?? ForestParameters.standardLeaf(task.role, rows: count), balance: 0, imbalancePenalty: 0,
        featuresPerSplit: min(
          width, parameters.featuresPerSplit ?? ForestParameters.standardFeatures(width)),
        separatesTreatment: false),
      treesPerBag: 1,
      stream: RandomStream(seed: task.seed, purpose: "forest", content: UInt64(count)))
    let (trees, bags) = builder.build(bagCount: parameters.trees)
    let model = ForestPredictor(
      layout: layout, trees: trees, scale: scale, remark: "")
    let predictions = model.predictions(binned.byRow(), rowCount: count, outside: bags)
    let r2 = NuisanceScore.rSquared(predictions, task.target)
    let remark = "out-of-bag R² \(NumberFormat.fixed(r2, digits: 3))"
    return (
      ForestPredictor(layout: layout, trees: trees, scale: scale, remark: remark),
      predictions
    )
  }
}

/// Settings of a random forest, checked when made.
package struct ForestParameters: Sendable, Hashable {
  package let trees: Int
  /// Splits from root to leaf at most; nil for no limit.
  package let depth: Int?
  /// Rows that a leaf keeps at least; nil for 5, and for probabilities a hundredth of the rows.
  package let minimumLeaf: Int?
  /// The share of the rows that a tree sees.
  package let sample: Double
  /// Features that a split may choose from, on average; nil for two thirds of them.
  package let featuresPerSplit: Int?

  /// - Throws: `invalidParameter` with the name that a notebook uses.
  package init(
    trees: Int = 200, depth: Int? = nil, minimumLeaf: Int? = nil, sample: Double = 0.5,
    featuresPerSplit: Int? = nil
  ) throws(LearnerError) {
    try TreeLimits.check(
      trees: trees, depth: depth, minimumLeaf: minimumLeaf,
      featuresPerSplit: featuresPerSplit)
    try LearnerError.require(sample > 0 && sample <= 0.95, "sample", "above 0 and at most 0.95")
    self.trees = trees
    self.depth = depth
    self.minimumLeaf = minimumLeaf
    self.sample = sample
    self.featuresPerSplit = featuresPerSplit
  }

  private init() {
    (trees, depth, minimumLeaf, sample, featuresPerSplit) = (200, nil, nil, 0.5, nil)
  }

  package static let standard = ForestParameters()

  /// A 0/1 value says little of its probability, so that small leaves would fit noise: a hundredth
  /// of the rows, from 5 to 50.
  static func standardLeaf(_ role: LearnerRole, rows: Int) -> Int {
    role == .regression ? 5 : min(50, max(5, rows / 100))
  }

  static func standardFeatures(_ columnCount: Int) -> Int { max(1, (2 * columnCount + 2) / 3) }
}

/// A random forest that has been fitted.
struct ForestPredictor: Predictor {
  let layout: BinLayout
  let trees: ForestTrees
  let scale: TargetScale
  let remark: String

  func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    predictions(
      BinnedFeatures(features, layout, order: .byRow).codes, rowCount: features.rowCount,
      outside: nil)
  }

  /// The mean over all trees, or over those whose bag does not hold the row; where every bag does,
  /// as may happen with very few trees, the mean of the target.
  func predictions(_ codes: [UInt8], rowCount: Int, outside bags: ForestBags?) -> [Double] {
    let width = layout.names.count
    return Parallel.mapChunks(count: rowCount, chunk: 512) { rows in
      let found = trees.findLeaves(codes, width: width, rows: rows, outside: bags, treesPerBag: 1)
      var sums = [Double](repeating: 0, count: rows.count)
      var used = [Int](repeating: 0, count: rows.count)
      for tree in 0..<trees.count {
        for position in 0..<rows.count {
          let leaf = found[tree * rows.count + position]
          if leaf < 0 { continue }
          sums[position] += Double(trees.leaves[Int(leaf)][1])
          used[position] += 1
        }
      }
      return sums.indices.map { position in
        if used[position] == 0 { return scale.center }
        let mean = scale.center + scale.spread * sums[position] / Double(used[position])
        // Leaves are of single precision, whose rounding may leave the range of a probability.
        return scale.role == .probability ? min(max(mean, 0), 1) : mean
      }
    }.flatMap { $0 }
  }
}
