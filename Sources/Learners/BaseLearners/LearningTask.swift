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
  /// The cluster of each row, for last stages whose standard errors count clusters.
  package var clusters: [Int32]?

  package init(
    features: FeatureMatrix, target: [Double], weights: [Double]? = nil,
    role: LearnerRole = .regression, seed: UInt64 = 0
  ) {
    self.features = features
    self.target = target
    self.weights = weights
    self.role = role
    self.seed = seed
  }
}

extension LearningTask {
  /// The same task on some of the rows.
  func selecting(_ rows: [Int]) -> LearningTask {
    LearningTask(
      features: features.selecting(rows: rows), target: rows.map { target[$0] },
      weights: weights.map { weights in rows.map { weights[$0] } }, role: role, seed: seed)
  }
}
