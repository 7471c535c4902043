/// The rows of one fit, made ready once for all the trees that are grown on them.
struct BoostingRows {
  let task: LearningTask
  let scale: TargetScale
  private let parameters: BoostingParameters
  private let target: [Float]
  private let weights: [Float]?
  /// Of all rows, whatever part of them is learnt from; nil with an engine that has its own.
  private let bins: JointBins?

  init(_ task: LearningTask, _ scale: TargetScale, _ parameters: BoostingParameters) {
    self.task = task
    self.scale = scale
    self.parameters = parameters
    target = scale.scaled(task.target)
    weights = scale.scaledWeights(task.weights)
    bins =
      parameters.engine == .casebook
      ? JointBins(task.features, mostBins: parameters.bins) : nil
  }

  /// Whether some column has more than one value; without, no tree can split.
  var differ: Bool { bins?.columns.isEmpty != true }

  /// Starts without trees.
  ///
  /// - Parameters:
  ///   - training: the rows to learn from, ascending.
  ///   - heldOut: other rows whose margins are wanted.
  func booster(training: [Int], heldOut: [Int]) throws(LearnerError) -> any TreeBooster {
    if let bins {
      return HistogramBooster(
        bins, parameters, target: target, weights: weights, scale: scale,
        rows: training.map { Int32($0) }, heldOut: heldOut.map { Int32($0) }, seed: task.seed)
    }
    return try XGBoostTrainer(
      training: matrix(training.count == target.count ? nil : training),
      validation: heldOut.isEmpty ? nil : matrix(heldOut),
      parameters: parameters.ofXGBoost(
        role: task.role, center: scale.center, columns: task.features.names, seed: task.seed),
      levelCount: task.features.categories.compactMap { $0?.count }.max() ?? 0)
  }

  private func matrix(_ rows: [Int]?) throws(LearnerError) -> XGBoostMatrix {
    guard let rows else {
      return try XGBoostMatrix(task.features, target: target, weights: weights)
    }
    return try XGBoostMatrix(
      task.features.selecting(rows: rows), target: rows.map { target[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } })
  }
}
