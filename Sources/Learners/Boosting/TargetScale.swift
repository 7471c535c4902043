import Glibc

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
