import Glibc
import Numerics
import Statistics

/// Logistic regression with a penalty λΣ|b| on the mean log-loss, over standardised regressors.
///
/// Each step is a penalised regression of the working response, y* = η + (y − p)/v with weights
/// v = p(1 − p), by coordinate descent (Friedman, Hastie and Tibshirani 2010). A step that does not
/// lower the penalised loss is halved.
struct LogLossPath: SparsePenaltyPath {
  let largestPenalty: Double
  private let target: [Double]
  private let regressors: SparseRegressors
  private var descent: ResidualDescent
  private var predictors: [Double]
  /// The mean log-loss without any regressor, and of the solution at hand.
  private let nullLoss: Double
  private var loss: Double

  private static let mostSteps = 50
  /// Working weights are not smaller, so that a row that is all but sure takes no part by itself.
  private static let leastWeight = 1e-5

  init(_ task: LearningTask) {
    target = task.target
    regressors = SparseRegressors(
      task.features, LinearDesign(task.features), weights: task.weights)
    let shares = regressors.shares
    let mean = zip(task.target, shares).reduce(0) { $0 + $1.0 * $1.1 }
    let margin = 0.5 / Double(task.target.count)
    let start = min(max(mean, margin), 1 - margin)
    var descent = ResidualDescent(regressors)
    descent.start(residuals: task.target.map { $0 - mean }, weights: shares)
    largestPenalty = descent.coefficients.indices.reduce(0) { max($0, abs(descent.slope($1))) }
    descent.intercept = log(start / (1 - start))
    predictors = [Double](repeating: descent.intercept, count: task.target.count)
    self.descent = descent
    nullLoss = Self.meanLoss(predictors, task.target, shares)
    loss = nullLoss
  }

  var coefficients: [Double] {
    regressors.original(intercept: descent.intercept, descent.coefficients)
  }

  static func loss(_ predictor: Double, _ target: Double) -> Double {
    // log(1 + e^η) − yη without overflow.
    max(predictor, 0) + log1p(exp(-abs(predictor))) - target * predictor
  }

  private static func meanLoss(
    _ predictors: [Double], _ target: [Double], _ shares: [Double]
  ) -> Double {
    var sum = 0.0
    for row in predictors.indices { sum += shares[row] * loss(predictors[row], target[row]) }
    return sum
  }

  mutating func move(to penalty: Double, tolerance: Double) {
    // Where next to nothing is left to explain, smaller penalties only let coefficients grow.
    if loss < 1e-3 * nullLoss { return }
    // A loss is flat about its minimum: where it falls by the square of a step, the step is small.
    let leastGain = 100 * tolerance * tolerance * nullLoss
    for _ in 0..<Self.mostSteps {
      let (moved, gained) = step(penalty, tolerance)
      if moved < tolerance || gained < leastGain { return }
    }
  }

  /// One penalised regression; returns how far the coefficients moved, and the penalised loss fell.
  private mutating func step(
    _ penalty: Double, _ tolerance: Double
  ) -> (moved: Double, gained: Double) {
    let shares = regressors.shares
    let (oldIntercept, old) = (descent.intercept, descent.coefficients)
    let before = loss + penalty * old.reduce(0) { $0 + abs($1) }
    var residuals = [Double](repeating: 0, count: target.count)
    var weights = residuals
    for row in target.indices {
      let probability = LogisticRegression.probability(predictors[row])
      let weight = max(probability * (1 - probability), Self.leastWeight)
      residuals[row] = (target[row] - probability) / weight
      weights[row] = shares[row] * weight
    }
    descent.start(residuals: residuals, weights: weights)
    descent.minimize(penalty: penalty, tolerance: tolerance)
    for halving in 0...10 {
      let next = regressors.predictors(intercept: descent.intercept, descent.coefficients)
      let own = Self.meanLoss(next, target, shares)
      let after = own + penalty * descent.coefficients.reduce(0) { $0 + abs($1) }
      if after <= before + 1e-12 * abs(before) {
        (predictors, loss) = (next, own)
        let moved = zip(descent.coefficients, old).reduce(abs(descent.intercept - oldIntercept)) {
          max($0, abs($1.0 - $1.1))
        }
        return (moved, before - after)
      }
      if halving == 10 { break }
      descent.intercept = (descent.intercept + oldIntercept) / 2
      descent.coefficients = zip(descent.coefficients, old).map { ($0 + $1) / 2 }
    }
    (descent.intercept, descent.coefficients) = (oldIntercept, old)
    return (0, 0)
  }
}
