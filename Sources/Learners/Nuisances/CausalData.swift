/// Rows from which effects are estimated: outcome, treatment arm and features of each.
package struct CausalData: Sendable {
  package let outcome: [Double]
  /// The arm of each row as a position in `arms`; 0 is the control.
  package let treatment: [Int32]
  /// Names of the used arms, the control first.
  package let arms: [String]
  /// X: what effects may vary with.
  package let features: FeatureMatrix
  /// W: further confounders, used by the outcome and propensity models alone.
  package let controls: FeatureMatrix?
  package let weights: [Double]?
  /// Whether every outcome is 0 or 1, so that outcome models predict a probability.
  package let hasBinaryOutcome: Bool
  /// How many rows each arm has; all, in both, where the treatment is an amount.
  package let armCounts: [Int]
  /// How much of the treatment each row had, where it is an amount and not one of several arms.
  ///
  /// Effects are then slopes, per unit of the treatment; the two arms stand for an amount and one
  /// unit more, and `treatment` is 0 throughout.
  package let dose: [Double]?
  /// The cluster of each row, numbered from 0: rows that were drawn together, which folds keep
  /// together and standard errors count as one.
  package private(set) var clusters: [Int32]?

  /// - Throws: `outcomeNotFinite`, `emptyArm`, `invalidWeights`, or `emptyColumn` for a feature
  ///   without any value.
  package init(
    outcome: [Double], treatment: [Int32], arms: [String], features: FeatureMatrix,
    controls: FeatureMatrix? = nil, weights: [Double]? = nil
  ) throws(LearnerError) {
    var counts = [Int](repeating: 0, count: arms.count)
    for code in treatment { counts[Int(code)] += 1 }
    if let empty = counts.firstIndex(of: 0) { throw .emptyArm(arms[empty]) }
    try self.init(
      outcome: outcome, treatment: treatment, dose: nil, arms: arms, counts: counts,
      features: features, controls: controls, weights: weights)
  }

  /// Rows whose treatment is an amount, such as a price.
  ///
  /// - Throws: as above, and `unsupported` for an amount that is infinite or the same everywhere.
  package init(
    outcome: [Double], dose: [Double], arms: [String], features: FeatureMatrix,
    controls: FeatureMatrix? = nil, weights: [Double]? = nil
  ) throws(LearnerError) {
    precondition(arms.count == 2)
    guard dose.allSatisfy(\.isFinite) else {
      throw .unsupported("the treatment has missing or infinite values")
    }
    guard let first = dose.first, dose.contains(where: { $0 != first }) else {
      throw .unsupported("the treatment is the same in every row, so that no slope can be told")
    }
    try self.init(
      outcome: outcome, treatment: [Int32](repeating: 0, count: dose.count), dose: dose,
      arms: arms, counts: [dose.count, dose.count], features: features, controls: controls,
      weights: weights)
  }

  private init(
    outcome: [Double], treatment: [Int32], dose: [Double]?, arms: [String], counts: [Int],
    features: FeatureMatrix, controls: FeatureMatrix?, weights: [Double]?
  ) throws(LearnerError) {
    precondition(outcome.count == treatment.count && outcome.count == features.rowCount)
    precondition(controls.map { $0.rowCount == outcome.count } ?? true)
    precondition(weights.map { $0.count == outcome.count } ?? true)
    let wrong = outcome.reduce(into: 0) { $0 += $1.isFinite ? 0 : 1 }
    if wrong > 0 { throw .outcomeNotFinite(rows: wrong) }
    if let weights {
      guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.contains(where: { $0 > 0 })
      else { throw .invalidWeights }
    }
    self.outcome = outcome
    self.treatment = treatment
    self.dose = dose
    self.arms = arms
    self.features = features
    self.controls = controls
    self.weights = weights
    hasBinaryOutcome = outcome.allSatisfy { $0 == 0 || $0 == 1 }
    armCounts = counts
    for column in 0..<nuisanceFeatures.columnCount
    where nuisanceFeatures.column(column).allSatisfy(\.isNaN) {
      throw .emptyColumn(nuisanceFeatures.names[column])
    }
  }

  package var rowCount: Int { outcome.count }

  /// X and W side by side: what outcome and propensity models see.
  package var nuisanceFeatures: FeatureMatrix {
    controls.map { features.appending($0) } ?? features
  }

  /// What outcome models are fitted as.
  package var outcomeRole: LearnerRole { hasBinaryOutcome ? .probability : .regression }

  /// How many rows of each arm count: those whose weight is not 0.
  var weighedArmCounts: [Int] {
    guard let weights else { return armCounts }
    if dose != nil { return armCounts.map { _ in weights.count { $0 > 0 } } }
    var counts = [Int](repeating: 0, count: arms.count)
    for (row, arm) in treatment.enumerated() where weights[row] > 0 { counts[Int(arm)] += 1 }
    return counts
  }

  /// The positions of the rows of one arm.
  package func rows(ofArm arm: Int) -> [Int] {
    treatment.indices.filter { treatment[$0] == Int32(arm) }
  }

  /// The same rows in clusters.
  package func clustered(_ clusters: [Int32]?) -> CausalData {
    precondition(clusters.map { $0.count == rowCount } ?? true)
    var copy = self
    copy.clusters = clusters
    return copy
  }

  /// Some of the rows, in this order.
  package func selecting(rows: [Int]) throws(LearnerError) -> CausalData {
    try selectingRows(rows).clustered(clusters.map { clusters in rows.map { clusters[$0] } })
  }

  private func selectingRows(_ rows: [Int]) throws(LearnerError) -> CausalData {
    if let dose {
      return try CausalData(
        outcome: rows.map { outcome[$0] }, dose: rows.map { dose[$0] }, arms: arms,
        features: features.selecting(rows: rows),
        controls: controls.map { $0.selecting(rows: rows) },
        weights: weights.map { weights in rows.map { weights[$0] } })
    }
    return try CausalData(
      outcome: rows.map { outcome[$0] }, treatment: rows.map { treatment[$0] }, arms: arms,
      features: features.selecting(rows: rows),
      controls: controls.map { $0.selecting(rows: rows) },
      weights: weights.map { weights in rows.map { weights[$0] } })
  }
}
