import Numerics

/// The X-learner: effects imputed in each arm with the other arm's outcome model.
///
/// D¹ = Y − μ̂_0(X) on the treated and D⁰ = μ̂_a(X) − Y on the controls are regressed on features,
/// and τ̂ = g·τ̂_0 + (1 − g)·τ̂_a with g = P(T = a | T ∈ {0, a}, x): where few are treated, the
/// estimate rests on the many controls through μ̂_0. Künzel, Sekhon, Bickel and Yu (2019). No
/// cross-fitting is needed: an imputed effect comes from a model of the other arm.
struct XLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    let nuisances = try problem.fitNuisances(problem.outcomeTargets, folds: .none)
    let treatedArms = data.arms.count - 1
    let stages = try Parallel.map(count: 2 * treatedArms) {
      unit throws(LearnerError) -> any Predictor in
      try Self.stage(problem, nuisances, arm: unit / 2 + 1, onControls: unit % 2 == 0)
    }
    let model = CrossedEffectModel(
      onControls: (0..<treatedArms).map { stages[2 * $0] },
      onTreated: (0..<treatedArms).map { stages[2 * $0 + 1] },
      outcomeModels: nuisances.outcomes.map { $0.predictors[0] },
      propensityModel: nuisances.propensityModel)
    var effects: [[Double]] = []
    for arm in 1...treatedArms {
      effects.append(
        try model.blend(
          data.features, arm: arm, treated: nuisances.propensities.values[arm],
          control: nuisances.propensities.values[0]))
    }
    return FittedEffects(
      model: model, effects: effects, nuisances: nuisances.scores,
      clippedRows: nuisances.propensities.clippedRows,
      remarks: (0..<treatedArms).map { arm in
        [stages[2 * arm].remark, stages[2 * arm + 1].remark].filter { !$0.isEmpty }
          .joined(separator: " and ")
      })
  }

  /// One regression of imputed effects, on the controls or on those of an arm.
  private static func stage(
    _ problem: EffectProblem, _ nuisances: NuisanceFit, arm: Int, onControls: Bool
  ) throws(LearnerError) -> any Predictor {
    let data = problem.data
    let rows = data.rows(ofArm: onControls ? 0 : arm)
    let other = nuisances.outcomes[onControls ? arm : 0].predictions
    let sign: Double = onControls ? 1 : -1
    return try EffectStage.fit(
      problem.settings.models.effect, features: data.features.selecting(rows: rows),
      pseudoOutcome: rows.map { sign * (other[$0] - data.outcome[$0]) },
      weights: data.weights.map { weights in rows.map { weights[$0] } },
      seed: problem.settings.seed,
      clusters: data.clusters.map { clusters in rows.map { clusters[$0] } })
  }
}

/// Effects as a blend of the models of the two arms' imputed effects.
struct CrossedEffectModel: EffectModel {
  let onControls: [any Predictor]
  let onTreated: [any Predictor]
  let outcomeModels: [any Predictor]
  let propensityModel: PropensityModel

  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    let propensities = try propensityModel.values(rows)
    return try blend(
      rows.features, arm: arm, treated: propensities[arm], control: propensities[0])
  }

  func blend(
    _ features: FeatureMatrix, arm: Int, treated: [Double], control: [Double]
  ) throws(LearnerError) -> [Double] {
    let fromControls = try onControls[arm - 1].predict(features)
    let fromTreated = try onTreated[arm - 1].predict(features)
    return fromControls.indices.map { row in
      let share = treated[row] / (treated[row] + control[row])
      return share * fromControls[row] + (1 - share) * fromTreated[row]
    }
  }

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try outcomeModels[arm].predict(rows.nuisanceFeatures)
  }

  func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try propensityModel.values(rows)[arm]
  }
}
