import JSON

/// A kind of model with its parameters, ready to be fitted.
///
/// A conforming type has checked its parameters when it was made, so that a fit fails for
/// reasons of the data alone.
package protocol BaseLearner: StoredForm {
  /// The name that a notebook uses, such as `boosting`.
  var name: String { get }
  /// The name with every parameter, alike for learners that give the same model.
  var identity: String { get }
  /// Whether features may have missing values.
  var acceptsMissing: Bool { get }

  /// Fits one model on all rows of the task, on the calling thread.
  func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor

  /// The learner that `stored` wrote, its parameters checked.
  init(stored: JSONCursor) throws(JSONShapeError)
}

extension BaseLearner {
  /// Refuses what no learner can use, and missing values where this learner takes none.
  package func check(_ task: LearningTask) throws(LearnerError) {
    let wrong = task.target.reduce(into: 0) { $0 += $1.isFinite ? 0 : 1 }
    if wrong > 0 { throw .outcomeNotFinite(rows: wrong) }
    if let weights = task.weights {
      let total = weights.reduce(0, +)
      guard total > 0, total.isFinite, !weights.contains(where: { $0 < 0 }) else {
        throw .invalidWeights
      }
    }
    if task.role == .probability, task.target.contains(where: { $0 != 0 && $0 != 1 }) {
      throw .notBinary(learner: name)
    }
    if task.target.isEmpty { throw .tooFewRows(arm: nil, rows: 0, needed: 1) }
    if let infinite = task.features.firstInfinite { throw .infiniteValues(column: infinite) }
    try requireValues(task.features)
  }

  /// Refuses missing values where this learner takes none.
  ///
  /// Asked of all rows before any model is fitted, it counts them all.
  package func requireValues(_ features: FeatureMatrix) throws(LearnerError) {
    if !acceptsMissing, let missing = features.firstMissing {
      throw .missingValues(column: missing.name, count: missing.count, learner: name)
    }
  }
}
