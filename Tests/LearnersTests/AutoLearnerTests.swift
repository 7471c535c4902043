import Learners
import Numerics
import Testing

@Suite struct AutoLearnerTests {
  private func task(
    _ count: Int, role: LearnerRole = .regression, _ target: (Double, inout RandomStream) -> Double
  ) -> LearningTask {
    var stream = RandomStream(seed: 4, purpose: "auto")
    let x = (0..<count).map { _ in stream.uniform() }
    let y = x.map { target($0, &stream) }
    return LearningTask(
      features: FeatureMatrix(numeric: [("x", x)], rowCount: count), target: y, role: role)
  }

  private func chosen(_ task: LearningTask) throws -> ChosenPredictor {
    try #require(try AutoLearner().fit(task) as? ChosenPredictor)
  }

  @Test func aLineIsLeftToTheLasso() throws {
    let chosen = try chosen(task(400) { x, stream in 3 * x + stream.normal() * 0.3 })
    #expect(chosen.name == "lasso")
    #expect(chosen.losses.map(\.learner) == ["mean", "lasso", "boosting"])
    // The loss is an estimate of the noise's variance.
    #expect(abs((chosen.losses.map(\.loss).min() ?? 0) - 0.09) < 0.02)
  }

  @Test func aStepIsLeftToTrees() throws {
    let chosen = try chosen(
      task(400) { x, stream in (x > 0.3 && x < 0.6 ? 2 : 0) + stream.normal() })
    #expect(chosen.name == "boosting")
  }

  @Test func noiseIsLeftToTheMean() throws {
    let chosen = try chosen(task(400) { _, stream in stream.normal() })
    #expect(chosen.losses.first { $0.learner == "mean" }.map { $0.loss < 1.2 } ?? false)
    let predictions = try chosen.predict(
      FeatureMatrix(numeric: [("x", [0, 0.5, 1])], rowCount: 3))
    #expect(predictions.allSatisfy { abs($0) < 0.3 })
  }

  @Test func probabilitiesAreChosenByLogLoss() throws {
    let chosen = try chosen(
      task(400, role: .probability) { x, stream in stream.bernoulli(0.1 + 0.8 * x) ? 1 : 0 })
    #expect(chosen.name == "logistic")
    #expect(chosen.losses.map(\.learner) == ["mean", "logistic", "boosting"])
  }

  @Test func missingValuesLeaveTheLearnersThatTakeThem() throws {
    var task = task(200) { x, _ in x > 0.5 ? 5 : 0 }
    task.features = FeatureMatrix(
      numeric: [("x", task.features.values.enumerated().map { $0 == 3 ? .nan : $1 })],
      rowCount: 200)
    #expect(try chosen(task).losses.map(\.learner) == ["mean", "boosting"])
  }

  @Test func aConstantTargetOrOneRowIsItsMean() throws {
    #expect(try chosen(task(50) { _, _ in 2 }).name == "mean")
    #expect(try chosen(task(1) { x, _ in x }).name == "mean")
  }
}
