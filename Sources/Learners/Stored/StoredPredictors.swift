import JSON

/// Predictors in files.
enum StoredPredictors {
  /// Every type of predictor that a model may hold.
  private static let types: [any Predictor.Type] = [
    ConstantPredictor.self, LinearPredictor.self, LogisticPredictor.self, LinearEffect.self,
    BoostedPredictor.self, ForestPredictor.self, ChosenPredictor.self,
  ]

  /// A predictor for rows with such columns.
  static func read(
    _ stored: JSONCursor, features: FeatureMatrix
  ) throws(JSONShapeError) -> any Predictor {
    let type = try stored.form(among: types, { $0.storedName }, what: "predictor")
    return try type.init(stored: stored, features: features)
  }

  /// A list of predictors for the same columns.
  static func readAll(
    _ stored: JSONCursor, count: Int? = nil, features: FeatureMatrix
  ) throws(JSONShapeError) -> [any Predictor] {
    try stored.map(count: count) { element throws(JSONShapeError) in
      try read(element, features: features)
    }
  }

  /// The models of all folds, for each of several targets: `[target][fold]`.
  static func readFolds(
    _ stored: JSONCursor, count: Int, features: FeatureMatrix
  ) throws(JSONShapeError) -> [[any Predictor]] {
    try stored.map(count: count) { target throws(JSONShapeError) in
      let folds = try readAll(target, features: features)
      if folds.isEmpty { throw target.error("expected the model of one fold or more") }
      return folds
    }
  }
}

extension [any Predictor] {
  var stored: JSONValue { .array(map(\.stored)) }
}

extension [[any Predictor]] {
  var stored: JSONValue { .array(map(\.stored)) }
}
