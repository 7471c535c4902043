import Numerics

/// The R-learner: what is left of the outcome, regressed on what is left of the treatment.
///
/// With Ỹ = Y − m̂(X) and T̃ = T − ê(X) from other folds, m = E[Y | X], the effect minimises
/// Σ (Ỹ − T̃·τ(X))²: a regression of Ỹ/T̃ with weights T̃². Nie and Wager (2021). Several arms are
/// compared with the control one at a time, on the rows of the two. Of a treatment that is an
/// amount, ê is its expectation and τ the slope.
struct RLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    if data.dose != nil { return try fitSlope(problem) }
    var stages: [any Predictor] = []
    var nuisances: [NuisanceScore] = []
    var outcomes: [[any Predictor]] = []
    var propensities: [PropensityModel] = []
    var clippedRows = 0
    for arm in 1..<data.arms.count {
      let pair = try problem.pair(arm)
      let residuals = try Residuals(pair)
      stages.append(
        try ResidualStage.fit(
          outcome: residuals.outcome, treatment: residuals.treatment, pair.data, pair.settings))
      nuisances += residuals.nuisances
      outcomes.append(residuals.outcomeModels)
      propensities.append(residuals.propensityModel)
      clippedRows += residuals.clippedRows
    }
    return try FittedEffects(
      model: ResidualEffectModel(
        stages: stages, outcomeModels: outcomes, propensityModels: propensities),
      stages: stages, features: data.features, nuisances: nuisances, clippedRows: clippedRows)
  }

  private func fitSlope(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let data = problem.data
    let residuals = try DoseResiduals(problem, folds: try problem.folds())
    let stage = try ResidualStage.fit(
      outcome: residuals.outcome, treatment: residuals.treatment, data, problem.settings)
    return try FittedEffects(
      model: SlopeModel(stage: stage, dose: residuals.model), stages: [stage],
      features: data.features, nuisances: residuals.nuisances)
  }
}

/// What cross-fitted models of outcome and treatment leave unexplained, for two arms.
struct Residuals: Sendable {
  let outcome: [Double]
  let treatment: [Double]
  let nuisances: [NuisanceScore]
  let clippedRows: Int
  /// m̂, one model a fold.
  let outcomeModels: [any Predictor]
  let propensityModel: PropensityModel

  init(_ pair: EffectProblem) throws(LearnerError) {
    let data = pair.data
    let fit = try pair.fitNuisances([.overallOutcome], folds: try pair.folds())
    let predicted = fit.outcomes[0].predictions
    let shares = fit.propensities.values[1]
    outcome = predicted.indices.map { data.outcome[$0] - predicted[$0] }
    treatment = shares.indices.map { (data.treatment[$0] == 1 ? 1 : 0) - shares[$0] }
    nuisances = fit.scores
    clippedRows = fit.propensities.clippedRows
    outcomeModels = fit.outcomes[0].predictors
    propensityModel = fit.propensityModel
  }
}

/// The regression of outcome residuals on treatment residuals.
enum ResidualStage {
  /// argmin_τ Σ w (Ỹ − T̃ τ(X))², over some rows or all.
  static func fit(
    outcome: [Double], treatment: [Double], _ data: CausalData, rows: [Int]? = nil,
    _ settings: NuisanceSettings
  ) throws(LearnerError) -> any Predictor {
    let rows = rows ?? Array(0..<data.rowCount)
    let isAll = rows.count == data.rowCount
    return try EffectStage.fit(
      settings.models.effect,
      features: isAll ? data.features : data.features.selecting(rows: rows),
      // A row whose treatment is fully explained weighs nothing, whatever its ratio.
      pseudoOutcome: rows.map { treatment[$0] == 0 ? 0 : outcome[$0] / treatment[$0] },
      weights: rows.map { treatment[$0] * treatment[$0] * (data.weights?[$0] ?? 1) },
      seed: settings.seed,
      clusters: data.clusters.map { clusters in rows.map { clusters[$0] } })
  }
}
