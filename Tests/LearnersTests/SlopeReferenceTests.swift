import Glibc
import Learners
import TestSupport
import Testing

/// Elasticities by double machine learning against EconML's on the same file and folds.
@Suite(.needsReferences)
struct SlopeReferenceTests {
  private static let pricing = Result { try Pricing() }
  private static let reference = Result { try Reference.load("pricing.json") }

  private func problem(
    features: [String] = ["income"], effect: any BaseLearner = LinearLearner(),
    nuisances: any BaseLearner = LinearLearner()
  ) throws -> EffectProblem {
    let pricing = try Self.pricing.get()
    let others = pricing.names.filter { !(["price", "demand"] + features).contains($0) }
    return EffectProblem(
      data: try CausalData(
        outcome: try pricing.column("demand").map { log($0) },
        dose: try pricing.column("price").map { log($0) }, arms: ["one unit less", "price"],
        features: try pricing.features(features), controls: try pricing.features(others)),
      settings: NuisanceSettings(
        models: LearnerRoles(
          outcome: nuisances, propensity: LinearLearner(), treatment: nuisances, effect: effect),
        folds: .column((0..<10_000).map { Double($0 % 5) })))
  }

  private func expect(
    _ fitted: FittedEffects, _ name: String, terms: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try Self.reference.get().at(name)
    let found = fitted.coefficients[0]
    #expect(found.map(\.term) == ["intercept"] + terms, sourceLocation: sourceLocation)
    expectClose(
      found.map(\.estimate), [try expected.number("intercept")] + (try expected.numbers("coef")),
      sourceLocation: sourceLocation)
    expectClose(
      found.dropFirst().map(\.standardError), try expected.numbers("coef_se"),
      sourceLocation: sourceLocation)
    guard expected.has("ate") else { return }
    expectClose(
      [EffectSummary(fitted.effects[0]).mean], [try expected.number("ate")],
      sourceLocation: sourceLocation)
    let rows = EffectRows(
      features: FeatureMatrix(
        numeric: [("income", (0...10).map { 0.5 * Double($0) })], rowCount: 11))
    expectClose(
      try fitted.model.effects(rows, arm: 1), try expected.numbers("cate_at_income_0_5_step0.5"),
      sourceLocation: sourceLocation)
    expectClose(
      try #require(try fitted.model.standardErrors(rows, arm: 1)),
      try expected.numbers("cate_se"), sourceLocation: sourceLocation)
    let all = EffectRows(features: try Self.pricing.get().features(["income"]))
    expectClose(
      [try #require(try fitted.model.standardErrorOfMean(all, arm: 1))],
      [try expected.number("ate_se")], sourceLocation: sourceLocation)
  }

  @Test func linearFinalStage() throws {
    let fitted = try EffectKind.linearDML.fit(try problem())
    try expect(fitted, "LinearDML_ols_linear", terms: ["income"])
  }

  @Test func quadraticFinalStage() throws {
    let fitted = try EffectKind.linearDML.fit(
      try problem(effect: try SeriesLearner(.polynomial(degree: 2))))
    try expect(fitted, "LinearDML_ols_poly2", terms: ["income", "income^2"])
  }

  @Test func severalFeatures() throws {
    let features = ["income", "avg_hours", "days_visited", "age"]
    let fitted = try EffectKind.linearDML.fit(try problem(features: features))
    try expect(fitted, "LinearDML_ols_X4", terms: features)
  }

  @Test func boostedNuisancesFindTheElasticities() throws {
    let boosting = BoostingLearner()
    let problem = try problem(
      effect: try SeriesLearner(.spline(degreesOfFreedom: 5)), nuisances: boosting)
    let scores = try DoublyRobustScores.compute(problem.data, settings: problem.settings)
    #expect(abs(scores.averageEffect(1).estimate + 0.98) < 0.06)
    let income = try Self.pricing.get().column("income")
    let gamma = scores.contrast(1)
    for (isPoor, truth) in [(true, -1.72), (false, -0.14)] {
      let rows = income.indices.filter { (income[$0] < 1) == isPoor }
      let mean = AverageEffect(scores: rows.map { gamma[$0] })
      #expect(abs(mean.estimate - truth) < 0.1, "\(mean.estimate) is not near \(truth)")
    }
  }
}
