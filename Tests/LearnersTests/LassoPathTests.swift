import Glibc
import Learners
import Numerics
import Testing

/// The lasso's solutions held against the conditions that only the solution meets.
@Suite struct LassoPathTests {
  /// Numbers and a category of many levels.
  private func task(
    _ count: Int, numbers: Int, levels: Int, role: LearnerRole, isWeighted: Bool = false
  ) -> LearningTask {
    var stream = RandomStream(seed: 11, purpose: "lasso")
    let columns = (0..<numbers).map { index in
      (name: "x\(index)", values: (0..<count).map { _ in stream.normal() })
    }
    var features = FeatureMatrix(numeric: columns, rowCount: count)
    let codes = (0..<count).map { _ in Double(stream.below(max(1, levels))) }
    if levels > 0 {
      features = features.appending(
        FeatureMatrix(
          names: ["g"], categories: [(0..<levels).map { "l\($0)" }], rowCount: count,
          values: codes))
    }
    let target = (0..<count).map { row -> Double in
      let mean = columns[0].values[row] - 0.5 * columns[1].values[row] + (codes[row] == 1 ? 1.5 : 0)
      return role == .regression
        ? 3 + mean + stream.normal() : stream.bernoulli(1 / (1 + exp(1 - mean))) ? 1 : 0
    }
    let weights = (0..<count).map { _ in Double(1 + stream.below(3)) }
    return LearningTask(
      features: features, target: target, weights: isWeighted ? weights : nil, role: role)
  }

  /// For each regressor its standardised coefficient, and the mean product of its standardised
  /// values with what the model leaves; 0 for the intercept.
  private func conditions(
    _ task: LearningTask, _ coefficients: [Double], predicted: [Double], targetScale: Double
  ) -> [(coefficient: Double, slope: Double)] {
    let design = LinearDesign(task.features)
    let regressors = design.expand(task.features)
    let count = task.target.count
    let weights = task.weights ?? [Double](repeating: 1, count: count)
    let total = weights.reduce(0, +)
    return (0..<design.columnCount).map { column in
      let values = Array(regressors[column * count..<(column + 1) * count])
      let mean = column == 0 ? 0 : zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
      let square = zip(values, weights).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
      let spread = (square / total).squareRoot()
      // A level without rows has no say.
      if spread == 0 { return (coefficients[column], 0) }
      let slope = values.indices.reduce(0.0) {
        $0 + weights[$1] * (values[$1] - mean) / spread * (task.target[$1] - predicted[$1])
      }
      return (coefficients[column] * spread / targetScale, slope / total / targetScale)
    }
  }

  private func check(
    _ conditions: [(coefficient: Double, slope: Double)], penalty: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(conditions[0].slope) < 1e-7, sourceLocation: sourceLocation)
    for (coefficient, slope) in conditions.dropFirst() {
      if coefficient == 0 {
        #expect(abs(slope) < penalty + 1e-7, sourceLocation: sourceLocation)
      } else {
        #expect(
          abs(slope - (coefficient > 0 ? penalty : -penalty)) < 1e-7,
          sourceLocation: sourceLocation)
      }
    }
    let kept = conditions.dropFirst().count { $0.coefficient != 0 }
    #expect(kept > 1 && kept < conditions.count - 1, "\(kept)", sourceLocation: sourceLocation)
  }

  /// Few regressors are fitted from second moments, many levels from residuals.
  @Test(arguments: [(6, 0), (6, 4), (3, 150)], [false, true])
  func `squared error meets the conditions of its minimum`(
    _ size: (Int, Int), _ isWeighted: Bool
  ) throws {
    let task = task(
      400, numbers: size.0, levels: size.1, role: .regression, isWeighted: isWeighted)
    let model = try LassoLearner(penalty: 0.04).fit(task)
    let coefficients = try #require(model as? LinearPredictor).coefficients
    let weights = task.weights ?? task.target.map { _ in 1 }
    let total = weights.reduce(0, +)
    let mean = zip(task.target, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    let variance = zip(task.target, weights).reduce(0) {
      $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 / total
    }
    check(
      conditions(
        task, coefficients, predicted: try model.predict(task.features),
        targetScale: variance.squareRoot()), penalty: 0.04)
  }

  @Test(arguments: [(6, 0), (3, 150)], [false, true])
  func `the log-loss meets the conditions of its minimum`(
    _ size: (Int, Int), _ isWeighted: Bool
  ) throws {
    let task = task(
      400, numbers: size.0, levels: size.1, role: .probability, isWeighted: isWeighted)
    let model = try LassoLearner(penalty: 0.015).fit(task)
    let coefficients = try #require(model as? LogisticPredictor).coefficients
    check(
      conditions(
        task, coefficients, predicted: try model.predict(task.features), targetScale: 1),
      penalty: 0.015)
  }

  @Test func `a probability is chosen by log-loss, and found again`() throws {
    let task = task(800, numbers: 10, levels: 0, role: .probability)
    let model = try #require(try LassoLearner().fit(task) as? LogisticPredictor)
    #expect(model.remark.contains("terms"))
    #expect(abs(model.coefficients[1] - 1) < 0.3)
    #expect(abs(model.coefficients[2] + 0.5) < 0.3)
    #expect(model.coefficients[3...].allSatisfy { abs($0) < 0.2 })
    #expect(try model.predict(task.features).allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func `classes that features tell apart have an answer`() throws {
    let features = FeatureMatrix(
      numeric: [("x", (0..<40).map { Double($0) })], rowCount: 40)
    let task = LearningTask(
      features: features, target: (0..<40).map { $0 < 20 ? 0 : 1 }, role: .probability)
    let predicted = try LassoLearner().fit(task).predict(features)
    #expect(predicted[0] < 0.01 && predicted[39] > 0.99)
    #expect(throws: LearnerError.separation(learner: "logistic")) {
      try LassoLearner(penalty: 0).fit(task)
    }
    let ones = LearningTask(
      features: features, target: [Double](repeating: 1, count: 40), role: .probability)
    #expect(try LassoLearner().fit(ones).predict(features) == ones.target)
  }

  @Test(arguments: [LearnerRole.regression, .probability])
  func `a thousand categories take seconds`(_ role: LearnerRole) throws {
    let task = task(3000, numbers: 2, levels: 1000, role: role)
    let clock = ContinuousClock()
    var model: (any Predictor)?
    let time = try clock.measure { model = try LassoLearner().fit(task) }
    #expect(time < .seconds(10))
    let found = try #require(model)
    let coefficients =
      (found as? LinearPredictor)?.coefficients ?? (found as? LogisticPredictor)?.coefficients ?? []
    #expect(abs((coefficients.dropFirst().first ?? 0) - 1) < (role == .regression ? 0.1 : 0.3))
  }
}
