import JSON

extension EffectForest {
  /// Leaves tell the means of 1, Y, T, YT and T².
  private static let lanes = 0..<5

  var stored: JSONValue {
    .object(
      [
        ("trees-per-bag", .integer(treesPerBag)), ("scale", .exact(scale)),
        ("calibration", calibration.stored), ("bins", layout.stored),
      ] + trees.storedMembers(lanes: Self.lanes))
  }

  init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    let layout = try BinLayout(stored: try stored.member("bins"), features: features)
    let trees = try ForestTrees(stored: stored, layout: layout, lanes: Self.lanes)
    let bag = try stored.member("trees-per-bag")
    let treesPerBag = try bag.integer(in: 1...2)
    guard trees.count > 0, trees.count % treesPerBag == 0 else {
      throw try stored.member("trees").error("expected whole bags of \(treesPerBag) trees")
    }
    self.init(
      layout: layout, trees: trees, treesPerBag: treesPerBag,
      scale: try stored.member("scale").number(),
      calibration: try EffectCalibration(stored: try stored.member("calibration")))
  }
}

extension EffectCalibration {
  fileprivate var stored: JSONValue {
    .object([
      ("center", .exact(center)), ("slope", .exact(slope)),
      ("slope-variance", .exact(slopeVariance)),
    ])
  }

  fileprivate init(stored: JSONCursor) throws(JSONShapeError) {
    self.init(
      center: try stored.member("center").number(), slope: try stored.member("slope").number(),
      slopeVariance: try stored.member("slope-variance").number())
  }
}

extension CausalForestModel {
  static let storedName = "causal-forest"

  var storedMembers: [JSONValue.Member] {
    [
      ("forests", .array(forests.map(\.stored))), ("outcomes", outcomeModels.stored),
      ("propensity", propensityModel?.stored ?? .null),
    ]
  }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    let features = shape.nuisanceFeatures
    var propensity: PropensityModel?
    var outcomes: [any Predictor] = []
    if let found = stored.optional("propensity") {
      propensity = try PropensityModel(stored: found, features: features, armCount: 2)
      let found = try stored.member("outcomes")
      outcomes = try StoredPredictors.readAll(found, features: features)
      if outcomes.isEmpty || shape.treatedArms > 1 {
        throw found.error("outcome models go with one arm, and one of them or more")
      }
    }
    self.init(
      forests: try stored.member("forests").map(count: shape.treatedArms) {
        forest throws(JSONShapeError) in
        try EffectForest(stored: forest, features: shape.features)
      }, outcomeModels: outcomes, propensityModel: propensity)
  }
}

extension ForestSlopeModel {
  static let storedName = "causal-forest-of-slopes"

  var storedMembers: [JSONValue.Member] { [("forest", forest.stored), ("dose", dose.stored)] }

  init(stored: JSONCursor, shape: EffectShape) throws(JSONShapeError) {
    self.init(
      forest: try EffectForest(stored: try stored.member("forest"), features: shape.features),
      dose: try DoseModel(stored: try stored.member("dose"), features: shape.nuisanceFeatures))
  }
}
