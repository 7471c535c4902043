import Numerics

/// Gradient-boosted trees (Friedman 2001), grown on one thread.
///
/// A number is fitted by squared error on a target scaled to mean 0 and variance 1, a probability
/// by the logistic loss. Categories are split as sets of levels, and missing values take the side
/// that lowers the loss. Columns may be held monotone. Unless the number of trees is given, a fifth of the rows (drawn by seed)
/// decides it: trees are added until twenty in a row have not helped there, and the best number is
/// then grown on all rows. Where rows come in clusters, a fifth of the clusters is held out.
package struct BoostingLearner: BaseLearner {
  package static let mostTrees = 500
  static let patience = 20
  static let validationShare = 0.2
  /// With fewer rows than this no share is held out.
  static let fewestForValidation = 50
  /// With fewer clusters than this none is held out.
  static let fewestClustersForValidation = 5
  static let treesWithoutValidation = 50

  package let parameters: BoostingParameters

  package init(_ parameters: BoostingParameters = .standard) { self.parameters = parameters }

  package var name: String { "boosting" }
  package var acceptsMissing: Bool { true }

  package var identity: String {
    let p = parameters
    return "boosting(trees=\(p.trees.map { String($0) } ?? "auto"),depth=\(p.depth),rate=\(p.rate),"
      + "min-child-weight=\(p.minChildWeight),subsample=\(p.subsample),columns=\(p.columns),"
      + "lambda=\(p.lambda),min-gain=\(p.minGain),bins=\(p.bins),engine=\(p.engine),"
      + "monotone=\(p.monotoneColumns.map { "\($0.name):\($0.way)" }))"
  }

  /// Refuses monotone columns that are not among these.
  package func requireColumns(_ names: [String]) throws(LearnerError) {
    if let unknown = parameters.monotoneColumns.first(where: { !names.contains($0.name) }) {
      throw .unsupported(
        "monotone names “\(unknown.name)”, which is neither a feature nor a control")
    }
  }

  /// Refuses monotone columns whose values have no order.
  private func checkMonotone(_ features: FeatureMatrix) throws(LearnerError) {
    for (name, levels) in zip(features.names, features.categories)
    where levels != nil && parameters.monotone[name] != nil {
      throw .unsupported("monotone names “\(name)”, a category, whose levels have no order")
    }
  }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    try checkMonotone(task.features)
    let scale = TargetScale(task)
    guard scale.varies, task.features.columnCount > 0 else {
      return ConstantPredictor(value: scale.center)
    }
    let rows = BoostingRows(task, scale, parameters)
    guard rows.differ else { return ConstantPredictor(value: scale.center) }
    if let trees = parameters.trees { return try grow(rows, trees: trees, remark: "") }
    if let few = Self.tooFewToChoose(task) {
      let trees = Self.treesWithoutValidation
      return try grow(rows, trees: trees, remark: "\(trees) trees, too few \(few) to choose")
    }
    let best = try chooseTrees(rows)
    if best == 0 { return ConstantPredictor(value: scale.center, remark: "0 trees") }
    return try grow(rows, trees: best, remark: best == 1 ? "1 tree" : "\(best) trees")
  }

  private func grow(
    _ rows: BoostingRows, trees: Int, remark: String
  ) throws(LearnerError) -> any Predictor {
    let booster = try rows.booster(training: Array(rows.task.target.indices), heldOut: [])
    for _ in 0..<trees { try booster.grow() }
    return BoostedPredictor(ensemble: try booster.ensemble(), scale: rows.scale, remark: remark)
  }

  /// The number of trees with the least loss on the held-out rows; 0 if none improves on the mean.
  private func chooseTrees(_ rows: BoostingRows) throws(LearnerError) -> Int {
    let (task, scale) = (rows.task, rows.scale)
    let (training, heldOut) = Self.holdOut(task)
    let booster = try rows.booster(training: training, heldOut: heldOut)
    let target = scale.scaled(heldOut.map { task.target[$0] })
    let weights = task.weights.map { weights in heldOut.map { weights[$0] } }
    let start = [Float](repeating: Float(scale.startMargin), count: heldOut.count)
    var least = scale.loss(start, target, weights)
    var best = 0
    for round in 1...Self.mostTrees {
      try booster.grow()
      let loss = scale.loss(try booster.heldOutMargins(), target, weights)
      if loss < least {
        least = loss
        best = round
      } else if round - best >= Self.patience {
        break
      }
    }
    return best
  }

  /// What there is too little of to hold some out; nil where there is enough.
  private static func tooFewToChoose(_ task: LearningTask) -> String? {
    if task.target.count < fewestForValidation { return "rows" }
    guard let clusters = task.clusters else { return nil }
    return ClusterNumbers(clusters).count < fewestClustersForValidation ? "clusters" : nil
  }

  /// A fifth of the clusters, in order of rows.
  ///
  /// Without clusters it is a fifth of the rows, and of each class for a 0/1 target.
  private static func holdOut(_ task: LearningTask) -> (training: [Int], validation: [Int]) {
    var stream = RandomStream(
      seed: task.seed, purpose: "boosting validation", content: UInt64(task.target.count))
    if let clusters = task.clusters {
      let numbered = ClusterNumbers(clusters)
      let size = Int((Double(numbered.count) * validationShare).rounded())
      let held = Set(stream.sample(size, of: numbered.count))
      let rows = task.target.indices
      return (
        rows.filter { !held.contains(numbered.ofRows[$0]) },
        rows.filter { held.contains(numbered.ofRows[$0]) }
      )
    }
    var isHeld = [Bool](repeating: false, count: task.target.count)
    let ones = task.role == .probability ? task.target.indices.filter { task.target[$0] == 1 } : []
    let others =
      task.role == .probability
      ? task.target.indices.filter { task.target[$0] != 1 } : Array(task.target.indices)
    for group in [ones, others] {
      let size = Int((Double(group.count) * validationShare).rounded())
      for position in stream.sample(size, of: group.count) { isHeld[group[position]] = true }
    }
    let rows = task.target.indices
    return (rows.filter { !isHeld[$0] }, rows.filter { isHeld[$0] })
  }
}

/// Boosted trees that have been fitted.
struct BoostedPredictor: Predictor {
  let ensemble: TreeEnsemble
  let scale: TargetScale
  let remark: String

  func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    ensemble.predict(features).map { scale.prediction($0) }
  }
}
