import Numerics
import Statistics
import TestSupport
import Testing

/// Every figure of the e-mail experiment that other packages were asked for.
@Suite(.needsReferences)
struct HillstromReferenceTests {
  private let hillstrom: Hillstrom
  private let reference: ReferenceValue

  init() throws {
    hillstrom = try Hillstrom.shared.get()
    reference = try ReferenceValue.load("hillstrom_ate.json")
  }

  static let comparisons = ["womens", "mens", "any"].flatMap { arm in
    ["visit", "conversion", "spend"].map { (arm, $0) }
  }

  @Test(arguments: comparisons)
  func meansAreCompared(_ name: String, _ outcome: String) throws {
    let arm = try hillstrom.arm(name, outcome: outcome)
    let expected = try reference["ate"][name][outcome]
    let (treated, control) = (Moments(arm.first), Moments(arm.second))
    let welch = MeanComparison.welch(treated, control)
    let values = try expected["welch"]
    expectClose(welch.value, try values["diff"].number)
    expectClose(welch.standardError, try values["se"].number)
    expectClose(welch.degreesOfFreedom, try values["df"].number)
    expectClose(welch.pValue, try values["p"].number)
    let interval = welch.interval(level: 0.95)
    let bounds = try values["ci95"].numbers
    expectClose(interval.low, bounds[0])
    expectClose(interval.high, bounds[1])
    expectClose(
      RelativeLift.estimate(treated: treated, control: control).value,
      try values["relative_lift"].number)
    let student = MeanComparison.student(treated, control)
    expectClose(student.statistic, try expected["student_pooled"]["t"].number)
    expectClose(student.pValue, try expected["student_pooled"]["p"].number)
    let ranks = RankTest.mannWhitney(arm.first, arm.second)
    expectClose(ranks.statistic, try expected["mannwhitney"]["U"].number)
    expectClose(ranks.pValue, try expected["mannwhitney"]["p"].number)
  }

  @Test(arguments: comparisons)
  func regressionsMatch(_ name: String, _ outcome: String) throws {
    let arm = try hillstrom.arm(name, outcome: outcome)
    let expected = try reference["ate"][name][outcome]
    let fit = try LeastSquares.fit(
      Matrix(columns: [arm.intercept, arm.treatment]), arm.outcome)
    let kinds: [(String, CovarianceEstimator)] = [
      ("ols_classic", .classical), ("ols_hc1", .hc1), ("ols_hc2", .hc2), ("ols_hc3", .hc3),
    ]
    for (key, kind) in kinds {
      let estimate = fit.estimates(kind, usesNormal: kind != .classical)[1]
      let values = try expected[key]
      expectClose(estimate.value, try values["coef"].number, key)
      expectClose(estimate.standardError, try values["se"].number, key)
      expectClose(estimate.pValue, try values["p"].number, key)
      let bounds = try values["ci95"].numbers
      expectClose(estimate.interval(level: 0.95).low, bounds[0], key)
      expectClose(estimate.interval(level: 0.95).high, bounds[1], key)
    }
    let design = Matrix(columns: [arm.intercept, arm.treatment])
      .appending(columnsOf: arm.covariates)
    let adjusted = try LeastSquares.fit(design, arm.outcome)
    let values = try expected["ols_adj_hc1"]
    let estimates = adjusted.estimates(.hc1)
    for (index, number) in try values["params"].numbers.enumerated() {
      expectClose(estimates[index].value, number)
    }
    for (index, number) in try values["bse"].numbers.enumerated() {
      expectClose(estimates[index].standardError, number)
    }
    expectClose(adjusted.rSquared, try values["r2"].number)
  }

  @Test(arguments: comparisons)
  func interactedRegressionAndCovariateAdjustmentMatch(_ name: String, _ outcome: String) throws {
    let arm = try hillstrom.arm(name, outcome: outcome)
    let expected = try reference["ate"][name][outcome]
    var centred = arm.covariates
    for column in 0..<centred.columns {
      let mean = Moments(centred.column(column)).mean
      for row in 0..<centred.rows { centred[row, column] -= mean }
    }
    var interacted = centred
    LinearAlgebra.scaleRows(of: &interacted, by: arm.treatment)
    let lin = try LeastSquares.fit(
      Matrix(columns: [arm.intercept, arm.treatment]).appending(columnsOf: centred)
        .appending(columnsOf: interacted), arm.outcome
    ).estimates(.hc1)[1]
    expectClose(lin.value, try expected["lin_interacted_hc1"]["coef"].number)
    expectClose(lin.standardError, try expected["lin_interacted_hc1"]["se"].number)

    for (key, covariates) in [
      ("cuped_history", arm.covariates.selecting(columns: [1])), ("cuped_allX", arm.covariates),
    ] {
      let variates = try ControlVariates(outcome: arm.outcome, covariates: covariates)
      let adjusted = Hillstrom.Arm(
        treated: arm.treated, outcome: variates.adjusted, covariates: covariates)
      let estimate = MeanComparison.welch(Moments(adjusted.first), Moments(adjusted.second))
      let values = try expected[key]
      expectClose(estimate.value, try values["diff"].number, key)
      expectClose(estimate.standardError, try values["se"].number, key)
      expectClose(variates.varianceReduction, try values["var_reduction"].number, key)
      if key == "cuped_history" {
        expectClose(variates.coefficients[0], try values["theta"].number, key)
        expectClose(estimate.pValue, try values["p"].number, key)
      }
    }
  }

  @Test(arguments: comparisons.filter { $0.1 != "spend" })
  func proportionsAreCompared(_ name: String, _ outcome: String) throws {
    let arm = try hillstrom.arm(name, outcome: outcome)
    let expected = try reference["ate"][name][outcome]
    func proportion(_ values: [Double]) -> Proportion {
      Proportion(successes: Summation.sum(values), trials: Double(values.count))
    }
    let (treated, control) = (proportion(arm.first), proportion(arm.second))
    let pooled = ProportionComparison.pooled(treated, control)
    expectClose(pooled.statistic, try expected["prop_ztest_pooled"]["z"].number)
    expectClose(pooled.pValue, try expected["prop_ztest_pooled"]["p"].number)
    func check(_ interval: Interval, _ key: String) throws {
      let bounds = try expected[key].numbers
      expectClose(interval.low, bounds[0], key)
      expectClose(interval.high, bounds[1], key)
    }
    try check(
      ProportionComparison.newcombeInterval(treated, control, level: 0.95), "newcombe_ci95")
    try check(ProportionComparison.unpooled(treated, control).interval(level: 0.95), "wald_ci95")
    try check(treated.wilsonInterval(level: 0.95), "wilson_t")
    try check(control.wilsonInterval(level: 0.95), "wilson_c")
    func failures(_ share: Proportion) -> Int { Int(share.trials - share.successes) }
    let table = [
      [Int(treated.successes), failures(treated)], [Int(control.successes), failures(control)],
    ]
    let test = ChiSquareTest.independence(table)
    expectClose(test.statistic, try expected["chi2_nocorr"]["chi2"].number)
    expectClose(test.pValue, try expected["chi2_nocorr"]["p"].number)
  }

  @Test(arguments: ["womens", "mens", "any"])
  func covariatesAreBalanced(_ name: String) throws {
    let arm = try hillstrom.arm(name, outcome: "visit")
    let expected = try reference["balance"][name]
    let names = [
      "recency", "history", "mens", "womens", "newbie", "zip_Surburban", "zip_Urban",
      "channel_Phone", "channel_Web",
    ]
    for (column, covariate) in names.enumerated() {
      let values = Hillstrom.Arm(
        treated: arm.treated, outcome: arm.covariates.column(column), covariates: arm.covariates)
      let balance = CovariateBalance(treated: values.first, control: values.second)
      let reference = try expected[covariate]
      expectClose(balance.treatedMean, try reference["mean_t"].number, covariate)
      expectClose(balance.controlMean, try reference["mean_c"].number, covariate)
      expectClose(balance.standardizedDifference, try reference["smd"].number, covariate)
      expectClose(balance.varianceRatio, try reference["var_ratio"].number, covariate)
      expectClose(balance.distance, try reference["ks"].number, covariate)
      let welch = MeanComparison.welch(Moments(values.first), Moments(values.second))
      expectClose(welch.pValue, try reference["welch_p"].number, covariate)
    }
    let omnibus = try OmnibusBalance(treated: arm.treated, covariates: arm.covariates)
    let ratio = try expected["_omnibus_logit_LR"]
    // The reference found its null likelihood by a search that stopped early; ours is closed.
    expectClose(omnibus.likelihoodRatio, try ratio["stat"].number, within: 1e-6)
    expectClose(omnibus.pValue, try ratio["p"].number, within: 1e-6)
    #expect(omnibus.degreesOfFreedom == 9)
    #expect(omnibus.areaUnderCurve > 0.5 && omnibus.areaUnderCurve < 0.52)

    let fit = try LeastSquares.fit(
      Matrix(columns: [arm.intercept]).appending(columnsOf: arm.covariates), arm.treatment)
    let wald = try WaldTest(
      coefficients: fit.coefficients, covariance: fit.covariance(.classical),
      positions: Array(1...9), denominatorDegrees: Double(fit.degreesOfFreedom))
    expectClose(wald.f, try expected["_omnibus_F"]["F"].number)
    expectClose(wald.pValue, try expected["_omnibus_F"]["p"].number)
  }

  @Test func sampleRatioMatches() throws {
    let expected = try reference["srm"]
    let test = ChiSquareTest.goodnessOfFit([21306, 21307, 21387], shares: [1, 1, 1])
    expectClose(test.statistic, try expected["chi2"].number)
    expectClose(test.pValue, try expected["p"].number)
    #expect(test.degreesOfFreedom == 2)
  }

  @Test func yatesCorrectionReachesTheFarTail() throws {
    let expected = try ReferenceValue.load("misc.json")["seed003"]
    // Rows are the arms, columns no response and response.
    let table = [[2433, 123], [2043, 401]]
    let (corrected, plain) = (
      ChiSquareTest.independence(table, yates: true), ChiSquareTest.independence(table)
    )
    let (yates, pearson) = (
      try expected["chi2_yates"].numbers, try expected["chi2_plain"].numbers
    )
    expectClose(corrected.statistic, yates[0])
    expectClose(corrected.pValue, yates[1])
    expectClose(plain.statistic, pearson[0])
    expectClose(plain.pValue, pearson[1])
  }

  @Test func sampleSizeMatches() throws {
    let h = PowerAnalysis.cohenH(0.12, 0.10617)
    expectClose(h, try reference["power"]["cohen_h(0.12,0.10617)"].number)
    // Cohen's h has unit variance in each arm. The reference counts both tails of the power.
    let analysis = PowerAnalysis(controlDeviation: 1, treatedDeviation: 1)
    let rows = try reference["power"]["n_per_arm_80pct_alpha05"].number
    expectClose(analysis.power(effect: h, controlRows: rows), 0.8)
    expectClose(analysis.controlRows(effect: h, power: 0.8), rows, within: 3e-6)
    let detectable = analysis.detectableEffect(
      controlRows: analysis.controlRows(effect: h, power: 0.8), power: 0.8)
    expectClose(detectable, h)
  }
}
