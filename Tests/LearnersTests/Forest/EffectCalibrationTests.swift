import Glibc
import Learners
import Numerics
import Testing

/// How a forest's effects are scaled where its calibration test asks for it.
struct EffectCalibrationTests {
  /// A trial whose effect is `height · (x + z)`.
  private func trial(height: Double) throws -> (data: CausalData, effect: [Double]) {
    var stream = RandomStream(seed: 4, purpose: "calibration test")
    var (x, z, y, t): ([Double], [Double], [Double], [Int32]) = ([], [], [], [])
    var effect: [Double] = []
    for row in 0..<2000 {
      x.append(stream.normal())
      z.append(stream.normal())
      t.append(stream.bernoulli(0.5) ? 1 : 0)
      effect.append(height * (x[row] + z[row]))
      y.append(1 + Double(t[row]) * (1 + effect[row]) + stream.normal())
    }
    return (
      try CausalData(
        outcome: y, treatment: t, arms: ["none", "mail"],
        features: FeatureMatrix(numeric: [("x", x), ("z", z)], rowCount: 2000)),
      effect.map { 1 + $0 }
    )
  }

  /// A forest of trees with one split each, which tells less than half of what there is; deeper ones
  /// find noise.
  private func fit(
    _ data: CausalData, calibrated: Bool, depth: Int = 1
  ) throws -> FittedEffects {
    try EffectKind.causalForest.fit(
      EffectProblem(
        data: data,
        settings: NuisanceSettings(
          models: LearnerRoles(all: LinearLearner()), propensity: .shares([0.5, 0.5]), seed: 1,
          forest: try CausalForestParameters(
            trees: 60, depth: depth, isCalibrated: calibrated))))
  }

  private func error(_ a: [Double], _ b: [Double]) -> Double {
    (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
  }

  @Test func `effects that are too near their mean are scaled up by the test's lower bound`() throws
  {
    let (data, effect) = try trial(height: 1)
    let plain = try fit(data, calibrated: false)
    let scaled = try fit(data, calibrated: true)
    let arm = try #require(scaled.forest?.arms.first)
    let test = try #require(arm.calibration.first { $0.term == "differential" })
    // The test is of the forest as it was.
    #expect(plain.forest?.arms.first?.calibration == arm.calibration)
    #expect(plain.forest?.arms.first?.factor == 1)
    #expect(abs(arm.factor - (test.estimate - 1.959964 * test.standardError)) < 1e-5)
    #expect(arm.factor > 1.3)
    let mean = plain.effects[0].reduce(0, +) / 2000
    let errors = try #require(plain.forest?.arms.first?.standardErrors)
    for row in 0..<2000 {
      let difference = plain.effects[0][row] - mean
      #expect(abs(scaled.effects[0][row] - mean - arm.factor * difference) < 1e-9)
      let variance =
        pow(arm.factor * errors[row], 2) + pow(difference * test.standardError, 2)
      #expect(abs(arm.standardErrors[row] - variance.squareRoot()) < 1e-9)
    }
    #expect(error(scaled.effects[0], effect) < error(plain.effects[0], effect))
  }

  @Test func `predictions are scaled as the rows of the fit are`() throws {
    let (data, _) = try trial(height: 1)
    let rows = EffectRows(data).selecting(rows: Array(0..<50))
    let plain = try fit(data, calibrated: false)
    let scaled = try fit(data, calibrated: true)
    let factor = try #require(scaled.forest?.arms.first?.factor)
    let mean = plain.effects[0].reduce(0, +) / 2000
    let (raw, mended) = (
      try plain.model.effects(rows, arm: 1), try scaled.model.effects(rows, arm: 1)
    )
    for row in raw.indices {
      #expect(abs(mended[row] - mean - factor * (raw[row] - mean)) < 1e-9)
    }
  }

  @Test func `differences that are noise are scaled down by the test's upper bound`() throws {
    let (data, effect) = try trial(height: 0)
    let plain = try fit(data, calibrated: false, depth: 64)
    let scaled = try fit(data, calibrated: true, depth: 64)
    let arm = try #require(scaled.forest?.arms.first)
    let test = try #require(arm.calibration.first { $0.term == "differential" })
    let upper = test.estimate + 1.959964 * test.standardError
    #expect(upper < 1)
    #expect(abs(arm.factor - max(0.1, upper)) < 1e-5)
    #expect(error(scaled.effects[0], effect) < error(plain.effects[0], effect))
    // The order of the rows stays.
    let order = plain.effects[0].indices.sorted { plain.effects[0][$0] < plain.effects[0][$1] }
    #expect(
      zip(order, order.dropFirst()).allSatisfy { scaled.effects[0][$0] <= scaled.effects[0][$1] })
  }

  @Test func `what the test leaves open counts though effects are left alone`() throws {
    let (data, _) = try trial(height: 0.1)
    let plain = try fit(data, calibrated: false)
    let scaled = try fit(data, calibrated: true)
    let (before, after) = (
      try #require(plain.forest?.arms.first), try #require(scaled.forest?.arms.first)
    )
    let test = try #require(after.calibration.first { $0.term == "differential" })
    #expect(after.factor == 1)
    #expect(scaled.effects == plain.effects)
    let mean = plain.effects[0].reduce(0, +) / 2000
    let differences = (0..<2000).map { row in
      let open = (plain.effects[0][row] - mean) * test.standardError
      return abs(
        after.standardErrors[row] - hypot(before.standardErrors[row], open))
    }
    #expect((differences.max() ?? 1) < 1e-9)
  }
}
