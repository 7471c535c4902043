import Learners
import Numerics
import Testing

/// A dose that depends on a confounder, with a slope that depends on a feature.
private struct DoseSimulation {
  var data: CausalData
  var slope: [Double]

  /// Y = 2x₁ + T·τ(x₀) + noise with T = x₁ + noise of sd ½ + x₀ and τ = 1 + 2x₀ or as given.
  init(
    _ count: Int, seed: UInt64 = 5, slope shape: (Double) -> Double = { 1 + 2 * $0 }
  ) throws {
    var stream = RandomStream(seed: seed, purpose: "doses")
    var columns: [[Double]] = [[], []]
    var (outcome, dose, slope): ([Double], [Double], [Double]) = ([], [], [])
    for _ in 0..<count {
      let x = [stream.uniform(), stream.uniform()]
      let t = x[1] + stream.normal() * (0.5 + x[0]) / 2
      for index in 0..<2 { columns[index].append(x[index]) }
      dose.append(t)
      slope.append(shape(x[0]))
      outcome.append(2 * x[1] + t * shape(x[0]) + 0.3 * stream.normal())
    }
    data = try CausalData(
      outcome: outcome, dose: dose, arms: ["one unit less", "dose"],
      features: FeatureMatrix(numeric: [("x0", columns[0])], rowCount: count),
      controls: FeatureMatrix(numeric: [("x1", columns[1])], rowCount: count))
    self.slope = slope
  }

  func problem(
    _ effect: any BaseLearner = LinearLearner(), nuisances: any BaseLearner = BoostingLearner(),
    _ source: PropensitySource = .estimated
  ) -> EffectProblem {
    EffectProblem(
      data: data,
      settings: NuisanceSettings(
        models: LearnerRoles(
          outcome: nuisances, propensity: LogisticLearner.standard, treatment: nuisances,
          effect: effect),
        propensity: source))
  }
}

@Suite struct SlopeTests {
  private func error(_ fitted: FittedEffects, _ truth: [Double]) -> Double {
    Moments(zip(fitted.effects[0], truth).map { ($0 - $1) * ($0 - $1) }).mean.squareRoot()
  }

  @Test func aForestFindsASlopeThatVaries() throws {
    let simulation = try DoseSimulation(3000, slope: { $0 > 0.5 ? 3 : 1 })
    let problem = simulation.problem()
    for kind in [EffectKind.causalForest, .forestDML] {
      let fitted = try kind.fit(problem)
      #expect(error(fitted, simulation.slope) < 0.35, "\(kind)")
      let errors = try #require(fitted.forest?.arms.first?.standardErrors)
      #expect(errors.allSatisfy { $0 > 0 && $0 < 1 })
      let average = try #require(fitted.forest?.scores).averageEffect(1)
      #expect(abs(average.estimate - 2) < 4 * average.standardError)
      #expect(average.standardError < 0.05)
    }
    let model = try EffectKind.causalForest.fit(problem).model
    let rows = EffectRows(simulation.data)
    let both = try model.effectsWithErrors(rows, arm: 1)
    #expect(try both.effects == model.effects(rows, arm: 1))
    #expect(try both.errors == model.standardErrors(rows, arm: 1))
    let amounts = try #require(simulation.data.dose)
    let fittedOutcome = try #require(try model.outcomes(rows, dose: amounts))
    let squares = zip(fittedOutcome, simulation.data.outcome).map { ($0 - $1) * ($0 - $1) }
    #expect(Moments(squares).mean < 0.25)
  }

  @Test(arguments: [EffectKind.linearDML, .nonparamDML, .rLearner, .drLearner])
  func aSlopeThatVariesIsFoundUnderConfounding(_ kind: EffectKind) throws {
    let simulation = try DoseSimulation(4000)
    let fitted = try kind.fit(simulation.problem())
    #expect(error(fitted, simulation.slope) < 0.12)
    #expect(abs(fitted.coefficients[0][1].estimate - 2) < 0.35)
    let expected = try #require(
      try fitted.model.expectedTreatment(EffectRows(simulation.data)))
    #expect(abs(Moments(expected).mean - Moments(simulation.data.dose ?? []).mean) < 0.02)
  }

  @Test func theAverageSlopeIsItsScoresMean() throws {
    let simulation = try DoseSimulation(4000)
    let problem = simulation.problem()
    let scores = try DoublyRobustScores.compute(problem.data, settings: problem.settings)
    let average = scores.averageEffect(1)
    #expect(abs(average.estimate - Moments(simulation.slope).mean) < 3 * average.standardError)
    #expect(average.standardError < 0.03)
    #expect(scores.isSlope)
    #expect(scores.averageEffectOnTreated(1).estimate.isNaN)
    #expect(scores.nuisances.map(\.role) == ["outcome", "treatment", "treatment variance"])
  }

  @Test func anyBaseLearnerMayBeTheLastStage() throws {
    let simulation = try DoseSimulation(4000, slope: { $0 > 0.5 ? 3 : 1 })
    let straight = try EffectKind.nonparamDML.fit(simulation.problem())
    let trees = try EffectKind.nonparamDML.fit(simulation.problem(BoostingLearner()))
    #expect(error(trees, simulation.slope) < 0.7 * error(straight, simulation.slope))
    #expect(trees.coefficients[0].isEmpty)
  }

  @Test func aSplineFollowsACurve() throws {
    let curve: (Double) -> Double = { 4 * ($0 - 0.5) * ($0 - 0.5) }
    let simulation = try DoseSimulation(4000, slope: curve)
    let spline = try EffectKind.linearDML.fit(
      simulation.problem(try SeriesLearner(.spline(degreesOfFreedom: 5))))
    let straight = try EffectKind.linearDML.fit(simulation.problem())
    #expect(error(spline, simulation.slope) < 0.5 * error(straight, simulation.slope))
    #expect(
      spline.coefficients[0].map(\.term) == [
        "intercept", "x0", "x0 spline 2", "x0 spline 3", "x0 spline 4", "x0 spline 5",
      ])
    // A natural spline is a straight line beyond the values that it was fitted on.
    let rows = EffectRows(
      features: FeatureMatrix(numeric: [("x0", [1.5, 2, 2.5])], rowCount: 3))
    let beyond = try spline.model.effects(rows, arm: 1)
    #expect(abs(beyond[0] - 2 * beyond[1] + beyond[2]) < 1e-9)
  }

  @Test func productsOfFeaturesAreTerms() throws {
    let simulation = try Simulation(400, confounded: false)
    let fitted = try EffectKind.linearDML.fit(
      EffectProblem(
        data: simulation.data,
        settings: NuisanceSettings(
          models: LearnerRoles(
            outcome: LinearLearner(), propensity: LogisticLearner.standard,
            treatment: LinearLearner(), effect: try SeriesLearner(.polynomial(degree: 2))))))
    #expect(
      fitted.coefficients[0].map(\.term) == [
        "intercept", "x0", "x1", "x2", "x3", "x0*x1", "x0*x2", "x0*x3", "x0^2", "x1*x2", "x1*x3",
        "x1^2",
        "x2*x3", "x2^2", "x3^2",
      ])
  }

  @Test func amountsDrawnByDesignHaveOneExpectation() throws {
    let simulation = try DoseSimulation(2000)
    let fitted = try EffectKind.linearDML.fit(
      simulation.problem(LinearLearner(), nuisances: BoostingLearner(), .design))
    let expected = try #require(
      try fitted.model.expectedTreatment(EffectRows(simulation.data)))
    #expect(Set(expected).count == 1)
    #expect(fitted.nuisances.map(\.role) == ["outcome"])
  }

  @Test func rowOrderAndUnitsOfTheTreatmentDoNotMatter() throws {
    let simulation = try DoseSimulation(500)
    var problem = simulation.problem(LinearLearner(), nuisances: LinearLearner())
    problem.settings.folds = .count(1)
    let fitted = try EffectKind.linearDML.fit(problem)
    var cents = problem
    cents.data = try CausalData(
      outcome: problem.data.outcome, dose: (problem.data.dose ?? []).map { 100 * $0 },
      arms: problem.data.arms, features: problem.data.features, controls: problem.data.controls)
    let scaled = try EffectKind.linearDML.fit(cents)
    expectClose(
      scaled.coefficients[0].map { 100 * $0.estimate }, fitted.coefficients[0].map(\.estimate))
    let reversed = try EffectKind.linearDML.fit(
      try problem.selecting(rows: Array((0..<500).reversed())))
    expectClose(
      reversed.coefficients[0].map(\.standardError), fitted.coefficients[0].map(\.standardError))
  }

  @Test func kindsThatCompareArmsRefuseAmounts() throws {
    let problem = try DoseSimulation(100).problem()
    for kind in EffectKind.allCases where !kind.takesAmounts {
      #expect(throws: LearnerError.self) { try kind.fit(problem) }
    }
  }

  @Test func aConstantOrExplainedAmountIsAnError() throws {
    let features = FeatureMatrix(numeric: [("x", [1, 2, 3, 4])], rowCount: 4)
    #expect(throws: LearnerError.self) {
      try CausalData(
        outcome: [1, 2, 3, 4], dose: [2, 2, 2, 2], arms: ["less", "more"], features: features)
    }
    #expect(throws: LearnerError.self) {
      try CausalData(
        outcome: [1, 2, 3, 4], dose: [2, .infinity, 2, 2], arms: ["less", "more"],
        features: features)
    }
    var explained = try DoseSimulation(100).problem(nuisances: LinearLearner())
    explained.settings.propensity = .shares([0.5, 0.5])
    #expect(throws: LearnerError.self) { try EffectKind.linearDML.fit(explained) }
  }
}
