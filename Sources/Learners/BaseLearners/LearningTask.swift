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
