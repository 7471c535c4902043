import Glibc
import Learners
import Numerics
import Testing

@Suite struct BoostingLearnerTests {
  /// y = 2·1[x > 0.5] + category effect + noise, with a share of x missing.
  private func simulated(_ count: Int, missing: Bool = false) -> LearningTask {
    var stream = RandomStream(seed: 1, purpose: "boosting test")
    var x: [Double] = []
    var noise: [Double] = []
    var codes: [Double] = []
    var y: [Double] = []
    let effects = [0.0, 1, -1, 3, 0.5, -2]
    for _ in 0..<count {
      let value = stream.uniform()
      let code = stream.below(effects.count)
      x.append(missing && stream.bernoulli(0.2) ? .nan : value)
      noise.append(stream.uniform())
      codes.append(Double(code))
      y.append((value > 0.5 ? 2 : 0) + effects[code] + 0.1 * stream.normal())
    }
    let features = FeatureMatrix(
      names: ["x", "noise", "group"], categories: [nil, nil, ["a", "b", "c", "d", "e", "f"]],
      rowCount: count, values: x + noise + codes)
    return LearningTask(features: features, target: y)
  }

  private func error(_ a: [Double], _ b: [Double]) -> Double {
    (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
  }

  @Test func findsAStepAndTheLevelsOfACategory() throws {
    let task = simulated(4000)
    let model = try BoostingLearner().fit(task)
    #expect(error(try model.predict(task.features), task.target) < 0.13)
    #expect(model.remark.hasSuffix("trees"))
  }

  @Test func takesMissingValues() throws {
    let task = simulated(4000, missing: true)
    let model = try BoostingLearner().fit(task)
    #expect(error(try model.predict(task.features), task.target) < 0.6)
  }

  @Test func `levels that no row has change no bit, though sets are then wider than a word`() throws
  {
    let narrow = simulated(1500, missing: true)
    let levels = ["a", "b", "c", "d", "e", "f"]
    // Every tenth row lacks its group.
    let values = narrow.features.values.enumerated().map { index, value in
      index >= 3000 && index % 10 == 0 ? .nan : value
    }
    func predictions(_ own: [String]) throws -> [UInt64] {
      var task = narrow
      task.features = FeatureMatrix(
        names: ["x", "noise", "group"], categories: [nil, nil, own], rowCount: 1500, values: values)
      return try BoostingLearner(BoostingParameters(trees: 60, depth: 4)).fit(task)
        .predict(task.features).map(\.bitPattern)
    }
    let wide = levels + (0..<90).map { "unused \($0)" }
    let found = try predictions(levels)
    #expect(try predictions(wide) == found)
    #expect(Set(found).count > 100)
  }

  @Test func oneTreeIsTheMeanOfEachSide() throws {
    let features = FeatureMatrix(numeric: [("x", [0, 0, 0, 1, 1, 1])], rowCount: 6)
    let parameters = try BoostingParameters(
      trees: 1, depth: 1, rate: 1, minChildWeight: 0, lambda: 0)
    let model = try BoostingLearner(parameters)
      .fit(LearningTask(features: features, target: [1, 2, 3, 10, 11, 12]))
    expectClose(try model.predict(features), [2, 2, 2, 11, 11, 11], relative: 1e-6)
  }

  @Test func probabilitiesOfOneTreeAreTheSharesOfEachSide() throws {
    // With the logistic loss one Newton step from the mean gives 0.5 ± 1/2·(0.25/0.25)… in logits.
    let features = FeatureMatrix(
      numeric: [("x", [0, 0, 0, 0, 1, 1, 1, 1])], rowCount: 8)
    let parameters = try BoostingParameters(
      trees: 1, depth: 1, rate: 1, minChildWeight: 0, lambda: 0)
    let model = try BoostingLearner(parameters).fit(
      LearningTask(
        features: features, target: [0, 0, 0, 1, 0, 1, 1, 1], role: .probability))
    // G = Σ(p − y) = ±1, H = 4·¼: the leaf is ∓1.
    let low = 1 / (1 + exp(1.0))
    let high = 1 / (1 + exp(-1.0))
    expectClose(
      try model.predict(features), [low, low, low, low, high, high, high, high], relative: 1e-6)
  }

  @Test func aConstantTargetIsPredictedAsItIs() throws {
    let features = FeatureMatrix(numeric: [("x", [1, 2, 3])], rowCount: 3)
    let model = try BoostingLearner().fit(LearningTask(features: features, target: [7, 7, 7]))
    #expect(try model.predict(features) == [7, 7, 7])
  }

  @Test func weightsCountAsRepeatedRows() throws {
    let x = [0.0, 1, 2, 3, 4, 5, 6, 7]
    let y = [1.0, 3, 2, 5, 4, 7, 7, 9]
    let parameters = try BoostingParameters(
      trees: 30, depth: 2, rate: 0.3, minChildWeight: 0, lambda: 0)
    let weighted = try BoostingLearner(parameters).fit(
      LearningTask(
        features: FeatureMatrix(numeric: [("x", x)], rowCount: 8), target: y,
        weights: [1, 2, 1, 2, 1, 2, 1, 2]))
    let rows = [0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 7]
    let repeated = try BoostingLearner(parameters).fit(
      LearningTask(
        features: FeatureMatrix(numeric: [("x", rows.map { x[$0] })], rowCount: 12),
        target: rows.map { y[$0] }))
    let features = FeatureMatrix(numeric: [("x", x)], rowCount: 8)
    expectClose(
      try weighted.predict(features), try repeated.predict(features), relative: 1e-5)
  }

  @Test func theSameSeedGivesTheSameBits() throws {
    let task = simulated(2000)
    let parameters = try BoostingParameters(trees: 50, subsample: 0.5, columns: 0.7)
    let first = try BoostingLearner(parameters).fit(task).predict(task.features)
    let second = try BoostingLearner(parameters).fit(task).predict(task.features)
    #expect(first == second)
  }

  @Test func rejectsParametersOutOfRange() {
    #expect(throws: LearnerError.invalidParameter(name: "depth", allowed: "from 1 to 16")) {
      try BoostingParameters(depth: 0)
    }
    #expect(throws: LearnerError.self) { try BoostingParameters(rate: .nan) }
  }

  @Test func refusesATargetThatIsNotAProbability() throws {
    let features = FeatureMatrix(numeric: [("x", [1, 2])], rowCount: 2)
    #expect(throws: LearnerError.notBinary(learner: "boosting")) {
      try BoostingLearner().fit(
        LearningTask(features: features, target: [0, 2], role: .probability))
    }
  }
}
