import Numerics

/// Least squares of a standardised target with a penalty λΣ|b|.
struct SquaredErrorPath: SparsePenaltyPath {
  let largestPenalty: Double
  private var descent: any CoordinateDescent
  private let original: @Sendable ([Double]) -> [Double]

  init(_ task: LearningTask) {
    let design = LinearDesign(task.features)
    if Self.prefersMoments(design, task.features) {
      let problem = PenalizedProblem(design.matrix(task.features), task.target, task.weights)
      descent = MomentDescent(problem)
      original = { problem.original($0) }
    } else {
      let regressors = SparseRegressors(task.features, design, weights: task.weights)
      let target = StandardizedTarget(task.target, shares: regressors.shares)
      var descent = ResidualDescent(regressors)
      descent.start(residuals: target.values, weights: regressors.shares)
      self.descent = descent
      original = { coefficients in
        regressors.original(
          intercept: target.center, coefficients.map { $0 * target.scale })
      }
    }
    let start = self.descent
    largestPenalty = start.coefficients.indices.reduce(0) { max($0, abs(start.slope($1))) }
  }

  var coefficients: [Double] { original(descent.coefficients) }

  mutating func move(to penalty: Double, tolerance: Double) {
    descent.minimize(penalty: penalty, tolerance: tolerance)
  }

  /// Whether second moments, which cost n·k² once and k² a sweep, are found sooner than residuals
  /// are updated, which cost n a sweep for each feature, however many levels it has.
  private static func prefersMoments(_ design: LinearDesign, _ features: FeatureMatrix) -> Bool {
    let (rows, terms) = (Double(features.rowCount), Double(design.columnCount))
    let sweeps = 2000.0
    return terms * terms * (rows / 8 + sweeps) <= sweeps * rows * Double(features.columnCount)
  }
}

/// A target with (weighted) mean 0 and variance 1; a constant one is 0.
struct StandardizedTarget: Sendable {
  let values: [Double]
  let center: Double
  let scale: Double
  let varies: Bool

  /// - Parameter shares: weights that sum to 1.
  init(_ target: [Double], shares: [Double]) {
    let mean = zip(target, shares).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(target, shares).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
    let spread = variance.squareRoot()
    let varies = spread > abs(mean) * 1e-13
    self.varies = varies
    center = mean
    scale = varies ? spread : 1
    values = varies ? target.map { ($0 - mean) / spread } : target.map { _ in 0 }
  }
}
