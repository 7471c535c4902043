import Learners
import Numerics
import Testing

struct InteractionTestTests {
  /// Rows of a trial with two features; the effect is `slope` per unit of the first.
  private func trial(_ rows: Int, slope: Double, seed: UInt64) throws -> CausalData {
    var stream = RandomStream(seed: seed, purpose: "interaction trial")
    var (x, z, y): ([Double], [Double], [Double]) = ([], [], [])
    var treatment: [Int32] = []
    for _ in 0..<rows {
      let (a, b) = (stream.normal(), stream.normal())
      let arm = stream.below(2)
      x.append(a)
      z.append(b)
      treatment.append(Int32(arm))
      // The noise grows with the feature, which only a robust covariance survives.
      let noise = stream.normal() * (1 + abs(a))
      y.append(a + Double(arm) * (1 + slope * a) + noise)
    }
    return try CausalData(
      outcome: y, treatment: treatment, arms: ["none", "mail"],
      features: FeatureMatrix(numeric: [("x", x), ("z", z)], rowCount: rows))
  }

  @Test func `without heterogeneity one test in twenty rejects`() throws {
    var rejected = 0
    for seed in 0..<1000 {
      let test = try InteractionTest(try trial(300, slope: 0, seed: UInt64(seed)))
      if test.wald.pValue < 0.05 { rejected += 1 }
    }
    // Binomial(1000, 0.05) within four standard errors.
    #expect((22...78).contains(rejected))
  }

  @Test func `an effect that varies is found`() throws {
    let test = try InteractionTest(try trial(2000, slope: 0.6, seed: 1))
    #expect(test.wald.pValue < 1e-4)
    #expect(test.wald.numeratorDegrees == 2)
    #expect(test.wald.denominatorDegrees == 1994)
    #expect(test.terms == ["mail:x", "mail:z"])
  }

  @Test func `one product of a 0/1 feature is the difference of the groups' effects`() throws {
    // Four cells of two rows with means 1, 2, 4, 9: the products' coefficient is (9 − 4) − (2 − 1).
    let y = [0.0, 2, 1, 3, 3, 5, 7, 11]
    let treatment: [Int32] = [0, 0, 1, 1, 0, 0, 1, 1]
    let x = [0.0, 0, 0, 0, 1, 1, 1, 1]
    let data = try CausalData(
      outcome: y, treatment: treatment, arms: ["0", "1"],
      features: FeatureMatrix(numeric: [("x", x)], rowCount: 8))
    let test = try InteractionTest(data)
    // HC1: residuals are ±1, ±1, ±1, ±2; a cell's mean has variance Σe²/4, times n/(n − k) = 2.
    let variance = 2 * (2.0 + 2 + 2 + 8) / 4
    #expect(abs(test.wald.f - 16 / variance) < 1e-12)
  }

  @Test func `a feature that says nothing new is named and not tested`() throws {
    let data = try trial(100, slope: 0, seed: 3)
    let x = Array(data.features.column(0))
    let twice = try CausalData(
      outcome: data.outcome, treatment: data.treatment, arms: data.arms,
      features: FeatureMatrix(
        numeric: [("x", x), ("double", x.map { 2 * $0 })], rowCount: 100))
    let test = try InteractionTest(twice)
    #expect(test.dependentTerms.count == 1)
    #expect(test.wald.numeratorDegrees == 1)
  }

  @Test func `missing features are refused by name`() throws {
    let data = try CausalData(
      outcome: [1, 2, 3, 4], treatment: [0, 1, 0, 1], arms: ["0", "1"],
      features: FeatureMatrix(numeric: [("x", [1, .nan, 3, 4])], rowCount: 4))
    #expect(throws: LearnerError.missingValues(column: "x", count: 1, learner: "linear regression"))
    {
      try InteractionTest(data)
    }
  }
}
