import Glibc
import Learners
import Numerics
import Testing

/// How a forest's effects are stretched where they lie too near their mean.
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

  /// A forest of trees with one split each, which tells less than half of what there is.
  private func fit(_ data: CausalData, calibrated: Bool) throws -> FittedEffects {
    try EffectKind.causalForest.fit(
      EffectProblem(
        data: data,
        settings: NuisanceSettings(
          models: LearnerRoles(all: LinearLearner()), propensity: .shares([0.5, 0.5]), seed: 1,
          forest: try CausalForestParameters(trees: 60, depth: 1, isCalibrated: calibrated))))
  }

  private func error(_ a: [Double], _ b: [Double]) -> Double {
    (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
  }

  @Test func `effects that are too near their mean are stretched by the test's lower bound`() throws
  {
    let (data, effect) = try trial(height: 1)
    let plain = try fit(data, calibrated: false)
    let stretched = try fit(data, calibrated: true)
    let arm = try #require(stretched.forest?.arms.first)
    let test = try #require(arm.calibration.first { $0.term == "differential" })
    // The test is of the forest as it was.
    #expect(plain.forest?.arms.first?.calibration == arm.calibration)
    #expect(plain.forest?.arms.first?.stretch == 1)
    #expect(abs(arm.stretch - (test.estimate - 1.959964 * test.standardError)) < 1e-5)
    #expect(arm.stretch > 1.3)
    let mean = plain.effects[0].reduce(0, +) / 2000
    let errors = try #require(plain.forest?.arms.first?.standardErrors)
    for row in 0..<2000 {
      let difference = plain.effects[0][row] - mean
      #expect(abs(stretched.effects[0][row] - mean - arm.stretch * difference) < 1e-9)
      let variance =
        pow(arm.stretch * errors[row], 2) + pow(difference * test.standardError, 2)
      #expect(abs(arm.standardErrors[row] - variance.squareRoot()) < 1e-9)
    }
    #expect(error(stretched.effects[0], effect) < error(plain.effects[0], effect))
  }

  @Test func `predictions are stretched as the rows of the fit are`() throws {
    let (data, _) = try trial(height: 1)
    let rows = EffectRows(data).selecting(rows: Array(0..<50))
    let plain = try fit(data, calibrated: false)
    let stretched = try fit(data, calibrated: true)
    let factor = try #require(stretched.forest?.arms.first?.stretch)
    let mean = plain.effects[0].reduce(0, +) / 2000
    let (raw, mended) = (
      try plain.model.effects(rows, arm: 1), try stretched.model.effects(rows, arm: 1)
    )
    for row in raw.indices {
      #expect(abs(mended[row] - mean - factor * (raw[row] - mean)) < 1e-9)
    }
  }

  @Test func `effects that do not vary are left alone`() throws {
    let (data, _) = try trial(height: 0)
    let stretched = try fit(data, calibrated: true)
    #expect(stretched.forest?.arms.first?.stretch == 1)
    #expect(stretched.effects == (try fit(data, calibrated: false)).effects)
  }
}
