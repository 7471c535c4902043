import Glibc
import Learners
import Numerics
import Testing

struct UpliftTreeTests {
  /// A 0/1 outcome: the arm adds 0.3 where x > 0.5 and nothing elsewhere; z raises all alike.
  private func trial(
    _ count: Int, arms: Int = 2, crossing: Bool = false
  ) throws -> (data: CausalData, effect: [Double]) {
    var stream = RandomStream(seed: 3, purpose: "uplift test")
    var (x, z, y, t): ([Double], [Double], [Double], [Int32]) = ([], [], [], [])
    for _ in 0..<count {
      x.append(stream.uniform())
      z.append(Double(stream.below(3)))
      t.append(Int32(stream.below(arms)))
      let full = (x[x.count - 1] > 0.5 ? 0.3 : 0) - (crossing ? 0.15 : 0)
      let lift = full * Double(t[t.count - 1]) / Double(arms - 1)
      y.append(stream.bernoulli((crossing ? 0.3 : 0.2) + 0.15 * z[z.count - 1] + lift) ? 1 : 0)
    }
    let names = (0..<arms).map { "arm \($0)" }
    return (
      try CausalData(
        outcome: y, treatment: t, arms: names,
        features: FeatureMatrix(numeric: [("z", z), ("x", x)], rowCount: count)),
      x.map { ($0 > 0.5 ? 0.3 : 0) - (crossing ? 0.15 : 0) }
    )
  }

  private func fit(
    _ kind: EffectKind, _ data: CausalData, _ uplift: UpliftParameters
  ) throws -> FittedEffects {
    let settings = NuisanceSettings(
      models: LearnerRoles(all: LinearLearner()), propensity: .design, seed: 1, uplift: uplift)
    return try kind.fit(EffectProblem(data: data, settings: settings))
  }

  private func error(_ a: [Double], _ b: [Double]) -> Double {
    (zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(a.count)).squareRoot()
  }

  @Test(arguments: UpliftCriterion.allCases.filter { $0 != .cts })
  func `splits first where the effect changes, not where the outcome does`(
    _ criterion: UpliftCriterion
  ) throws {
    let (data, effect) = try trial(8000)
    let fitted = try fit(
      .upliftTree, data, try UpliftParameters(criterion: criterion, depth: 1))
    let tree = try #require((fitted.model as? UpliftForestModel)?.reading)
    guard case .split(let condition, _, let left, let right) = tree else {
      Issue.record("no split")
      return
    }
    #expect(condition.feature == "x")
    guard case .atMost(let cut) = condition.test else {
      Issue.record("not a threshold")
      return
    }
    #expect(abs(cut - 0.5) < 0.06)
    #expect(error(fitted.effects[0], effect) < 0.08)
    // The leaf's effect is the difference of the arms' means in it.
    let arms = right.arms
    #expect(abs(arms[1].mean - arms[0].mean - 0.3) < 0.06)
    #expect(left.arms[0].rows + left.arms[1].rows + arms[0].rows + arms[1].rows == 8000)
  }

  @Test func `contextual treatment selection splits where the best arm changes`() throws {
    let (data, effect) = try trial(8000, crossing: true)
    let fitted = try fit(.upliftTree, data, try UpliftParameters(criterion: .cts, depth: 1))
    let tree = try #require((fitted.model as? UpliftForestModel)?.reading)
    guard case .split(let condition, _, _, _) = tree, case .atMost(let cut) = condition.test else {
      Issue.record("no split at a threshold")
      return
    }
    #expect(condition.feature == "x" && abs(cut - 0.5) < 0.06)
    #expect(error(fitted.effects[0], effect) < 0.08)
  }

  @Test func `divergences are those of their formulas`() {
    // p = 0.6 and q = 0.5: 0.6·ln 1.2 + 0.4·ln 0.8, 2·0.01, and 0.01/0.25.
    let gain = { (criterion: UpliftCriterion) in
      UpliftDivergence.of(0.6, 0.5, criterion)
    }
    #expect(abs(gain(.kl) - (0.6 * log(1.2) + 0.4 * log(0.8))) < 1e-12)
    #expect(abs(gain(.ed) - 0.02) < 1e-12)
    #expect(abs(gain(.chi2) - 0.04) < 1e-12)
  }

  @Test func `a forest averages, and predicts its rows out of bag`() throws {
    let (data, effect) = try trial(6000)
    let fitted = try fit(
      .upliftForest, data, try UpliftParameters(criterion: .ed, trees: 60, depth: 3))
    #expect(error(fitted.effects[0], effect) < 0.1)
    let importance = try #require(fitted.forest?.arms.first?.importance)
    #expect(importance.map(\.feature) == ["z", "x"] && importance[1].share > 0.5)
    let inSample = try fitted.model.effects(EffectRows(data), arm: 1)
    #expect(inSample != fitted.effects[0])
    #expect(try fitted.model.standardErrors(EffectRows(data), arm: 1) == nil)
  }

  @Test func `several arms`() throws {
    let (data, effect) = try trial(9000, arms: 3)
    let fitted = try fit(.upliftTree, data, try UpliftParameters(criterion: .ed, depth: 2))
    #expect(error(fitted.effects[1], effect) < 0.1)
    #expect(error(fitted.effects[0], effect.map { $0 / 2 }) < 0.1)
    #expect(throws: LearnerError.self) {
      try fit(.upliftTree, data, try UpliftParameters(criterion: .ddp))
    }
  }

  @Test func `an honest leaf has the error of a difference of means`() throws {
    let (data, _) = try trial(4000)
    let fitted = try fit(
      .upliftTree, data, try UpliftParameters(criterion: .ed, depth: 2, honesty: true))
    let errors = try #require(try fitted.model.standardErrors(EffectRows(data), arm: 1))
    #expect(errors.allSatisfy { $0 > 0.01 && $0 < 0.2 })
    let tree = try #require((fitted.model as? UpliftForestModel)?.reading)
    #expect(tree.arms.reduce(0) { $0 + $1.rows } == 2000)
  }

  @Test func `what it cannot do is an error`() throws {
    let (data, _) = try trial(400)
    let amounts = try CausalData(
      outcome: data.outcome.map { $0 * 2.5 }, treatment: data.treatment, arms: data.arms,
      features: data.features)
    #expect(throws: LearnerError.self) { try fit(.upliftTree, amounts, .standard) }
    #expect(throws: LearnerError.self) {
      try fit(.upliftTree, data, try UpliftParameters(minimumArm: 300))
    }
    #expect(throws: LearnerError.invalidParameter(name: "min-arm", allowed: "2 or more")) {
      try UpliftParameters(minimumArm: 1)
    }
  }

  @Test func `an outcome that does not vary gives one leaf`() throws {
    let (data, _) = try trial(1000)
    let flat = try CausalData(
      outcome: data.outcome.map { _ in 1 }, treatment: data.treatment, arms: data.arms,
      features: data.features)
    let fitted = try fit(.upliftTree, flat, .standard)
    #expect(fitted.effects[0].allSatisfy { $0 == 0 })
  }
}
