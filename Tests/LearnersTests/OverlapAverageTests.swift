import Glibc
import Learners
import Numerics
import Testing

/// The average effect with weights e(1 − e), by hand.
@Suite struct OverlapAverageTests {
  private func scores(_ treatment: [Int32], _ shares: [[Double]]) throws -> DoublyRobustScores {
    let count = treatment.count
    var stream = RandomStream(seed: 2, purpose: "overlap")
    let x = (0..<count).map { _ in stream.normal() }
    let data = try CausalData(
      outcome: (0..<count).map { x[$0] + Double(treatment[$0]) * (1 + x[$0]) + stream.normal() },
      treatment: treatment, arms: (0..<shares.count).map { "arm \($0)" },
      features: FeatureMatrix(numeric: [("x", x)], rowCount: count))
    return try DoublyRobustScores.compute(
      data,
      settings: NuisanceSettings(
        models: LearnerRoles(all: LinearLearner()), propensity: .rows(shares)))
  }

  private func expectMean(
    _ found: AverageEffect, _ scores: DoublyRobustScores, arm: Int, _ weights: [Double]
  ) {
    let contrast = scores.contrast(arm)
    let total = weights.reduce(0, +)
    let mean = zip(contrast, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    let n = Double(weights.count)
    let squares = zip(contrast, weights).reduce(0) {
      $0 + $1.1 * $1.1 * ($1.0 - mean) * ($1.0 - mean)
    }
    expectClose(
      [found.estimate, found.standardError],
      [mean, (squares * n / (n - 1)).squareRoot() / total], relative: 1e-12)
  }

  @Test func `two arms weigh by e(1 − e)`() throws {
    let e = (0..<200).map { 0.1 + 0.8 * Double($0 % 10) / 9 }
    let scores = try scores((0..<200).map { Int32($0 % 3 == 0 ? 1 : 0) }, [e.map { 1 - $0 }, e])
    expectMean(
      scores.averageEffect(1, over: .overlap), scores, arm: 1, e.map { $0 * (1 - $0) })
  }

  @Test func `each of several arms is weighed with the control alone`() throws {
    let first = (0..<240).map { 0.1 + 0.5 * Double($0 % 5) / 4 }
    let second = first.map { 0.9 - $0 }
    let scores = try scores(
      (0..<240).map { Int32($0 % 3) }, [first.map { _ in 0.1 }, first, second])
    expectMean(
      scores.averageEffect(1, over: .overlap), scores, arm: 1,
      first.map { ($0 + 0.1) * ($0 / ($0 + 0.1)) * (0.1 / ($0 + 0.1)) })
    #expect(
      scores.averageEffect(1, over: .overlap).estimate
        != scores.averageEffect(2, over: .overlap).estimate)
  }
}
