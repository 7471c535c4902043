import Learners
import Numerics
import Testing

struct ForestLearnerTests {
  private func task(_ count: Int, role: LearnerRole = .regression) -> LearningTask {
    var stream = RandomStream(seed: 2, purpose: "forest test")
    var (x, group, y): ([Double], [Double], [Double]) = ([], [], [])
    let effects = [0.0, 1, -1, 3]
    for _ in 0..<count {
      let value = stream.uniform()
      let code = stream.below(4)
      x.append(stream.bernoulli(0.1) ? .nan : value)
      group.append(Double(code))
      let mean = (x[x.count - 1] > 0.5 ? 2 : 0) + effects[code]
      y.append(role == .regression ? mean + 0.1 * stream.normal() : mean > 1.5 ? 1 : 0)
    }
    return LearningTask(
      features: FeatureMatrix(
        names: ["x", "group"], categories: [nil, ["a", "b", "c", "d"]], rowCount: count,
        values: x + group), target: y, role: role, seed: 1)
  }

  private func error(_ a: [Double], _ b: [Double]) -> Double {
    (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
  }

  @Test func `learns a step, a category and where values are missing`() throws {
    let task = task(3000)
    let model = try ForestLearner().fit(task)
    #expect(error(try model.predict(task.features), task.target) < 0.25)
    #expect(model.remark.hasPrefix("out-of-bag R² 0.9"))
  }

  @Test func `probabilities lie between 0 and 1 and separate classes that can be told apart`()
    throws
  {
    let task = task(3000, role: .probability)
    let predicted = try ForestLearner().fit(task).predict(task.features)
    #expect(predicted.allSatisfy { (0...1).contains($0) })
    #expect(error(predicted, task.target) < 0.2)
  }

  @Test func `probabilities that features tell nothing of stay near the share`() throws {
    var stream = RandomStream(seed: 4, purpose: "coin")
    let count = 600
    let columns = (0..<4).map { column in
      ("x\(column)", (0..<count).map { _ in stream.normal() })
    }
    let features = FeatureMatrix(numeric: columns, rowCount: count)
    let target = (0..<count).map { _ in stream.bernoulli(0.4) ? 1.0 : 0 }
    let share = target.reduce(0, +) / Double(count)
    let predicted = try ForestLearner().fit(
      LearningTask(features: features, target: target, role: .probability)
    ).predict(features)
    #expect(error(predicted, [Double](repeating: share, count: count)) < 0.03)
  }

  @Test func `one leaf is the mean of the rows of its tree`() throws {
    // A leaf of half of all rows or more admits no split, and each tree predicts its sample's mean.
    let features = FeatureMatrix(numeric: [("x", [1, 2, 3, 4])], rowCount: 4)
    let model = try ForestLearner(try ForestParameters(trees: 4000, minimumLeaf: 4))
      .fit(LearningTask(features: features, target: [0, 0, 4, 8], seed: 1))
    let predicted = try model.predict(features)
    #expect(Set(predicted).count == 1)
    #expect(abs(predicted[0] - 3) < 0.15)
  }

  @Test func `a constant target is predicted as it is`() throws {
    let features = FeatureMatrix(numeric: [("x", [1, 2, 3])], rowCount: 3)
    let model = try ForestLearner().fit(LearningTask(features: features, target: [7, 7, 7]))
    #expect(try model.predict(features) == [7, 7, 7])
  }

  @Test func `names what is out of range`() {
    #expect(throws: LearnerError.invalidParameter(name: "trees", allowed: "from 10 to 100,000")) {
      try ForestParameters(trees: 1)
    }
    #expect(throws: LearnerError.invalidParameter(name: "min-leaf", allowed: "1 or more")) {
      try ForestParameters(minimumLeaf: 0)
    }
  }
}
