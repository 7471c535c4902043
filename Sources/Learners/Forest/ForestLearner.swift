import Numerics

/// A random forest (Breiman 2001) on binned features, for numbers and for probabilities.
///
/// Each tree sees a random half of the rows and splits by squared error, which for 0/1 targets is
/// the Gini index; a prediction is the mean of the trees' leaf means. Categories are split as sets
/// of levels, and missing values take the side that suits the target.
///
/// Probabilities are drawn to the mean by the slope of the target on what out-of-bag predictions
/// differ from it, which gives the best linear prediction from them. Where features tell nothing of a treatment
/// the forest's noise would stay in its residuals, and noise in a regressor draws its slope to 0.
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
    var predictions = model.predictions(binned.byRow(), rowCount: count, outside: bags)
    var fitted = scale
    if task.role == .probability {
      let factor = Self.calibration(predictions, task, center: scale.center)
      fitted = TargetScale(role: scale.role, center: scale.center, spread: factor * scale.spread)
      predictions = predictions.map { scale.center + factor * ($0 - scale.center) }
    }
    let r2 = NuisanceScore.rSquared(predictions, task.target)
    let remark = "out-of-bag R² \(NumberFormat.fixed(r2, digits: 3))"
    return (
      ForestPredictor(layout: layout, trees: trees, scale: fitted, remark: remark),
      predictions
    )
  }

  /// However small the differences become, rows can be ranked by them.
  private static let leastFactor = 0.1

  /// The slope of the target on predictions, both about the mean: at most 1, as a probability may
  /// not leave its range.
  private static func calibration(
    _ predictions: [Double], _ task: LearningTask, center: Double
  ) -> Double {
    var (products, squares) = (0.0, 0.0)
    for row in predictions.indices {
      let weight = task.weights?[row] ?? 1
      let difference = predictions[row] - center
      products += weight * difference * (task.target[row] - center)
      squares += weight * difference * difference
    }
    return squares > 0 ? min(max(products / squares, leastFactor), 1) : 1
  }
}
