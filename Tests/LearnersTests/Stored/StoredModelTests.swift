import JSON
import Learners
import Numerics
import Testing

/// Models as JSON and back.
struct StoredModelTests {
  @Test(arguments: StoredSample.all)
  func `a model that is read predicts what it did, to the bit`(sample: StoredSample) throws {
    let (model, shape, rows) = try sample.fit()
    let bytes = JSONText.bytes(model.stored, isCompact: true)
    let read = try StoredEffectModels.read(JSONCursor(try JSONParser.parse(bytes)), shape: shape)
    #expect(JSONText.bytes(read.stored, isCompact: true) == bytes)
    let before = StoredSample.predictions(model, rows, arms: shape.arms.count)
    #expect(StoredSample.predictions(read, rows, arms: shape.arms.count) == before)
    // Some of it is there, or the comparison would say nothing.
    #expect(before.contains { $0.count == rows.rowCount && Set($0).count > 1 || sample.isFlat })
  }

  @Test func `the same model gives the same bytes`() throws {
    let sample = try #require(StoredSample.all.first { $0.kind == .causalForest })
    #expect(
      JSONText.bytes(try sample.fit().model.stored) == JSONText.bytes(try sample.fit().model.stored)
    )
  }

  @Test func `a category with more levels than bins comes back`() throws {
    let count = 900
    let columns = [
      FeatureColumn(
        name: "shop",
        values: .categorical(
          codes: (0..<count).map { Int32($0 % 300) }, levels: (0..<300).map { "s\($0)" })),
      FeatureColumn(name: "x", values: .numeric((0..<count).map { Double(($0 * 7) % 31) })),
    ]
    let encoder = FeatureEncoder(fitting: columns)
    let features = try encoder.encode(columns).matrix
    let data = try CausalData(
      outcome: (0..<count).map { Double(($0 * 13) % 17) + ($0 % 300 < 100 ? 3 : 0) },
      treatment: (0..<count).map { Int32(($0 / 3) % 2) }, arms: ["a", "b"], features: features)
    let learner = BoostingLearner(try BoostingParameters(trees: 10, minChildWeight: 1))
    for kind in [EffectKind.causalForest, .tLearner] {
      let model = try kind.fit(
        EffectProblem(
          data: data,
          settings: NuisanceSettings(
            models: LearnerRoles(all: learner), propensity: .design, folds: .count(2),
            forest: try CausalForestParameters(trees: 50, minimumLeaf: 4)))
      ).model
      let shape = EffectShape(encoder, featureCount: 2, arms: data.arms)
      let read = try StoredEffectModels.read(
        JSONCursor(try JSONParser.parse(JSONText.bytes(model.stored))), shape: shape)
      let rows = EffectRows(data)
      let before = StoredSample.predictions(model, rows, arms: 2)
      #expect(StoredSample.predictions(read, rows, arms: 2) == before)
      #expect(before.contains { Set($0).count > 2 })
    }
  }

  @Test(arguments: StoredSample.all.filter { $0.replicates == 0 })
  func `settings come back`(sample: StoredSample) throws {
    let settings = NuisanceSettings(
      models: LearnerRoles(all: sample.learner), folds: .count(3), clip: 0.05, seed: .max)
    let text = JSONText.text(settings.stored)
    let read = try NuisanceSettings(
      stored: JSONCursor(try JSONParser.parse(Array(text.utf8))), propensity: .design)
    #expect(JSONText.text(read.stored) == text)
    #expect(read.models.effect.identity == sample.learner.identity)
    #expect(read.seed == .max)
    #expect(read.folds == .count(3))
  }

  @Test func `parameters out of their range are refused by their name`() throws {
    let value = JSONValue.object([("form", .string("ridge")), ("penalty", .integer(-1))])
    #expect(throws: JSONShapeError(path: ".penalty", problem: "expected 0 or more")) {
      try RidgeLearner(stored: JSONCursor(value))
    }
  }

  @Test func `a form of a later version is told by its name`() throws {
    let sample = try #require(StoredSample.all.first)
    let value = JSONValue.object([("form", .string("oracle"))])
    #expect(
      throws: JSONShapeError(
        path: "form", problem: "“oracle” is no model of effects that this version knows")
    ) {
      try StoredEffectModels.read(JSONCursor(value), shape: try sample.fit().shape)
    }
  }
}

extension StoredSample {
  /// Whether all rows may be predicted alike.
  var isFlat: Bool { learner is MeanLearner || learner is AutoLearner }
}
