import JSON

extension StagedEffectModel {
  static let storedName = "stages"

  var storedMembers: [JSONValue.Member] {
    [
      ("stages", stages.stored), ("outcomes", outcomeModels.stored),
      ("propensity", propensityModel?.stored ?? .null),
    ]
  }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    let features = shape.nuisanceFeatures
    let outcomes = try stored.member("outcomes")
    let isEmpty = try outcomes.elements().isEmpty
    self.init(
      stages: try StoredPredictors.readAll(
        try stored.member("stages"), count: shape.treatedArms, features: shape.features),
      outcomeModels: isEmpty
        ? []
        : try StoredPredictors.readFolds(outcomes, count: shape.arms.count, features: features))
    if let propensity = stored.optional("propensity") {
      propensityModel = try PropensityModel(
        stored: propensity, features: features, armCount: shape.arms.count)
    }
  }
}

extension ResidualEffectModel {
  static let storedName = "residual-stages"

  var storedMembers: [JSONValue.Member] {
    [
      ("stages", stages.stored), ("outcomes", outcomeModels.stored),
      ("propensities", .array(propensityModels.map(\.stored))),
    ]
  }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    let (features, arms) = (shape.nuisanceFeatures, shape.treatedArms)
    self.init(
      stages: try StoredPredictors.readAll(
        try stored.member("stages"), count: arms, features: shape.features),
      outcomeModels: try StoredPredictors.readFolds(
        try stored.member("outcomes"), count: arms, features: features),
      propensityModels: try stored.member("propensities").map(count: arms) {
        model throws(JSONShapeError) in
        try PropensityModel(stored: model, features: features, armCount: 2)
      })
  }
}

extension SlopeModel {
  static let storedName = "slope"

  var storedMembers: [JSONValue.Member] { [("stage", stage.stored), ("dose", dose.stored)] }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    self.init(
      stage: try StoredPredictors.read(try stored.member("stage"), features: shape.features),
      dose: try DoseModel(stored: try stored.member("dose"), features: shape.nuisanceFeatures))
  }
}
