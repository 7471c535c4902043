import Glibc
import Numerics

/// Gradient-boosted trees (Friedman 2001), grown by XGBoost (Chen and Guestrin 2016) on one thread.
///
/// A number is fitted by squared error on a target scaled to mean 0 and variance 1, a probability
/// by the logistic loss. Categories are split as sets of levels, and missing values take the side
/// that lowers the loss. Unless the number of trees is given, a fifth of the rows (drawn by seed)
/// decides it: trees are added until twenty in a row have not helped there, and the best number is
/// then grown on all rows.
package struct BoostingLearner: BaseLearner {
  package static let mostTrees = 500
  static let patience = 20
  static let validationShare = 0.2
  /// With fewer rows than this no share is held out.
  static let fewestForValidation = 50
  static let treesWithoutValidation = 50

  package let parameters: BoostingParameters

  package init(_ parameters: BoostingParameters = .standard) { self.parameters = parameters }

  package var name: String { "boosting" }
  package var acceptsMissing: Bool { true }

  package var identity: String {
    let p = parameters
    return "boosting(trees=\(p.trees.map { String($0) } ?? "auto"),depth=\(p.depth),rate=\(p.rate),"
      + "min-child-weight=\(p.minChildWeight),subsample=\(p.subsample),columns=\(p.columns),"
      + "lambda=\(p.lambda),min-gain=\(p.minGain),bins=\(p.bins))"
  }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    let scale = TargetScale(task)
    guard scale.varies, task.features.columnCount > 0 else {
      return ConstantPredictor(value: scale.center)
    }
    if let trees = parameters.trees {
      return try grow(task, scale, trees: trees, remark: "")
    }
    if task.target.count < Self.fewestForValidation {
      let trees = Self.treesWithoutValidation
      return try grow(task, scale, trees: trees, remark: "\(trees) trees, too few rows to choose")
    }
    let best = try chooseTrees(task, scale)
    if best == 0 { return ConstantPredictor(value: scale.center, remark: "0 trees") }
    return try grow(task, scale, trees: best, remark: best == 1 ? "1 tree" : "\(best) trees")
  }

  private func grow(
    _ task: LearningTask, _ scale: TargetScale, trees: Int, remark: String
  ) throws(LearnerError) -> any Predictor {
    let matrix = try XGBoostMatrix(
      task.features, target: scale.scaled(task.target), weights: scale.scaledWeights(task.weights))
    let trainer = try XGBoostTrainer(
      training: matrix, validation: nil, parameters: settings(task, scale))
    for _ in 0..<trees { try trainer.grow() }
    let categories = task.features.categories.compactMap { $0?.count }.max() ?? 0
    guard
      let ensemble = TreeEnsemble(
        serialized: try trainer.serialized(), columnCount: task.features.columnCount,
        categoryCount: categories)
    else { throw .boosting("the model could not be read") }
    return BoostedPredictor(ensemble: ensemble, scale: scale, remark: remark)
  }

  /// The number of trees with the least loss on the held-out rows; 0 if none improves on the mean.
  private func chooseTrees(_ task: LearningTask, _ scale: TargetScale) throws(LearnerError) -> Int {
    let (training, validation) = Self.holdOut(task)
    func matrix(_ rows: [Int]) throws(LearnerError) -> XGBoostMatrix {
      try XGBoostMatrix(
        task.features.selecting(rows: rows), target: scale.scaled(rows.map { task.target[$0] }),
        weights: scale.scaledWeights(task.weights.map { weights in rows.map { weights[$0] } }))
    }
    let trainer = try XGBoostTrainer(
      training: matrix(training), validation: matrix(validation),
      parameters: settings(task, scale))
    let target = scale.scaled(validation.map { task.target[$0] })
    let weights = task.weights.map { weights in validation.map { weights[$0] } }
    let start = [Float](repeating: Float(scale.startMargin), count: validation.count)
    var least = scale.loss(start, target, weights)
    var best = 0
    for round in 1...Self.mostTrees {
      try trainer.grow()
      let loss = scale.loss(try trainer.validationMargins(), target, weights)
      if loss < least {
        least = loss
        best = round
      } else if round - best >= Self.patience {
        break
      }
    }
    return best
  }

  /// A fifth of the rows, and of each class for a 0/1 target, in order of rows.
  private static func holdOut(_ task: LearningTask) -> (training: [Int], validation: [Int]) {
    var stream = RandomStream(
      seed: task.seed, purpose: "boosting validation", content: UInt64(task.target.count))
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

  private func settings(_ task: LearningTask, _ scale: TargetScale) -> [(String, String)] {
    let p = parameters
    return [
      ("objective", task.role == .regression ? "reg:squarederror" : "binary:logistic"),
      ("base_score", task.role == .regression ? "0" : "\(Float(scale.center))"),
      ("tree_method", "hist"), ("max_depth", "\(p.depth)"), ("eta", "\(p.rate)"),
      ("min_child_weight", "\(p.minChildWeight)"), ("subsample", "\(p.subsample)"),
      ("colsample_bytree", "\(p.columns)"), ("lambda", "\(p.lambda)"), ("gamma", "\(p.minGain)"),
      ("max_bin", "\(p.bins)"), ("seed", "\(task.seed & 0x7fff_ffff)"), ("nthread", "1"),
      ("verbosity", "0"),
    ]
  }
}

/// How a target is brought to the scale that boosting works on, and back.
struct TargetScale: Sendable {
  let role: LearnerRole
  /// The weighted mean of the target.
  let center: Double
  let spread: Double
  let weightFactor: Double

  init(_ task: LearningTask) {
    role = task.role
    let count = Double(task.target.count)
    let total = task.weights?.reduce(0, +) ?? count
    weightFactor = count / total
    var sum = 0.0
    for row in task.target.indices { sum += (task.weights?[row] ?? 1) * task.target[row] }
    let mean = sum / total
    var squares = 0.0
    for row in task.target.indices {
      let deviation = task.target[row] - mean
      squares += (task.weights?[row] ?? 1) * deviation * deviation
    }
    center = mean
    spread = (squares / total).squareRoot()
  }

  /// A scale at hand, for predictions alone.
  init(role: LearnerRole, center: Double, spread: Double) {
    self.role = role
    self.center = center
    self.spread = spread
    weightFactor = 1
  }

  /// False for a target that is constant but for rounding.
  var varies: Bool { spread > abs(center) * 1e-13 }

  /// The margin of a model with no trees.
  var startMargin: Double {
    role == .regression ? 0 : log(center / (1 - center))
  }

  func scaled(_ target: [Double]) -> [Float] {
    role == .regression ? target.map { Float(($0 - center) / spread) } : target.map { Float($0) }
  }

  /// Weights with mean 1, so that the least weight of a leaf counts rows.
  func scaledWeights(_ weights: [Double]?) -> [Float]? {
    weights?.map { Float($0 * weightFactor) }
  }

  /// The mean squared error or logistic loss of margins.
  func loss(_ margins: [Float], _ target: [Float], _ weights: [Double]?) -> Double {
    var sum = 0.0
    var total = 0.0
    for row in margins.indices {
      let weight = weights?[row] ?? 1
      let (margin, value) = (Double(margins[row]), Double(target[row]))
      // log(1 + exp(m)) without overflow for large margins.
      sum +=
        weight
        * (role == .regression
          ? (value - margin) * (value - margin)
          : max(margin, 0) + log1p(exp(-abs(margin))) - value * margin)
      total += weight
    }
    return sum / total
  }

  /// The mean or probability of a margin that trees add to the start.
  func prediction(_ margin: Double) -> Double {
    role == .regression
      ? center + spread * margin : 1 / (1 + exp(-(startMargin + margin)))
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
