/// One model of the effect for each arm, with what nuisance models there were.
struct StagedEffectModel: LastStages {
  let stages: [any Predictor]
  /// The cross-fitted outcome models of each arm, where there are any: their mean predicts.
  var outcomeModels: [[any Predictor]] = []
  var propensityModel: PropensityModel?

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard outcomeModels.indices.contains(arm) else { return nil }
    return try outcomeModels[arm].meanPrediction(rows.nuisanceFeatures)
  }

  func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try propensityModel?.values(rows)[arm]
  }
}

extension [any Predictor] {
  /// The mean of the predictions of the models of all folds.
  func meanPrediction(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    var sums = [Double](repeating: 0, count: features.rowCount)
    for predictor in self {
      let predictions = try predictor.predict(features)
      for row in sums.indices { sums[row] += predictions[row] }
    }
    return sums.map { $0 / Double(count) }
  }
}
