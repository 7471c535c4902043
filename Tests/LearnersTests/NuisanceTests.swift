import Glibc
import Learners
import Numerics
import Testing

/// A simulated experiment with known effects.
struct Simulation {
  let data: CausalData
  let effect: [Double]
  let propensity: [Double]

  /// Outcome 1[x₀ > 0.5] + x₁ + T·τ(x) + noise with τ = 1 + 2·1[x₂ > 0.5]; if confounded, the
  /// probability of treatment rises with x₁.
  init(_ count: Int, confounded: Bool, seed: UInt64 = 11) throws {
    var stream = RandomStream(seed: seed, purpose: "simulation")
    var columns = [[Double]](repeating: [], count: 4)
    var (outcome, effect, propensity): ([Double], [Double], [Double]) = ([], [], [])
    var treatment: [Int32] = []
    for _ in 0..<count {
      let x = (0..<4).map { _ in stream.uniform() }
      let e = confounded ? 0.2 + 0.6 * x[1] : 0.5
      let tau = 1 + (x[2] > 0.5 ? 2.0 : 0)
      let t: Int32 = stream.bernoulli(e) ? 1 : 0
      outcome.append((x[0] > 0.5 ? 1 : 0) + 2 * x[1] + Double(t) * tau + stream.normal())
      for index in 0..<4 { columns[index].append(x[index]) }
      effect.append(tau)
      propensity.append(e)
      treatment.append(t)
    }
    data = try CausalData(
      outcome: outcome, treatment: treatment, arms: ["control", "treated"],
      features: FeatureMatrix(
        numeric: columns.enumerated().map { ("x\($0)", $1) }, rowCount: count))
    self.effect = effect
    self.propensity = propensity
  }
}

@Suite struct NuisanceTests {
  private func settings(
    _ learner: any BaseLearner = BoostingLearner(), _ source: PropensitySource = .estimated
  ) -> NuisanceSettings {
    NuisanceSettings(
      models: LearnerRoles(
        outcome: learner, propensity: LogisticLearner.standard, treatment: learner, effect: learner),
      propensity: source)
  }

  @Test func theAverageEffectIsFoundUnderConfounding() throws {
    let simulation = try Simulation(4000, confounded: true)
    let scores = try DoublyRobustScores.compute(simulation.data, settings: settings())
    let truth = Moments(simulation.effect).mean
    let average = scores.averageEffect(1)
    #expect(abs(average.estimate - truth) < 3 * average.standardError)
    #expect(average.standardError < 0.06)
    let naive =
      Moments(
        simulation.data.rows(ofArm: 1).map { simulation.data.outcome[$0] }
      ).mean
      - Moments(simulation.data.rows(ofArm: 0).map { simulation.data.outcome[$0] }).mean
    #expect(abs(naive - truth) > 0.2, "the simulation is not confounded")
  }

  @Test func theEffectOnTheTreatedIsThatOfTheTreated() throws {
    let simulation = try Simulation(4000, confounded: true)
    let scores = try DoublyRobustScores.compute(simulation.data, settings: settings())
    let treated = Moments(simulation.data.rows(ofArm: 1).map { simulation.effect[$0] }).mean
    let average = scores.averageEffectOnTreated(1)
    #expect(abs(average.estimate - treated) < 3 * average.standardError)
  }

  @Test func withoutFeaturesTheScoresGiveTheDifferenceInMeans() throws {
    let data = try CausalData(
      outcome: [1, 2, 3, 7, 8, 12], treatment: [0, 0, 0, 1, 1, 1], arms: ["a", "b"],
      features: FeatureMatrix(numeric: [], rowCount: 6))
    var settings = settings(LinearLearner(), .design)
    settings.folds = .count(1)
    let scores = try DoublyRobustScores.compute(data, settings: settings)
    #expect(close(scores.averageEffect(1).estimate, 7))
    #expect(close(scores.averageEffectOnTreated(1).estimate, 7))
  }

  @Test func sharesAreRenormalisedOverTheArms() throws {
    let data = try CausalData(
      outcome: [1, 2, 3, 4], treatment: [0, 1, 0, 1], arms: ["a", "b"],
      features: FeatureMatrix(numeric: [], rowCount: 4))
    var settings = settings(LinearLearner(), .shares([0.2, 0.6]))
    settings.folds = .count(1)
    let scores = try DoublyRobustScores.compute(data, settings: settings)
    expectClose(scores.propensities.values.map { $0[0] }, [0.25, 0.75])
    #expect(scores.propensities.isKnown)
  }

  @Test func aPropensityOfZeroIsAnError() throws {
    let data = try CausalData(
      outcome: [1, 2], treatment: [0, 1], arms: ["a", "b"],
      features: FeatureMatrix(numeric: [], rowCount: 2))
    #expect(throws: LearnerError.self) {
      try DoublyRobustScores.compute(data, settings: settings(LinearLearner(), .shares([0, 1])))
    }
  }

  @Test func clippedRowsAreCounted() throws {
    var settings = settings(LinearLearner())
    settings.clip = 0.3
    let simulation = try Simulation(2000, confounded: true)
    let scores = try DoublyRobustScores.compute(simulation.data, settings: settings)
    let outside = simulation.propensity.count { $0 < 0.3 || $0 > 0.7 }
    #expect(abs(scores.propensities.clippedRows - outside) < 300)
    #expect(scores.propensities.values[1].allSatisfy { $0 >= 0.3 && $0 <= 0.7 })
  }

  @Test func severalArmsHaveProbabilitiesThatSumToOne() throws {
    let simulation = try Simulation(600, confounded: false)
    let data = try CausalData(
      outcome: simulation.data.outcome,
      treatment: simulation.data.treatment.indices.map { Int32($0 % 3) }, arms: ["a", "b", "c"],
      features: simulation.data.features)
    let scores = try DoublyRobustScores.compute(data, settings: settings(LinearLearner()))
    for row in 0..<600 {
      #expect(close(scores.propensities.values.reduce(0) { $0 + $1[row] }, 1))
    }
  }

  // Uplift trees are for 0/1 outcomes, and have a test of their own.
  @Test(arguments: EffectKind.allCases.filter { $0 != .upliftTree && $0 != .upliftForest })
  func theNumberOfThreadsChangesNothing(_ kind: EffectKind) throws {
    let simulation = try Simulation(600, confounded: true)
    let problem = EffectProblem(data: simulation.data, settings: settings())
    let threads = Parallel.threads
    defer { Parallel.threads = threads }
    Parallel.threads = 1
    let one = try kind.fit(problem).effects
    Parallel.threads = 4
    #expect(try kind.fit(problem).effects == one)
  }

  @Test func theCacheGivesTheSameScores() throws {
    let simulation = try Simulation(600, confounded: true)
    let cache = NuisanceCache()
    let first = try DoublyRobustScores.compute(
      simulation.data, settings: settings(), cache: cache)
    let second = try DoublyRobustScores.compute(
      simulation.data, settings: settings(), cache: cache)
    let fresh = try DoublyRobustScores.compute(simulation.data, settings: settings())
    #expect(first.scores == second.scores)
    #expect(first.scores == fresh.scores)
    var other = settings()
    other.seed = 1
    #expect(
      try DoublyRobustScores.compute(simulation.data, settings: other, cache: cache).scores
        != first.scores)
  }

  @Test func weightsCountAsRepeatedRows() throws {
    let simulation = try Simulation(200, confounded: true)
    let data = simulation.data
    let repeated = Array(0..<200) + Array(0..<100)
    var settings = settings(LinearLearner())
    settings.folds = .count(1)
    let weighted = try CausalData(
      outcome: data.outcome, treatment: data.treatment, arms: data.arms, features: data.features,
      weights: (0..<200).map { $0 < 100 ? 2 : 1 })
    let a = try DoublyRobustScores.compute(weighted, settings: settings)
    let b = try DoublyRobustScores.compute(try data.selecting(rows: repeated), settings: settings)
    #expect(close(a.averageEffect(1).estimate, b.averageEffect(1).estimate))
    #expect(close(a.averageEffectOnTreated(1).estimate, b.averageEffectOnTreated(1).estimate))
  }

  @Test(arguments: [EffectKind.tLearner, .xLearner, .rLearner, .drLearner])
  func boostedLearnersFindTheStepInTheEffect(_ kind: EffectKind) throws {
    let simulation = try Simulation(4000, confounded: true)
    let fitted = try kind.fit(EffectProblem(data: simulation.data, settings: settings()))
    let errors = zip(fitted.effects[0], simulation.effect).map { ($0 - $1) * ($0 - $1) }
    // A constant effect has the error 1; noise has variance 1.
    #expect(Moments(errors).mean < 0.16, "\(Moments(errors).mean)")
  }

  @Test func anArmWithoutRowsIsAnError() {
    #expect(throws: LearnerError.emptyArm("b")) {
      try CausalData(
        outcome: [1, 2], treatment: [0, 0], arms: ["a", "b"],
        features: FeatureMatrix(numeric: [], rowCount: 2))
    }
  }

  @Test func aFeatureWithoutValuesIsAnError() {
    #expect(throws: LearnerError.emptyColumn("x")) {
      try CausalData(
        outcome: [1, 2], treatment: [0, 1], arms: ["a", "b"],
        features: FeatureMatrix(numeric: [("x", [.nan, .nan])], rowCount: 2))
    }
  }

  @Test func aFoldWithoutAnArmIsAnError() throws {
    let data = try CausalData(
      outcome: [1, 2, 3, 4], treatment: [0, 1, 0, 0], arms: ["a", "b"],
      features: FeatureMatrix(numeric: [("x", [1, 2, 3, 5])], rowCount: 4))
    var settings = settings(LinearLearner(), .design)
    settings.folds = .column([0, 1, 0, 1])
    #expect(throws: LearnerError.tooFewRows(arm: "b", rows: 0, needed: 1)) {
      try DoublyRobustScores.compute(data, settings: settings)
    }
  }
}
