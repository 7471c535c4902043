import Numerics

/// A nuisance model that has been fitted: one predictor a fold, and each row's prediction.
struct FittedNuisance: Sendable {
  /// One a fold; without cross-fitting the only one, fitted on all its rows.
  var predictors: [any Predictor]
  /// The prediction of every row by the model that did not see it.
  var predictions: [Double]
  var score: NuisanceScore
}

/// What a nuisance model predicts.
enum NuisanceTarget: Sendable, Hashable {
  /// E[Y | X, T = arm].
  case outcome(arm: Int)
  /// E[Y | X] over all arms.
  case overallOutcome
  /// P(T = arm | X).
  case propensity(arm: Int)
  /// E[T | X] of a treatment that is an amount.
  case treatment
}

/// Fits nuisance models on the data, each fold and target as one unit of parallel work.
struct CrossFitter {
  let data: CausalData
  let models: LearnerRoles
  let folds: Folds
  let seed: UInt64
  let cache: NuisanceCache?
  private let features: FeatureMatrix
  private let content: Fingerprint

  init(
    data: CausalData, models: LearnerRoles, folds: Folds, seed: UInt64, cache: NuisanceCache?
  ) {
    self.data = data
    self.models = models
    self.folds = folds
    self.seed = seed
    self.cache = cache
    features = data.nuisanceFeatures
    var content = Fingerprint(seed)
    if cache != nil {
      content.combine(features)
      content.combine(data.treatment)
      content.combine(data.weights ?? [])
      content.combine(folds.assignment)
      content.combine(data.clusters ?? [])
    }
    self.content = content
  }

  /// One fitted nuisance for each target, in order.
  func fit(_ targets: [NuisanceTarget]) throws(LearnerError) -> [FittedNuisance] {
    var found = targets.map { cache?.find(key($0)) }
    let missing = targets.indices.filter { found[$0] == nil }
    for index in missing {
      let learner = learner(targets[index])
      try learner.requireValues(features)
      try (learner as? BoostingLearner)?.requireColumns(features.names)
    }
    let foldCount = folds.count
    let units = try Parallel.map(count: missing.count * foldCount) {
      unit throws(LearnerError) -> FoldFit in
      try fit(targets[missing[unit / foldCount]], fold: unit % foldCount)
    }
    for (position, index) in missing.enumerated() {
      let parts = Array(units[position * foldCount..<(position + 1) * foldCount])
      let nuisance = assemble(targets[index], parts)
      cache?.store(nuisance, for: key(targets[index]))
      found[index] = nuisance
    }
    return found.compactMap { $0 }
  }

  private struct FoldFit: Sendable {
    var predictor: any Predictor
    var rows: [Int]
    var predictions: [Double]
  }

  private func fit(_ target: NuisanceTarget, fold: Int) throws(LearnerError) -> FoldFit {
    var rows = folds.trainingRows(fold, of: data.rowCount)
    var arm: Int?
    if case .outcome(let only) = target {
      rows = rows.filter { data.treatment[$0] == Int32(only) }
      arm = only
    }
    if rows.isEmpty { throw .tooFewRows(arm: arm.map { data.arms[$0] }, rows: 0, needed: 1) }
    let values = targetValues(target)
    let task = LearningTask(
      features: features.selecting(rows: rows), target: rows.map { values[$0] },
      weights: data.weights.map { weights in rows.map { weights[$0] } }, role: role(target),
      seed: seed, clusters: data.clusters.map { clusters in rows.map { clusters[$0] } })
    let predictor = try learner(target).fit(task)
    let held = folds.heldOutRows(fold, of: data.rowCount)
    let heldFeatures = folds.isCrossFitted ? features.selecting(rows: held) : features
    return FoldFit(
      predictor: predictor, rows: held, predictions: try predictor.predict(heldFeatures))
  }

  private func assemble(_ target: NuisanceTarget, _ parts: [FoldFit]) -> FittedNuisance {
    var predictions = [Double](repeating: .nan, count: data.rowCount)
    for part in parts {
      for (position, row) in part.rows.enumerated() {
        predictions[row] = part.predictions[position]
      }
    }
    return FittedNuisance(
      predictors: parts.map(\.predictor), predictions: predictions,
      score: score(target, predictions, parts.map(\.predictor)))
  }

  private func score(
    _ target: NuisanceTarget, _ predictions: [Double], _ predictors: [any Predictor]
  ) -> NuisanceScore {
    var rows = Array(0..<data.rowCount)
    var arm: Int?
    switch target {
    case .outcome(let only):
      rows = data.rows(ofArm: only)
      arm = only
    case .propensity(let only): arm = only
    case .overallOutcome, .treatment: break
    }
    let values = targetValues(target)
    return NuisanceScore(
      role: roleName(target), arm: arm.map { data.arms[$0] }, learner: learner(target).name,
      rows: rows.count,
      measures: NuisanceScore.measures(
        of: rows.map { predictions[$0] }, target: rows.map { values[$0] }, role: role(target)),
      remark: Self.summary(predictors.map(\.remark)), candidates: Self.candidates(predictors))
  }

  /// The losses of all candidates that every fold tried, averaged over the folds.
  private static func candidates(
    _ predictors: [any Predictor]
  ) -> [(learner: String, loss: Double)] {
    let chosen = predictors.compactMap { $0 as? ChosenPredictor }
    return (chosen.first?.losses.map(\.learner) ?? []).compactMap { learner in
      let losses = chosen.compactMap { $0.losses.first { $0.learner == learner }?.loss }
      guard losses.count == predictors.count else { return nil }
      return (learner, losses.reduce(0, +) / Double(losses.count))
    }
  }

  /// The distinct remarks of the folds, in order of the folds.
  private static func summary(_ remarks: [String]) -> String {
    var distinct: [String] = []
    for remark in remarks where !remark.isEmpty && !distinct.contains(remark) {
      distinct.append(remark)
    }
    return distinct.joined(separator: ", ")
  }

  private func targetValues(_ target: NuisanceTarget) -> [Double] {
    switch target {
    case .outcome, .overallOutcome: data.outcome
    case .propensity(let arm): data.treatment.map { $0 == Int32(arm) ? 1 : 0 }
    case .treatment: data.dose ?? []
    }
  }

  private func role(_ target: NuisanceTarget) -> LearnerRole {
    switch target {
    case .outcome, .overallOutcome: data.outcomeRole
    case .propensity: .probability
    case .treatment: .regression
    }
  }

  private func roleName(_ target: NuisanceTarget) -> String {
    switch target {
    case .outcome, .overallOutcome: "outcome"
    case .propensity: "propensity"
    case .treatment: "treatment"
    }
  }

  /// A model without features is the mean, whatever learner was asked for.
  private func learner(_ target: NuisanceTarget) -> any BaseLearner {
    if features.columnCount == 0 { return MeanLearner() }
    switch target {
    case .outcome, .overallOutcome: return models.outcome
    case .propensity: return models.propensity
    case .treatment: return models.treatment
    }
  }

  private func key(_ target: NuisanceTarget) -> Fingerprint {
    var key = content
    key.combine(learner(target).identity)
    switch target {
    case .outcome(let arm):
      key.combine(1)
      key.combine(arm)
      key.combine(data.outcome)
    case .overallOutcome:
      key.combine(2)
      key.combine(data.outcome)
    case .propensity(let arm):
      key.combine(3)
      key.combine(arm)
    case .treatment:
      key.combine(4)
      key.combine(data.dose ?? [])
    }
    return key
  }
}
