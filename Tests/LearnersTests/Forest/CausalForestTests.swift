import Glibc
import Learners
import Numerics
import Testing

struct CausalForestTests {
  /// A trial with the effect 2 · 1[x > 0.5], known to the test.
  private func trial(
    _ count: Int, missing: Bool = false, share: Double = 0.5, seed: UInt64 = 1
  ) throws -> (data: CausalData, effect: [Double]) {
    var stream = RandomStream(seed: seed, purpose: "causal forest test")
    var (x, z, y, t): ([Double], [Double], [Double], [Int32]) = ([], [], [], [])
    var effect: [Double] = []
    for _ in 0..<count {
      let value = stream.uniform()
      let other = stream.normal()
      let tau: Double = value > 0.5 ? 2 : 0
      let treated = stream.bernoulli(share)
      x.append(missing && value > 0.5 ? .nan : value)
      z.append(other)
      t.append(treated ? 1 : 0)
      y.append(other + (treated ? tau : 0) + stream.normal())
      effect.append(tau)
    }
    let features = FeatureMatrix(numeric: [("x", x), ("z", z)], rowCount: count)
    return (
      try CausalData(outcome: y, treatment: t, arms: ["none", "mail"], features: features), effect
    )
  }

  private func fit(
    _ data: CausalData, trees: Int = 100, propensity: PropensitySource = .shares([0.5, 0.5]),
    outcome: any BaseLearner = LinearLearner(), change: (inout NuisanceSettings) -> Void = { _ in }
  ) throws -> FittedEffects {
    var settings = NuisanceSettings(
      models: LearnerRoles(
        outcome: outcome, propensity: ForestLearner(), treatment: LinearLearner(),
        effect: LinearLearner()),
      propensity: propensity, seed: 1, forest: try CausalForestParameters(trees: trees))
    change(&settings)
    return try EffectKind.causalForest.fit(EffectProblem(data: data, settings: settings))
  }

  private func error(_ a: [Double], _ b: [Double]) -> Double {
    (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
  }

  @Test func `finds a step in the effect, and which feature it is on`() throws {
    let (data, effect) = try trial(3000)
    // Every split may choose from both.
    let both = try CausalForestParameters(trees: 100, featuresPerSplit: 20)
    let fitted = try fit(data) { $0.forest = both }
    #expect(error(fitted.effects[0], effect) < 0.35)
    let arm = try #require(fitted.forest?.arms.first)
    #expect(arm.importance.map(\.feature) == ["x", "z"])
    #expect(arm.importance[0].share > 0.8)
    #expect(abs(arm.importance.reduce(0) { $0 + $1.share } - 1) < 1e-12)
  }

  @Test func `intervals cover most of a smooth effect`() throws {
    let (data, effect) = try trial(3000)
    let fitted = try fit(data, trees: 300)
    let errors = try #require(fitted.forest?.arms.first?.standardErrors)
    // Beside the step a forest is smoother than the effect, and its intervals say nothing of that.
    let far = effect.indices.filter { abs(data.features.values[$0] - 0.5) > 0.15 }
    let covered = far.filter { abs(fitted.effects[0][$0] - effect[$0]) <= 1.96 * errors[$0] }
    #expect(Double(covered.count) / Double(far.count) > 0.85)
    #expect(errors.allSatisfy { $0 > 0 && $0 < 1 })
  }

  /// Noise in a propensity that a forest learns from features that tell nothing of it would draw
  /// the effect to 0, by three parts in a hundred here.
  @Test func `a large effect of a trial is not drawn to zero`() throws {
    var difference = 0.0
    for draw in 0..<6 {
      var stream = RandomStream(seed: UInt64(draw), purpose: "large effect")
      let count = 500
      let columns = (1...5).map { column in
        ("x\(column)", (0..<count).map { _ in stream.normal() })
      }
      let treated = (0..<count).map { _ in stream.bernoulli(0.5) }
      let outcome = (0..<count).map { row in
        columns[0].1[row] + (treated[row] ? 3 : 0) + 0.5 * stream.normal()
      }
      let data = try CausalData(
        outcome: outcome, treatment: treated.map { $0 ? 1 : 0 }, arms: ["none", "mail"],
        features: FeatureMatrix(numeric: columns, rowCount: count))
      let means = try [PropensitySource.estimated, .shares([0.5, 0.5])].map { propensity in
        try fit(data, propensity: propensity, outcome: BoostingLearner())
          .effects[0].reduce(0, +) / Double(count)
      }
      difference += (means[0] - means[1]) / 6
    }
    #expect(abs(difference) < 0.03, "\(difference)")
  }

  @Test func `the calibration test tells differences from noise`() throws {
    let real = try #require(try fit(try trial(3000).data).forest?.arms.first)
    #expect(abs(real.calibration[0].estimate - 1) < 0.15)
    #expect(abs(real.calibration[1].estimate - 1) < 0.2)
    let constant = try trial(3000).data
    let shuffled = try CausalData(
      outcome: constant.outcome.enumerated().map { $1 - (constant.treatment[$0] == 1 ? 1 : 0) },
      treatment: constant.treatment, arms: constant.arms,
      features: FeatureMatrix(
        numeric: [("z", Array(constant.features.column(1)))], rowCount: constant.rowCount))
    let none = try #require(try fit(shuffled).forest?.arms.first)
    let differential = try #require(none.calibration.last)
    #expect(differential.estimate < 2.33 * differential.standardError)
  }

  @Test func `the best linear projection of a step has its slope, 3/2 of the step's height`() throws
  {
    let arm = try #require(try fit(try trial(4000).data).forest?.arms.first)
    // cov(x, 1[x > ½]) / var(x) = (1/8) / (1/12).
    let slope = try #require(arm.projection.first { $0.term == "x" })
    #expect(abs(slope.estimate - 3) < 4 * slope.standardError)
    #expect(slope.standardError < 0.2)
  }

  @Test func `missing values are a side of their own`() throws {
    let (data, effect) = try trial(3000, missing: true)
    let fitted = try fit(data, outcome: ForestLearner())
    #expect(error(fitted.effects[0], effect) < 0.35)
    let rows = EffectRows(
      features: FeatureMatrix(numeric: [("x", [.nan, 0.2]), ("z", [0, .nan])], rowCount: 2))
    let predicted = try fitted.model.effects(rows, arm: 1)
    #expect(predicted[0] > 1.5 && predicted[1] < 0.5)
  }

  @Test func `levels of a category are told apart as sets, unseen ones are missing`() throws {
    var stream = RandomStream(seed: 4, purpose: "levels")
    let levels = (0..<1000).map { "shop \($0)" }
    let codes = (0..<6000).map { _ in Double(stream.below(1000)) }
    let t = codes.map { _ in Int32(stream.bernoulli(0.5) ? 1 : 0) }
    let effect = codes.map { $0 < 20 ? 0.0 : Int($0) % 2 == 0 ? 1 : -1 }
    let y = codes.indices.map { (t[$0] == 1 ? effect[$0] : 0) + 0.1 * stream.normal() }
    let data = try CausalData(
      outcome: y, treatment: t, arms: ["a", "b"],
      features: FeatureMatrix(
        names: ["shop"], categories: [levels], rowCount: codes.count, values: codes))
    let fitted = try fit(data, outcome: MeanLearner()) { $0.forest = .standard }
    #expect(fitted.forest?.arms[0].crowded == ["shop"])
    #expect(fitted.effects[0].allSatisfy { $0.isFinite })
    let unseen = EffectRows(
      features: FeatureMatrix(names: ["shop"], categories: [levels], rowCount: 1, values: [.nan]))
    #expect(try fitted.model.effects(unseen, arm: 1)[0].isFinite)
  }

  @Test func `the same forest for any number of threads, another for another seed`() throws {
    let (data, _) = try trial(1000)
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    let one = try fit(data, trees: 40, outcome: ForestLearner())
    Parallel.threads = 3
    let three = try fit(data, trees: 40, outcome: ForestLearner())
    #expect(one.effects == three.effects)
    #expect(one.forest?.arms[0].standardErrors == three.forest?.arms[0].standardErrors)
    let other = try fit(data, trees: 40, outcome: ForestLearner()) { $0.seed = 2 }
    #expect(one.effects != other.effects)
  }

  @Test func `confounding is taken out by the models`() throws {
    var stream = RandomStream(seed: 8, purpose: "confounded")
    let x = (0..<4000).map { _ in stream.uniform() }
    let t = x.map { Int32(stream.bernoulli(0.2 + 0.6 * $0) ? 1 : 0) }
    let y = x.indices.map { 3 * x[$0] + (t[$0] == 1 ? 1 : 0) + 0.5 * stream.normal() }
    let data = try CausalData(
      outcome: y, treatment: t, arms: ["a", "b"],
      features: FeatureMatrix(numeric: [("x", x)], rowCount: x.count))
    let fitted = try fit(data, propensity: .estimated, outcome: ForestLearner())
    let scores = try #require(fitted.forest?.scores)
    let ate = scores.averageEffect(1)
    #expect(abs(ate.estimate - 1) < 4 * ate.standardError)
    #expect(ate.standardError < 0.05)
    #expect(abs(scores.averageEffectOnTreated(1).estimate - 1) < 0.1)
  }

  @Test func `several arms have a forest each`() throws {
    var stream = RandomStream(seed: 9, purpose: "arms")
    let x = (0..<3000).map { _ in stream.uniform() }
    let t = x.map { _ in Int32(stream.below(3)) }
    let y = x.indices.map { Double(t[$0]) * (x[$0] > 0.5 ? 1 : 0) + 0.3 * stream.normal() }
    let data = try CausalData(
      outcome: y, treatment: t, arms: ["a", "b", "c"],
      features: FeatureMatrix(numeric: [("x", x)], rowCount: x.count))
    let fitted = try fit(data, propensity: .design)
    for arm in 1...2 {
      let truth = x.map { Double(arm) * ($0 > 0.5 ? 1 : 0) }
      #expect(error(fitted.effects[arm - 1], truth) < 0.2)
      #expect(fitted.forest?.arms[arm - 1].standardErrors.count == 3000)
    }
  }

  @Test func `weights of zero take rows out`() throws {
    let (data, effect) = try trial(3000)
    // Rows with z > 0 have a false outcome and no weight.
    let z = Array(data.features.column(1))
    let weighted = try CausalData(
      outcome: data.outcome.indices.map { z[$0] > 0 ? 1000 * data.outcome[$0] : data.outcome[$0] },
      treatment: data.treatment, arms: data.arms, features: data.features,
      weights: z.map { $0 > 0 ? 0 : 2 })
    let fitted = try fit(weighted, outcome: MeanLearner())
    let used = z.indices.filter { z[$0] < 0 }
    #expect(error(used.map { fitted.effects[0][$0] }, used.map { effect[$0] }) < 0.6)
  }

  @Test func `an outcome that does not vary has no effect anywhere`() throws {
    let (data, _) = try trial(500)
    let flat = try CausalData(
      outcome: data.outcome.map { _ in 0.1 }, treatment: data.treatment, arms: data.arms,
      features: data.features)
    let fitted = try fit(flat, outcome: MeanLearner())
    #expect(fitted.effects[0].allSatisfy { abs($0) < 1e-9 })
    #expect(fitted.remarks == ["the outcome does not vary"])
  }

  @Test func `too few treated rows are an error`() throws {
    let (data, _) = try trial(60)
    let few = try CausalData(
      outcome: data.outcome, treatment: data.treatment.indices.map { $0 == 0 ? 1 : 0 },
      arms: data.arms, features: data.features)
    #expect(throws: LearnerError.tooFewRows(arm: "mail", rows: 1, needed: 8)) {
      try fit(few, outcome: MeanLearner())
    }
  }

  @Test func `infinite features are an error, and no features too`() throws {
    let (data, _) = try trial(100)
    func with(_ features: FeatureMatrix) throws -> CausalData {
      try CausalData(
        outcome: data.outcome, treatment: data.treatment, arms: data.arms, features: features)
    }
    let infinite = FeatureMatrix(
      numeric: [("x", data.outcome.indices.map { $0 == 3 ? .infinity : 0 })], rowCount: 100)
    #expect(throws: LearnerError.infiniteValues(column: "x")) {
      try fit(try with(infinite), outcome: MeanLearner())
    }
    #expect(throws: LearnerError.self) {
      try fit(try with(FeatureMatrix(numeric: [], rowCount: 100)), outcome: MeanLearner())
    }
  }

  @Test func `trees draw whole clusters, and errors count clusters`() throws {
    let (data, _) = try trial(600)
    // Each row five times over: without clusters its copies would stand out of bag for it.
    let rows = (0..<3000).map { $0 / 5 }
    let copied = try data.selecting(rows: rows)
    let clustered = copied.clustered(rows.map { Int32($0) })
    // The forest's own errors, without what the calibration test leaves open.
    func grown(_ data: CausalData) throws -> ForestFindings.Arm {
      let raw = try CausalForestParameters(trees: 100, isCalibrated: false)
      return try #require(try fit(data) { $0.forest = raw }.forest?.arms.first)
    }
    let (plain, aware) = (try grown(copied), try grown(clustered))
    func typical(_ arm: ForestFindings.Arm) -> Double { Moments(arm.standardErrors).mean }
    #expect(typical(aware) > 1.3 * typical(plain))
    let ratio = aware.projection[0].standardError / plain.projection[0].standardError
    #expect(ratio > 1.5)
    let one = try #require(try fit(clustered).effects.first)
    // Copies of a row are out of the same bags, so that they are predicted alike.
    #expect(
      (0..<600).allSatisfy { row in (1..<5).allSatisfy { one[5 * row] == one[5 * row + $0] } })
  }

  @Test func `without inference there are no standard errors`() throws {
    let (data, _) = try trial(400)
    let fitted = try fit(data) {
      $0.forest =
        (try? CausalForestParameters(trees: 50, sample: 0.7, inference: false)) ?? $0.forest
    }
    #expect(try fitted.model.standardErrors(EffectRows(data), arm: 1) == nil)
    #expect(fitted.forest?.arms[0].standardErrors == [])
    #expect(throws: LearnerError.self) { try CausalForestParameters(sample: 0.7) }
  }
}
