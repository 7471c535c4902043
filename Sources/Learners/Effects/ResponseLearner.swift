/// A plain predictive model of the outcome, blind to the treatment: the baseline that a model of
/// effects has to beat.
///
/// Its score is E[Y | X] and not an effect; every arm gets the same.
struct ResponseLearner: EffectLearner {
  func fit(_ problem: EffectProblem) throws(LearnerError) -> FittedEffects {
    let fitted = try problem.fitter(.none).fit([.overallOutcome])
    return FittedEffects(
      model: ResponseModel(predictor: fitted[0].predictors[0]),
      effects: problem.data.arms.dropFirst().map { _ in fitted[0].predictions },
      nuisances: [fitted[0].score])
  }
}

/// Predicted outcomes in the place of effects.
struct ResponseModel: EffectModel {
  let predictor: any Predictor

  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try predictor.predict(rows.nuisanceFeatures)
  }

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try predictor.predict(rows.nuisanceFeatures)
  }

  func outcomes(_ rows: EffectRows, dose: [Double]) throws(LearnerError) -> [Double]? {
    try predictor.predict(rows.nuisanceFeatures)
  }
}
