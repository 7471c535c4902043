import Learners
import Numerics
import Statistics
import Testing

struct PartiallyLinearEffectTests {
  private let linear = LearnerRoles(all: LinearLearner())

  @Test func `with linear models and no folds it is the coefficient of the long regression`() throws
  {
    var stream = RandomStream(seed: 2, purpose: "partially linear")
    let x = (0..<200).map { _ in stream.normal() }
    let t = x.map { 0.5 * $0 + stream.normal() }
    let y = x.indices.map { 2 * t[$0] - x[$0] + stream.normal() }
    let features = FeatureMatrix(numeric: [("x", x)], rowCount: 200)
    let found = try PartiallyLinearEffect(
      outcome: y, treatment: t, features: features, models: linear, folds: .none, seed: 0)
    let long = try LeastSquares.fit(
      Matrix(columns: [[Double](repeating: 1, count: 200), t, x]), y)
    #expect(abs(found.estimate.value - long.coefficients[1]) < 1e-12)
    // Without a correction for degrees of freedom: the HC0 error of the same coefficient.
    let hc0 = long.estimates(.hc0)[1].standardError
    #expect(abs(found.estimate.standardError / hc0 - 1) < 1e-10)
    #expect(found.nuisances.map(\.role) == ["outcome", "treatment"])
  }

  @Test func `a treatment that the controls explain has no effect of its own`() {
    let x = (0..<20).map(Double.init)
    #expect(throws: LearnerError.self) {
      try PartiallyLinearEffect(
        outcome: x.map { $0 * $0 }, treatment: x.map { 3 * $0 + 1 },
        features: FeatureMatrix(numeric: [("x", x)], rowCount: 20), models: linear,
        folds: .none, seed: 0)
    }
  }

  @Test func `repeats give the median and count their spread`() {
    let repeated = RepeatedEstimate([
      Estimate(value: 1, standardError: 1), Estimate(value: 2, standardError: 1),
      Estimate(value: 6, standardError: 1),
    ])
    #expect(repeated.estimate.value == 2)
    // Variances 1 + 1, 1 + 0, 1 + 16: the median is 2.
    #expect(abs(repeated.estimate.standardError - 2.0.squareRoot()) < 1e-15)
    #expect(abs(repeated.spread - 7.0.squareRoot()) < 1e-12)
  }
}
