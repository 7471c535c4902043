import Glibc
import Learners
import Numerics
import Testing

/// Boosted trees that are held monotone, beside those of XGBoost with `monotone_constraints`.
@Suite struct MonotoneBoostingTests {
  /// The mean rises and falls with x0 and falls with x1; x2 is free.
  private func task(
    _ role: LearnerRole, missing: Double = 0, isWeighted: Bool = false
  ) -> LearningTask {
    let count = 3000
    var stream = RandomStream(seed: 5, purpose: "monotone")
    let widths = [40, 12, 30]
    var columns = [[Double]](repeating: [], count: 3)
    var (target, weights): ([Double], [Double]) = ([], [])
    for _ in 0..<count {
      let values = widths.map { Double(stream.below($0)) }
      let mean = sin(values[0] / 6) - 0.1 * values[1] + 0.5 * sin(values[2] / 4)
      let noise = stream.normal()
      target.append(role == .regression ? mean + noise : mean + 0.5 + noise > 0 ? 1 : 0)
      weights.append(0.25 * Double(1 + stream.below(8)))
      for index in columns.indices {
        columns[index].append(stream.bernoulli(missing) ? .nan : values[index])
      }
    }
    return LearningTask(
      features: FeatureMatrix(
        numeric: columns.enumerated().map { ("x\($0)", $1) }, rowCount: count),
      target: target, weights: isWeighted ? weights : nil, role: role)
  }

  private func parameters(
    _ engine: BoostingEngine, _ monotone: [String: Monotonicity]
  ) throws -> BoostingParameters {
    try BoostingParameters(
      trees: 30, depth: 4, rate: 0.2, minChildWeight: 5, engine: engine, monotone: monotone)
  }

  static let ways: [String: Monotonicity] = ["x0": .increasing, "x1": .decreasing]

  /// The largest rise and fall of predictions from one value of a column to the next.
  private func changes(
    _ model: any Predictor, _ task: LearningTask, column: Int, values: Int
  ) throws -> (rise: Double, fall: Double) {
    var (rise, fall) = (0.0, 0.0)
    var before = try model.predict(task.features.setting(column: column, to: 0))
    for value in 1..<values {
      let after = try model.predict(task.features.setting(column: column, to: Double(value)))
      for (first, second) in zip(before, after) {
        rise = max(rise, second - first)
        fall = max(fall, first - second)
      }
      before = after
    }
    return (rise, fall)
  }

  @Test(arguments: [LearnerRole.regression, .probability], [0, 0.2])
  func `grows the monotone trees of XGBoost`(_ role: LearnerRole, _ missing: Double) throws {
    let task = task(role, missing: missing, isWeighted: missing > 0)
    let ours = try BoostingLearner(parameters(.casebook, Self.ways)).fit(task)
    let theirs = try BoostingLearner(parameters(.xgboost, Self.ways)).fit(task)
    let free = try BoostingLearner(parameters(.casebook, [:])).fit(task)
    let found = try ours.predict(task.features)
    let differences = zip(found, try theirs.predict(task.features)).map { abs($0 - $1) }
    #expect((differences.max() ?? 1) < 2e-5, "\(differences.filter { $0 > 2e-5 }.count) rows")
    #expect(Set(found).count > 100)
    let moved = zip(found, try free.predict(task.features)).map { abs($0 - $1) }
    #expect((moved.max() ?? 0) > 0.05)
  }

  @Test(arguments: BoostingEngine.allCases)
  func `predictions keep to their way, and others are free`(_ engine: BoostingEngine) throws {
    let task = task(.regression)
    let model = try BoostingLearner(parameters(engine, Self.ways)).fit(task)
    let first = try changes(model, task, column: 0, values: 40)
    #expect(first.rise > 0.3 && first.fall == 0)
    let second = try changes(model, task, column: 1, values: 12)
    #expect(second.fall > 0.05 && second.rise == 0)
    let third = try changes(model, task, column: 2, values: 30)
    #expect(third.rise > 0.05 && third.fall > 0.05)
    let free = try BoostingLearner(parameters(engine, [:])).fit(task)
    #expect(try changes(free, task, column: 0, values: 40).fall > 0.1)
  }

  @Test func `a category has no order`() throws {
    let features = FeatureMatrix(
      names: ["g"], categories: [["a", "b"]], rowCount: 4, values: [0, 1, 0, 1])
    let learner = try BoostingLearner(parameters(.casebook, ["g": .increasing]))
    #expect(throws: LearnerError.self) {
      try learner.fit(LearningTask(features: features, target: [1, 2, 3, 4]))
    }
  }

  @Test func `the way is part of the learner's name and file`() throws {
    let learner = try BoostingLearner(parameters(.casebook, Self.ways))
    #expect(learner.identity.contains("x0:increasing"))
    #expect(learner.identity != BoostingLearner(try parameters(.casebook, [:])).identity)
  }
}
