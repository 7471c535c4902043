import JSON

/// Predicts the (weighted) mean of the target for every row: the model with no features.
package struct MeanLearner: ParameterlessLearner {
  package init() {}

  package static let storedName = "mean"
  package var acceptsMissing: Bool { true }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    guard let weights = task.weights else {
      return ConstantPredictor(value: task.target.reduce(0, +) / Double(task.target.count))
    }
    let weighted = zip(task.target, weights).reduce(0) { $0 + $1.0 * $1.1 }
    return ConstantPredictor(value: weighted / weights.reduce(0, +))
  }
}

/// The same prediction for every row.
package struct ConstantPredictor: Predictor {
  package let value: Double
  package let remark: String

  package init(value: Double, remark: String = "") {
    self.value = value
    self.remark = remark
  }

  package func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    [Double](repeating: value, count: features.rowCount)
  }
}

extension ConstantPredictor {
  package static let storedName = "constant"

  package var storedMembers: [JSONValue.Member] {
    [("value", .exact(value)), ("remark", .string(remark))]
  }

  package init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    self.init(
      value: try stored.member("value").number(), remark: try stored.member("remark").text())
  }
}
