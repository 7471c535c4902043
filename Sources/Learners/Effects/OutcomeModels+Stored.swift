import JSON

extension CrossedEffectModel {
  static let storedName = "crossed-stages"

  var storedMembers: [JSONValue.Member] {
    [
      ("on-controls", onControls.stored), ("on-treated", onTreated.stored),
      ("outcomes", outcomeModels.stored), ("propensity", propensityModel.stored),
    ]
  }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    let nuisance = shape.nuisanceFeatures
    self.init(
      onControls: try StoredPredictors.readAll(
        try stored.member("on-controls"), count: shape.treatedArms, features: shape.features),
      onTreated: try StoredPredictors.readAll(
        try stored.member("on-treated"), count: shape.treatedArms, features: shape.features),
      outcomeModels: try StoredPredictors.readAll(
        try stored.member("outcomes"), count: shape.arms.count, features: nuisance),
      propensityModel: try PropensityModel(
        stored: try stored.member("propensity"), features: nuisance, armCount: shape.arms.count))
  }
}

extension OutcomeDifferenceModel {
  static let storedName = "outcome-differences"

  var storedMembers: [JSONValue.Member] { [("outcomes", outcomes.stored)] }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    self.init(
      outcomes: try StoredPredictors.readAll(
        try stored.member("outcomes"), count: shape.arms.count, features: shape.nuisanceFeatures))
  }
}

extension SingleOutcomeModel {
  static let storedName = "single-outcome"

  var storedMembers: [JSONValue.Member] { [("outcome", predictor.stored)] }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    let column = TreatmentColumn(arms: shape.arms)
    self.init(
      predictor: try StoredPredictors.read(
        try stored.member("outcome"),
        features: column.prepended(to: shape.nuisanceFeatures, codes: [])),
      column: column)
  }
}

extension ResponseModel {
  static let storedName = "response"

  var storedMembers: [JSONValue.Member] { [("outcome", predictor.stored)] }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    self.init(
      predictor: try StoredPredictors.read(
        try stored.member("outcome"), features: shape.nuisanceFeatures))
  }
}
