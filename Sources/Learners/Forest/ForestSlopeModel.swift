/// The slope of an outcome in a treatment that is an amount, from a forest.
struct ForestSlopeModel: EffectModel {
  let forest: EffectForest
  let dose: DoseModel

  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try forest.estimates(rows.features).effects
  }

  func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try effectsWithErrors(rows, arm: arm).errors
  }

  func effectsWithErrors(
    _ rows: EffectRows, arm: Int
  ) throws(LearnerError) -> (effects: [Double], errors: [Double]?) {
    let estimates = try forest.estimates(rows.features)
    return (estimates.effects, forest.hasErrors ? estimates.standardErrors : nil)
  }

  func expectedTreatment(_ rows: EffectRows) throws(LearnerError) -> [Double]? {
    try dose.expectedTreatment(rows)
  }

  func outcomes(_ rows: EffectRows, dose amounts: [Double]) throws(LearnerError) -> [Double]? {
    try dose.outcomes(rows, at: amounts, slopes: try forest.estimates(rows.features).effects)
  }
}
