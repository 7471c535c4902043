/// Effects from regressions of residuals, one for each arm, with the models behind the residuals.
struct ResidualEffectModel: LastStages {
  let stages: [any Predictor]
  /// m̂ = E[Y | X] on the rows of an arm and the control, one model a fold.
  let outcomeModels: [[any Predictor]]
  /// Of the arm and the control.
  let propensityModels: [PropensityModel]

  /// m̂ + (1[a = arm] − ê)·τ̂; nil with several arms, which are compared one at a time.
  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard stages.count == 1 else { return nil }
    let mean = try outcomeModels[0].meanPrediction(rows.nuisanceFeatures)
    let effect = try stages[0].predict(rows.features)
    let share = try propensityModels[0].values(rows)[1]
    return mean.indices.map { mean[$0] + (Double(arm) - share[$0]) * effect[$0] }
  }

  /// ê; nil with several arms, whose probabilities are of two at a time.
  func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard stages.count == 1 else { return nil }
    return try propensityModels[0].values(rows)[arm]
  }
}
