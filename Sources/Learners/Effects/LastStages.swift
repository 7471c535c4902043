/// An effect model whose effects are the predictions of a last stage for each arm.
protocol LastStages: EffectModel {
  /// Of each arm from 1 on.
  var stages: [any Predictor] { get }
}

extension LastStages {
  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try stages[arm - 1].predict(rows.features)
  }

  func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    (stages[arm - 1] as? LinearEffect)?.standardErrors(rows.features)
  }

  func standardErrorOfMean(_ rows: EffectRows, arm: Int) throws(LearnerError) -> Double? {
    (stages[arm - 1] as? LinearEffect)?.standardErrorOfMean(rows.features)
  }
}
