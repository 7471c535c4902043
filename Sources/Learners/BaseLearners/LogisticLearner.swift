import Glibc
import JSON
import Numerics
import Statistics

/// Logistic regression of a 0/1 target, by maximum likelihood or with a ridge penalty.
package struct LogisticLearner: BaseLearner {
  /// λ in −log L + ½λ Σ b_j² over standardised regressors without the intercept; 0 for none.
  package let ridge: Double

  /// - Throws: `invalidParameter` for a negative penalty.
  package init(ridge: Double = 0) throws(LearnerError) {
    guard ridge >= 0, ridge.isFinite else {
      throw .invalidParameter(name: "ridge", allowed: "0 or more")
    }
    self.ridge = ridge
  }

  private init() { ridge = 0 }

  /// Maximum likelihood without a penalty.
  package static let standard = LogisticLearner()

  package var name: String { "logistic" }
  package var identity: String { "logistic(ridge=\(ridge))" }
  package var acceptsMissing: Bool { false }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    guard task.role == .probability else {
      throw .unsuitedLearner(learner: name, role: task.role)
    }
    try check(task)
    let design = LinearDesign(task.features)
    let standardized = StandardizedDesign(design.matrix(task.features), weights: task.weights)
    do throws(LogisticRegressionError) {
      let fit = try LogisticRegression.fit(
        standardized.matrix, task.target, weights: task.weights,
        options: LogisticRegression.Options(ridge: ridge))
      return LogisticPredictor(
        design: design, coefficients: standardized.original(fit.coefficients))
    } catch {
      switch error {
      case .constantOutcome:
        return ConstantPredictor(value: task.target.first ?? 0, remark: "constant target")
      case .separation: throw .separation(learner: name)
      case .notConverged: throw .notConverged(learner: name, iterations: 100)
      case .outcomeOutOfRange: throw .notBinary(learner: name)
      case .regression(let error):
        throw LearnerError(error, learner: name, rows: task.target.count)
      }
    }
  }
}

/// A fitted logistic regression.
package struct LogisticPredictor: Predictor {
  package let design: LinearDesign
  /// Log odds ratios in the order of `design.names`.
  package let coefficients: [Double]
  package let remark: String

  package init(design: LinearDesign, coefficients: [Double], remark: String = "") {
    self.design = design
    self.coefficients = coefficients
    self.remark = remark
  }

  package func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    if let missing = features.firstMissing {
      throw .missingValues(column: missing.name, count: missing.count, learner: "logistic")
    }
    return design.predict(features, coefficients: coefficients)
      .map(LogisticRegression.probability)
  }
}

extension LogisticLearner {
  package static let storedName = "logistic"

  package var storedMembers: [JSONValue.Member] { [("ridge", .exact(ridge))] }

  package init(stored: JSONCursor) throws(JSONShapeError) {
    let ridge = try stored.member("ridge").number()
    self = try stored.checked { () throws(LearnerError) in try LogisticLearner(ridge: ridge) }
  }
}
