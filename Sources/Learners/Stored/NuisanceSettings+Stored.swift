import JSON

extension NuisanceSettings {
  /// Every type of base learner that a notebook may name.
  private static let types: [any BaseLearner.Type] = [
    LinearLearner.self, RidgeLearner.self, LassoLearner.self, LogisticLearner.self,
    BoostingLearner.self, ForestLearner.self, MeanLearner.self, AutoLearner.self,
    SeriesLearner.self,
  ]

  private static func learner(_ stored: JSONCursor) throws(JSONShapeError) -> any BaseLearner {
    let type = try stored.form(among: types, { $0.storedName }, what: "base learner")
    return try type.init(stored: stored)
  }

  /// How the model was fitted, so that it can be fitted again on other rows.
  ///
  /// Where the propensity came from is told with the columns, not here; folds that a column stated
  /// are null.
  package var stored: JSONValue {
    var foldCount: JSONValue = .null
    if case .count(let count) = folds { foldCount = .integer(count) }
    return .object([
      (
        "learners",
        .object([
          ("outcome", models.outcome.stored), ("propensity", models.propensity.stored),
          ("treatment", models.treatment.stored), ("effect", models.effect.stored),
        ])
      ),
      ("folds", foldCount), ("clip", .exact(clip)),
      // A text, as not every reader holds 64 bits.
      ("seed", .string(String(seed))),
      ("forest", forest.stored), ("uplift", uplift.stored),
    ])
  }

  /// Settings that `stored` wrote, with the propensity's source as the columns tell it.
  package init(
    stored: JSONCursor, propensity: PropensitySource
  ) throws(JSONShapeError) {
    let learners = try stored.member("learners")
    let seed = try stored.member("seed")
    guard let value = UInt64(try seed.text()) else {
      throw seed.error("expected a whole number of 64 bits")
    }
    self.init(
      models: LearnerRoles(
        outcome: try Self.learner(try learners.member("outcome")),
        propensity: try Self.learner(try learners.member("propensity")),
        treatment: try Self.learner(try learners.member("treatment")),
        effect: try Self.learner(try learners.member("effect"))),
      propensity: propensity,
      folds: .count(try stored.optional("folds")?.integer(in: 1...1000) ?? 5),
      clip: try stored.member("clip").number(), seed: value,
      forest: try CausalForestParameters(stored: try stored.member("forest")),
      uplift: try UpliftParameters(stored: try stored.member("uplift")))
  }
}
