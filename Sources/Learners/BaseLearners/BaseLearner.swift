import JSON

/// What a model is fitted for.
package enum LearnerRole: String, Sendable, Hashable {
  /// The mean of a number.
  case regression
  /// The probability that a 0/1 target is 1.
  case probability
}

/// What one fit works on: rows of features, their target, and what to make of it.
package struct LearningTask: Sendable {
  package var features: FeatureMatrix
  package var target: [Double]
  /// One non-negative weight a row; nil weighs all alike.
  package var weights: [Double]?
  package var role: LearnerRole
  /// For learners that draw random numbers.
  package var seed: UInt64
  /// The cluster of each row, where rows were drawn together: rows that a learner holds out to make
  /// a choice are whole clusters, and standard errors of a last stage count clusters.
  package var clusters: [Int32]?

  package init(
    features: FeatureMatrix, target: [Double], weights: [Double]? = nil,
    role: LearnerRole = .regression, seed: UInt64 = 0, clusters: [Int32]? = nil
  ) {
    self.features = features
    self.target = target
    self.weights = weights
    self.role = role
    self.seed = seed
    self.clusters = clusters
  }

  /// The same task on some of the rows.
  func selecting(_ rows: [Int]) -> LearningTask {
    LearningTask(
      features: features.selecting(rows: rows), target: rows.map { target[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } }, role: role, seed: seed,
      clusters: clusters.map { clusters in rows.map { clusters[$0] } })
  }

  /// Up to so many folds for a choice by cross-validation, drawn by the seed.
  ///
  /// They are of whole clusters where there are any; else each has its share of the classes of a
  /// 0/1 target. There are none for fewer than two rows or clusters.
  func folds(atMost count: Int) -> Folds {
    let strata =
      role == .probability
      ? target.map { Int32($0) } : [Int32](repeating: 0, count: target.count)
    guard let clusters else {
      return .stratified(count: min(count, target.count), strata: strata, seed: seed)
    }
    let numbered = ClusterNumbers(clusters)
    return numbered.folds(count: min(count, numbered.count), seed: seed)
  }
}

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

/// A fitted base learner.
package protocol Predictor: StoredForm {
  /// The predicted mean or probability of each row, for features encoded as those of the fit.
  func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double]

  /// What the fit chose by itself, such as the number of trees, in a few words; empty if nothing.
  var remark: String { get }

  /// The predictor that `stored` wrote, for rows with such columns.
  ///
  /// - Throws: where it speaks of columns or levels that are not there, or is not well formed.
  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError)
}

extension Predictor {
  package var remark: String { "" }
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
