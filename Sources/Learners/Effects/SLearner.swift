/// The S-learner: one outcome model in which the treatment is a feature among others.
///
/// τ̂_a(x) = μ̂(x, a) − μ̂(x, 0). Bases that shrink, as trees do, shrink the effect toward 0.
/// Künzel, Sekhon, Bickel and Yu (2019).
struct SLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    let rows = EffectRows(data)
    let column = TreatmentColumn(arms: data.arms)
    let task = LearningTask(
      features: column.prepended(
        to: rows.nuisanceFeatures, codes: data.treatment.map { Double($0) }),
      target: data.outcome, weights: data.weights, role: data.outcomeRole,
      seed: problem.settings.seed, clusters: data.clusters)
    let learner = problem.settings.models.outcome
    let model = SingleOutcomeModel(predictor: try learner.fit(task), column: column)
    var effects: [[Double]] = []
    for arm in 1..<data.arms.count { effects.append(try model.effects(rows, arm: arm)) }
    let predictions = try model.predictor.predict(task.features)
    let score = NuisanceScore(
      role: "outcome", arm: nil, learner: learner.name, rows: data.rowCount,
      measures: NuisanceScore.measures(
        of: predictions, target: data.outcome, role: data.outcomeRole),
      remark: model.predictor.remark)
    return FittedEffects(model: model, effects: effects, nuisances: [score])
  }
}

/// The treatment as a feature: 0 or 1 for two arms, a category for more.
struct TreatmentColumn: Sendable {
  let arms: [String]

  func prepended(to features: FeatureMatrix, codes: [Double]) -> FeatureMatrix {
    FeatureMatrix(
      names: ["treatment"], categories: [arms.count > 2 ? arms : nil],
      rowCount: features.rowCount, values: codes
    ).appending(features)
  }

  func prepended(to features: FeatureMatrix, arm: Int) -> FeatureMatrix {
    prepended(
      to: features, codes: [Double](repeating: Double(arm), count: features.rowCount))
  }
}

/// Effects as differences of one model's predictions under two arms.
struct SingleOutcomeModel: EffectModel {
  let predictor: any Predictor
  let column: TreatmentColumn

  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    let features = rows.nuisanceFeatures
    let treated = try predictor.predict(column.prepended(to: features, arm: arm))
    let control = try predictor.predict(column.prepended(to: features, arm: 0))
    return treated.indices.map { treated[$0] - control[$0] }
  }

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try predictor.predict(column.prepended(to: rows.nuisanceFeatures, arm: arm))
  }
}
