import Learners
import Testing

struct CausalForestParametersTests {
  /// The least leaf that a forest on such outcomes chose, as its remark says.
  private func remark(_ outcome: [Double]) throws -> String {
    let count = outcome.count
    let data = try CausalData(
      outcome: outcome, treatment: (0..<count).map { Int32($0 % 2) }, arms: ["none", "mail"],
      features: FeatureMatrix(
        numeric: [("x", (0..<count).map { Double(($0 * 7919) % 1000) })], rowCount: count))
    let settings = NuisanceSettings(
      models: LearnerRoles(all: MeanLearner()), propensity: .shares([0.5, 0.5]), seed: 1,
      forest: try CausalForestParameters(trees: 60))
    let fitted = try EffectKind.causalForest.fit(EffectProblem(data: data, settings: settings))
    return try #require(fitted.remarks.first)
  }

  @Test(arguments: [
    // One in 1,250 rows, and at least 4.
    (2000, 0, "leaves of 4 rows or more on each side"),
    (8000, 0, "leaves of 6 rows or more on each side"),
    // A hundred of the rarer value: 100 / 0.5.
    (8000, 2, "leaves of 200 rows or more on each side"),
    // 100 / 0.1 = 1,000 is more than the 32nd part of the rows.
    (8000, 10, "leaves of 250 rows or more on each side"),
  ])
  func `the least leaf grows with the rows and with the rarity of a 0/1 outcome`(
    _ rows: Int, _ every: Int, _ expected: String
  ) throws {
    let outcome = (0..<rows).map { row -> Double in
      every == 0 ? Double((row * 31) % 17) : (row / 2) % every == 0 ? 1 : 0
    }
    #expect(try remark(outcome) == expected)
  }

  @Test func `settings outside their range are refused by name`() {
    #expect(throws: LearnerError.invalidParameter(name: "trees", allowed: "from 10 to 100,000")) {
      try CausalForestParameters(trees: 9)
    }
    #expect(throws: LearnerError.invalidParameter(name: "balance", allowed: "from 0 to 0.25")) {
      try CausalForestParameters(balance: 0.25)
    }
    #expect(throws: LearnerError.self) { try CausalForestParameters(sample: 0.6) }
    #expect(throws: Never.self) { try CausalForestParameters(sample: 0.6, inference: false) }
  }
}
