import JSON

extension PropensityModel {
  var stored: JSONValue {
    switch self {
    case .constant(let shares): .object([("constant", .exact(shares))])
    case .supplied: .object([("supplied", .boolean(true))])
    case .fitted(let models, let clip):
      .object([("clip", .exact(clip)), ("models", models.stored)])
    }
  }

  /// - Parameter armCount: of the data that it is for, the control among them.
  init(stored: JSONCursor, features: FeatureMatrix, armCount: Int) throws(JSONShapeError) {
    if let shares = stored.optional("constant") {
      self = .constant(try shares.numbers(count: armCount))
    } else if let supplied = stored.optional("supplied") {
      guard try supplied.flag() else { throw supplied.error("expected true") }
      self = .supplied
    } else {
      self = .fitted(
        try StoredPredictors.readFolds(
          try stored.member("models"), count: Propensities.targets(armCount: armCount).count,
          features: features),
        clip: try stored.member("clip").number())
    }
  }
}

extension DoseModel {
  var stored: JSONValue {
    .object([
      ("outcomes", outcome.stored), ("treatments", treatment.stored), ("mean", .exact(mean)),
    ])
  }

  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    let outcomes = try stored.member("outcomes")
    self.init(
      outcome: try StoredPredictors.readAll(outcomes, features: features),
      treatment: try StoredPredictors.readAll(try stored.member("treatments"), features: features),
      mean: try stored.member("mean").number())
    if outcome.isEmpty { throw outcomes.error("expected the model of one fold or more") }
  }
}
