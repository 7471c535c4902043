import Causal
import Numerics
import Testing

struct SensitivityFormulaTests {
  @Test func `E-values are those of VanderWeele and Ding`() throws {
    // Their example of breast-feeding: RR 3.9 (1.8 to 8.7) has 7.26, and 3.0 for the limit.
    let value = try #require(EValue(riskRatio: 3.9, low: 1.8, high: 8.7))
    #expect(abs(value.estimate - 7.26) < 0.005)
    #expect(abs(value.limit - 3.0) < 0.005)
    // A protective ratio is turned round: 1/2 counts as 2.
    let protective = try #require(EValue(riskRatio: 0.5, low: 0.3, high: 0.8))
    #expect(abs(protective.estimate - (2 + 2.0.squareRoot())) < 1e-12)
    #expect(abs(protective.limit - (1.25 + (1.25 * 0.25).squareRoot())) < 1e-12)
    #expect(EValue(riskRatio: 1.2, low: 0.9, high: 1.6)?.limit == 1)
    #expect(EValue(riskRatio: 0, low: 0, high: 1) == nil)
  }

  @Test func `common outcomes take the root of an odds ratio`() throws {
    let common = try #require(EValue(oddsRatio: 4, low: 2.25, high: 9, isRare: false))
    #expect(common.riskRatio == 2 && common.low == 1.5 && common.high == 3)
    #expect(EValue(oddsRatio: 4, low: 2.25, high: 9, isRare: true)?.riskRatio == 4)
    let none = try #require(EValue(standardizedDifference: 0, standardError: 0.1))
    #expect(none.estimate == 1 && none.limit == 1)
  }

  /// The effect of being harmed on attitudes to peace in Darfur, as published with sensemakr.
  private let darfur = OmittedVariable(
    estimate: 0.09731582, standardError: 0.02325654, degreesOfFreedom: 783)

  @Test func `robustness values of the Darfur study are the published ones`() {
    #expect(abs(darfur.partialRSquared - 0.02187) < 5e-6)
    #expect(abs(darfur.robustnessValue() - 0.13878) < 5e-6)
    #expect(abs(darfur.robustnessValue(alpha: 0.05) - 0.07626) < 5e-6)
  }

  @Test func `a confounder like gender leaves the published effect`() {
    let female = OmittedVariable.Strength(treatment: 0.009164287, outcome: 0.1246409)
    let adjusted = darfur.adjusted(female)
    #expect(abs(adjusted.estimate - 0.07522) < 5e-6)
    #expect(abs(adjusted.standardError - 0.02187) < 5e-6)
  }

  @Test func `rests of a regression bound its coefficient as its standard error does`() throws {
    // Residuals of y and t that have no mean: the slope is 2 + 0.1·Σte/Σt².
    let t = (0..<40).map { Double(($0 * 7) % 13) - 6 }
    let e = (0..<40).map { Double(($0 * 11) % 17) - 8 }
    let y = t.indices.map { 2 * t[$0] + 0.1 * e[$0] }
    let bounds = try #require(ConfoundingBounds(outcomeResiduals: y, treatmentResiduals: t))
    let square = t.reduce(0) { $0 + $1 * $1 }
    let slope = t.indices.reduce(0) { $0 + t[$1] * y[$1] } / square
    let rest = t.indices.reduce(0) { $0 + (y[$1] - slope * t[$1]) * (y[$1] - slope * t[$1]) }
    #expect(abs(bounds.estimate - slope) < 1e-12)
    let classical = OmittedVariable(
      estimate: slope, standardError: (rest / 39 / square).squareRoot(), degreesOfFreedom: 39)
    let strength = OmittedVariable.Strength(treatment: 0.2, outcome: 0.1)
    #expect(abs(bounds.bias(outcome: 0.1, treatment: 0.2) / classical.bias(strength) - 1) < 1e-12)
    #expect(abs(bounds.representerMoment - 40 / square) < 1e-12)
    #expect(ConfoundingBounds(outcomeResiduals: [1, 2], treatmentResiduals: [0, 0]) == nil)
  }

  @Test func `at the robustness value nothing is left`() {
    let rv = darfur.robustnessValue()
    let both = OmittedVariable.Strength(treatment: rv, outcome: rv)
    #expect(abs(darfur.bias(both) - 0.09731582) < 1e-12)
    #expect(abs(darfur.outcomeStrength(reaching: 0, treatment: rv) - rv) < 1e-12)
    // With alpha, the adjusted t is the critical one.
    let r = darfur.robustnessValue(alpha: 0.05)
    let adjusted = darfur.adjusted(.init(treatment: r, outcome: r))
    let critical = StudentTDistribution(degreesOfFreedom: 782).upperQuantile(0.025)
    #expect(abs(adjusted.estimate / adjusted.standardError - critical) < 1e-9)
    let weak = OmittedVariable(estimate: 1, standardError: 1, degreesOfFreedom: 50)
    #expect(weak.robustnessValue(alpha: 0.05) == 0)
  }

  @Test func `a benchmark too strong to be matched is none`() {
    #expect(OmittedVariable.benchmark(treatment: 0.6, outcome: 0.1) == nil)
    // A covariate that explains nothing of either end stands for nothing.
    #expect(
      OmittedVariable.benchmark(treatment: 0, outcome: 0) == .init(treatment: 0, outcome: 0))
  }

  @Test func `bounds of a balanced experiment have ν² = 4`() throws {
    // e = 1/2: 2(1/e + 1/(1 − e)) − α² = 8 − 4; residuals ±1, so √(σ²ν²) = 2.
    let scores = [3.0, 1, 2, 2]
    let bounds = try #require(
      ConfoundingBounds(
        scores: scores, residuals: [1, -1, 1, -1], propensities: [0.5, 0.5, 0.5, 0.5],
        isTreated: [true, false, true, false]))
    #expect(bounds.scale == 2)
    #expect(bounds.estimate == 2)
    let rv = bounds.robustnessValue()
    #expect(abs(bounds.bias(outcome: rv, treatment: rv) - 2) < 1e-12)
    let none = bounds.bounds(outcome: 0, treatment: 0, level: 0.95)
    #expect(none.low == 2 && none.high == 2)
    // Without a confounder the limit is θ − z·√Σ(Γ − θ)²/n.
    let z = NormalDistribution.standard.quantile(0.95)
    #expect(abs(none.lowLimit - (2 - z * 2.0.squareRoot() / 4)) < 1e-12)
    let limit = bounds.robustnessValue(level: 0.95)
    let at = bounds.bounds(outcome: limit, treatment: limit, level: 0.95)
    #expect(abs(at.lowLimit) < 1e-9 && limit < rv)
    #expect(
      ConfoundingBounds(
        scores: scores, residuals: [0, 0, 0, 0], propensities: [0.5, 0.5, 0.5, 0.5],
        isTreated: [true, false, true, false]) == nil)
  }

  @Test func `decisions flip where the bias covers their margin`() {
    // Margins at cost 3 and revenue 2: −1, 0, 1, 5.
    let effect = [1.0, 1.5, 2, 4]
    func share(_ bias: Double) -> Double {
      DecisionFlips.share(
        effect: effect, revenue: .constant(2), cost: .constant(3), bias: bias)
    }
    #expect(share(0) == 0)
    #expect(share(0.1) == 0.25)
    #expect(share(0.5) == 0.5)
    #expect(share(0.6) == 0.75)
    #expect(share(3) == 1)
  }
}
