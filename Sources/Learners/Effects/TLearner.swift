/// The T-learner: one outcome model for each arm, and the effect as their difference.
///
/// τ̂_a(x) = μ̂_a(x) − μ̂_0(x). Künzel, Sekhon, Bickel and Yu (2019).
struct TLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let fitted = try problem.fitter(.none).fit(problem.outcomeTargets)
    let control = fitted[0].predictions
    return FittedEffects(
      model: OutcomeDifferenceModel(outcomes: fitted.map { $0.predictors[0] }),
      effects: fitted.dropFirst().map { arm in
        control.indices.map { arm.predictions[$0] - control[$0] }
      },
      nuisances: fitted.map(\.score))
  }
}

/// μ̂_arm(x) − μ̂₀(x), from outcome models of each arm.
struct OutcomeDifferenceModel: EffectModel {
  /// μ̂ of each arm, the control first.
  let outcomes: [any Predictor]

  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    let features = rows.nuisanceFeatures
    let treated = try outcomes[arm].predict(features)
    let control = try outcomes[0].predict(features)
    return treated.indices.map { treated[$0] - control[$0] }
  }

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try outcomes[arm].predict(rows.nuisanceFeatures)
  }
}
