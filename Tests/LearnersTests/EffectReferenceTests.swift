import Learners
import TestSupport
import Testing

/// The deterministic learners against reference numbers computed elsewhere on the same file.
@Suite(.needsReferences)
struct EffectReferenceTests {
  private static let hillstrom = Result { try Hillstrom() }
  private static let reference = Result { try Reference.load("learners.json") }

  private func problem(
    _ outcome: String, outcomeLearner: any BaseLearner = LinearLearner(),
    propensity: any BaseLearner = MeanLearner(), source: PropensitySource = .estimated,
    crossFitted: Bool = true
  ) throws -> EffectProblem {
    let hillstrom = try Self.hillstrom.get()
    return EffectProblem(
      data: try hillstrom.data(outcome),
      settings: NuisanceSettings(
        models: LearnerRoles(
          outcome: outcomeLearner, propensity: propensity, treatment: LinearLearner(),
          effect: LinearLearner()),
        propensity: source, folds: crossFitted ? hillstrom.referenceFolds : .count(1)))
  }

  private func expect(
    _ fitted: FittedEffects, _ outcome: String, _ name: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try Self.reference.get().at("womens", outcome, name)
    let cate = try expected.at("cate")
    let summary = EffectSummary(fitted.effects[0])
    expectClose(
      Array(fitted.effects[0].prefix(20)), try cate.numbers("first20"), absolute: 1e-11,
      sourceLocation: sourceLocation)
    expectClose(
      [summary.mean, summary.standardDeviation, summary.minimum, summary.maximum],
      [
        try cate.number("mean"), try cate.number("sd_ddof1"),
        try cate.number("quantiles_type7", "0"), try cate.number("quantiles_type7", "1"),
      ], absolute: 1e-11, sourceLocation: sourceLocation)
    expectClose(
      summary.quantiles,
      try ["0.05", "0.25", "0.5", "0.75", "0.95"].map { try cate.number("quantiles_type7", $0) },
      absolute: 1e-11, sourceLocation: sourceLocation)
    if fitted.coefficients.isEmpty || !expected.has("coef") { return }
    expectClose(
      fitted.coefficients[0].map(\.estimate), try expected.numbers("coef"), absolute: 1e-11,
      sourceLocation: sourceLocation)
    expectClose(
      fitted.coefficients[0].map(\.standardError), try expected.numbers("hc1"),
      sourceLocation: sourceLocation)
  }

  @Test(arguments: ["visit", "conversion", "spend"])
  func linearTLearner(_ outcome: String) throws {
    try expect(try EffectKind.tLearner.fit(try problem(outcome)), outcome, "T_ols")
  }

  @Test(arguments: ["visit", "conversion", "spend"])
  func interactionOLSIsTheLinearTLearner(_ outcome: String) throws {
    try expect(try EffectKind.interactionOLS.fit(try problem(outcome)), outcome, "T_ols")
  }

  @Test(arguments: ["visit", "conversion"])
  func logisticTLearner(_ outcome: String) throws {
    let problem = try problem(outcome, outcomeLearner: LogisticLearner.standard)
    try expect(try EffectKind.tLearner.fit(problem), outcome, "T_logit")
  }

  @Test(arguments: ["visit", "conversion"])
  func logisticSLearner(_ outcome: String) throws {
    let problem = try problem(outcome, outcomeLearner: LogisticLearner.standard)
    try expect(try EffectKind.sLearner.fit(problem), outcome, "S_logit")
  }

  @Test(arguments: ["visit", "conversion", "spend"])
  func linearSLearnerHasAConstantEffect(_ outcome: String) throws {
    let fitted = try EffectKind.sLearner.fit(try problem(outcome))
    let expected = try Self.reference.get().number("womens", outcome, "S_ols", "cate")
    let summary = EffectSummary(fitted.effects[0])
    expectClose([summary.minimum, summary.maximum], [expected, expected])
  }

  @Test(arguments: ["visit", "conversion", "spend"])
  func linearXLearner(_ outcome: String) throws {
    let problem = try problem(outcome, source: .design)
    try expect(try EffectKind.xLearner.fit(problem), outcome, "X_ols_const")
  }

  @Test(arguments: ["visit", "conversion"])
  func xLearnerWithLogisticOutcomes(_ outcome: String) throws {
    let known = try problem(
      outcome, outcomeLearner: LogisticLearner.standard, source: .design)
    try expect(try EffectKind.xLearner.fit(known), outcome, "X_logitmu_olsTau_const")
    let estimated = try problem(
      outcome, outcomeLearner: LogisticLearner.standard, propensity: LogisticLearner.standard)
    try expect(try EffectKind.xLearner.fit(estimated), outcome, "X_logitmu_olsTau_eLogit")
  }

  @Test(arguments: ["visit", "conversion", "spend"])
  func rLearner(_ outcome: String) throws {
    try expect(try EffectKind.rLearner.fit(try problem(outcome)), outcome, "R_cf5")
    let estimated = try problem(outcome, propensity: LogisticLearner.standard)
    try expect(try EffectKind.rLearner.fit(estimated), outcome, "R_cf5_eLogit")
  }

  @Test(arguments: ["visit", "conversion", "spend"])
  func drLearner(_ outcome: String) throws {
    try expect(try EffectKind.drLearner.fit(try problem(outcome)), outcome, "DR_cf5")
    let estimated = try problem(outcome, propensity: LogisticLearner.standard)
    try expect(try EffectKind.drLearner.fit(estimated), outcome, "DR_cf5_eLogit")
    let plain = try problem(outcome, source: .design, crossFitted: false)
    try expect(try EffectKind.drLearner.fit(plain), outcome, "DR_nocf")
  }

  @Test(arguments: ["DR_cf5", "DR_cf5_eLogit", "DR_cf5_logitmu"])
  func doublyRobustScores(_ name: String) throws {
    let problem = try problem(
      "visit",
      outcomeLearner: name == "DR_cf5_logitmu" ? LogisticLearner.standard : LinearLearner(),
      propensity: name == "DR_cf5_eLogit" ? LogisticLearner.standard : MeanLearner())
    let scores = try DoublyRobustScores.compute(problem.data, settings: problem.settings)
    let expected = try Self.reference.get().at("womens", "visit", name)
    expectClose(
      Array(scores.contrast(1).prefix(20)), try expected.numbers("dr_scores_first20"))
    let average = scores.averageEffect(1)
    expectClose(
      [average.estimate, average.standardError],
      [try expected.number("ate"), try expected.number("se")])
    #expect(scores.foldCount == 5)
    #expect(scores.propensities.clippedRows == 0)
  }

  @Test func predictionsForNewRowsAreThoseOfTheFit() throws {
    let problem = try problem(
      "visit", outcomeLearner: LogisticLearner.standard, propensity: LogisticLearner.standard)
    // Forests of effects predict the rows of their fit out of bag.
    let outOfBag: Set<EffectKind> = [.causalForest, .forestDML, .upliftTree, .upliftForest]
    for kind in EffectKind.allCases where !outOfBag.contains(kind) {
      let fitted = try kind.fit(problem)
      let again = try fitted.model.effects(EffectRows(problem.data), arm: 1)
      expectClose(again, fitted.effects[0], relative: 1e-12)
    }
  }
}
