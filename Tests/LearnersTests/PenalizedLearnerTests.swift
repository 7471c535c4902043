import Glibc
import Learners
import Numerics
import Testing

@Suite struct PenalizedLearnerTests {
  /// Eight standard normal features, of which two matter, and noise.
  private func task(_ count: Int, noise: Double) -> LearningTask {
    var stream = RandomStream(seed: 7, purpose: "penalized test")
    var columns: [(name: String, values: [Double])] = []
    for index in 0..<8 {
      columns.append(("x\(index)", (0..<count).map { _ in stream.normal() }))
    }
    let y = (0..<count).map { row in
      1 + 3 * columns[0].values[row] - 2 * columns[5].values[row] + noise * stream.normal()
    }
    return LearningTask(features: FeatureMatrix(numeric: columns, rowCount: count), target: y)
  }

  private func coefficients(_ predictor: any Predictor) throws -> [Double] {
    try #require(predictor as? LinearPredictor).coefficients
  }

  @Test func withoutAPenaltyRidgeAndLassoAreLeastSquares() throws {
    let task = task(200, noise: 1)
    let linear = try coefficients(LinearLearner().fit(task))
    expectClose(try coefficients(RidgeLearner(penalty: 0).fit(task)), linear, relative: 1e-9)
    expectClose(try coefficients(LassoLearner(penalty: 0).fit(task)), linear, relative: 1e-6)
  }

  @Test func ridgeOfOneFeatureShrinksByItsVariance() throws {
    // Standardised, the coefficient is r/(1 + λ).
    let features = FeatureMatrix(numeric: [("x", [-1, 1, -1, 1])], rowCount: 4)
    let task = LearningTask(features: features, target: [0, 4, 2, 6])
    let model = try RidgeLearner(penalty: 1).fit(task)
    expectClose(try model.predict(features), [2, 4, 2, 4])
  }

  @Test func lassoOfOneFeatureIsSoftThresholding() throws {
    let features = FeatureMatrix(numeric: [("x", [-1, 1, -1, 1])], rowCount: 4)
    let target = [0.0, 4, 2, 6]
    let spread = 5.0.squareRoot()
    // Standardised, the coefficient is 2/√5 − λ.
    let model = try LassoLearner(penalty: 0.5).fit(LearningTask(features: features, target: target))
    expectClose(try coefficients(model), [3, 2 - 0.5 * spread])
    let empty = try LassoLearner(penalty: 1).fit(LearningTask(features: features, target: target))
    expectClose(try coefficients(empty), [3, 0])
  }

  @Test func lassoFindsTheFeaturesThatMatter() throws {
    let found = try coefficients(LassoLearner().fit(task(400, noise: 1)))
    #expect(abs(found[1] - 3) < 0.2)
    #expect(abs(found[6] + 2) < 0.2)
    for other in [2, 3, 4, 5, 7, 8] { #expect(abs(found[other]) < 0.12) }
  }

  @Test func ridgeChoosesASmallPenaltyWhereThereIsLittleNoise() throws {
    let task = task(200, noise: 0.01)
    expectClose(
      try coefficients(RidgeLearner().fit(task)), try coefficients(LinearLearner().fit(task)),
      absolute: 5e-3)
  }

  @Test func moreColumnsThanRowsAreNoObstacle() throws {
    var stream = RandomStream(seed: 1, purpose: "wide")
    let columns = (0..<30).map { index in
      (name: "x\(index)", values: (0..<10).map { _ in stream.normal() })
    }
    let task = LearningTask(
      features: FeatureMatrix(numeric: columns, rowCount: 10), target: columns[0].values)
    for learner in [try RidgeLearner() as any BaseLearner, try LassoLearner(), LinearLearner()] {
      let predicted = try learner.fit(task).predict(task.features)
      #expect(!predicted.contains { !$0.isFinite }, "\(learner.name)")
    }
  }

  @Test func aConstantTargetIsItsOwnPrediction() throws {
    let features = FeatureMatrix(numeric: [("x", [1, 2, 3])], rowCount: 3)
    let task = LearningTask(features: features, target: [4, 4, 4])
    for learner in [try RidgeLearner() as any BaseLearner, try LassoLearner(), LinearLearner()] {
      expectClose(try learner.fit(task).predict(features), [4, 4, 4])
    }
  }

  @Test func logisticWithAPenaltyCopesWithSeparation() throws {
    let features = FeatureMatrix(numeric: [("x", [1, 2, 3, 4])], rowCount: 4)
    let task = LearningTask(features: features, target: [0, 0, 1, 1], role: .probability)
    #expect(throws: LearnerError.separation(learner: "logistic")) {
      try LogisticLearner.standard.fit(task)
    }
    let predicted = try LogisticLearner(ridge: 1).fit(task).predict(features)
    #expect(predicted[0] > 0.05 && predicted[0] < 0.4)
    #expect(abs(predicted[0] + predicted[3] - 1) < 1e-9)
  }

  @Test func logisticRegressionOfANumberIsRefused() {
    let features = FeatureMatrix(numeric: [("x", [1, 2])], rowCount: 2)
    #expect(throws: LearnerError.unsuitedLearner(learner: "logistic", role: .regression)) {
      try LogisticLearner.standard.fit(LearningTask(features: features, target: [0, 1]))
    }
  }
}
