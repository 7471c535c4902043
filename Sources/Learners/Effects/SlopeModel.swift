/// The slope of an outcome in a treatment that is an amount.
struct SlopeModel: LastStages {
  let stage: any Predictor
  let dose: DoseModel

  var stages: [any Predictor] { [stage] }

  func expectedTreatment(_ rows: EffectRows) throws(LearnerError) -> [Double]? {
    try dose.expectedTreatment(rows)
  }

  func outcomes(_ rows: EffectRows, dose amounts: [Double]) throws(LearnerError) -> [Double]? {
    try dose.outcomes(rows, at: amounts, slopes: try stage.predict(rows.features))
  }
}
