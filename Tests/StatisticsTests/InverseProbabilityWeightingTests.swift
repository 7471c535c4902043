import Numerics
import Statistics
import TestSupport
import Testing

@Suite struct InverseProbabilityWeightingTests {
  @Test func knownPropensitiesByHand() {
    // Weights 2, 4 for the treated and 2, 4/3 for the controls.
    let result = InverseProbabilityWeighting(
      outcome: [1, 3, 2, 5], treated: [true, true, false, false],
      propensities: [0.5, 0.25, 0.5, 0.25])
    // Means (2·1 + 4·3)/6 = 7/3 and (2·2 + 4/3·5)/(2 + 4/3) = 16/5.
    let difference = 7.0 / 3 - 3.2
    expectClose(result.normalized.value, difference, within: 1e-14)
    // (14 − 4 − 20/3)/4.
    expectClose(result.unnormalized?.value ?? .nan, 5.0 / 6, within: 1e-14)
    expectClose(result.effectiveSizes.treated, 36.0 / 20, within: 1e-14)
  }

  @Test func rowsThatAreTheirOwnClustersChangeNothing() {
    let (y, t) = ([1.0, 2, 5, 7, 4, 9], [false, true, false, true, false, true])
    func error(_ clusters: [Int32]?) -> Double {
      InverseProbabilityWeighting(
        outcome: y, treated: t, propensities: y.map { _ in 0.4 }, clusters: clusters
      ).normalized.standardError
    }
    #expect(error([4, 1, 3, 2, 0, 5]) == error(nil))
    // Rows that stand twice in clusters of two have the error of the rows alone, but for n/(n − 1).
    let twice = InverseProbabilityWeighting(
      outcome: y + y, treated: t + t, propensities: (y + y).map { _ in 0.4 },
      clusters: [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5])
    expectClose(twice.normalized.standardError, error(nil), within: 1e-13)
  }

  @Test func halfPropensitiesGiveTheDifferenceOfMeans() {
    let (y, t) = ([1.0, 2, 5, 7, 4, 9], [false, true, false, true, false, true])
    for target in EffectTarget.allCases {
      let result = InverseProbabilityWeighting(
        outcome: y, treated: t, propensities: y.map { _ in 0.5 }, target: target)
      expectClose(result.normalized.value, 6 - 10.0 / 3, within: 1e-14)
    }
  }

  @Test(.needsReferences)
  func theEMailEffectsMatch() throws {
    let hillstrom = try Hillstrom.shared.get()
    let reference = try ReferenceValue.load("hillstrom_ate.json")["ate"]
    for (name, outcome) in HillstromReferenceTests.comparisons {
      let arm = try hillstrom.arm(name, outcome: outcome)
      let design = Matrix(columns: [arm.intercept]).appending(columnsOf: arm.covariates)
      let propensities = try LogisticRegression.fit(design, arm.treatment).fitted
      let result = InverseProbabilityWeighting(
        outcome: arm.outcome, treated: arm.treated, propensities: propensities,
        model: .init(design: design))
      let expected = try reference[name][outcome]
      expectClose(result.normalized.value, try expected["ipw_hajek_logit"].number)
      expectClose(result.unnormalized?.value ?? .nan, try expected["ipw_ht_logit"].number)
    }
  }
}
