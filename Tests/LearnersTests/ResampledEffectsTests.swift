import Learners
import Numerics
import Testing

@Suite struct ResampledEffectsTests {
  private func problem(_ count: Int, confounded: Bool = false) throws -> EffectProblem {
    EffectProblem(
      data: try Simulation(count, confounded: confounded).data,
      settings: NuisanceSettings(
        models: LearnerRoles(
          outcome: LinearLearner(), propensity: LogisticLearner.standard,
          treatment: LinearLearner(), effect: LinearLearner())))
  }

  private func resampled(
    _ kind: EffectKind, _ problem: EffectProblem, _ replicates: Int
  ) throws -> ResampledEffectModel {
    ResampledEffectModel(
      try kind.fit(problem).model,
      try ResampledEffects.fit(kind, problem, replicates: replicates))
  }

  @Test func theErrorOfTheMeanEffectIsThatOfTheory() throws {
    let problem = try problem(600)
    let model = try resampled(.tLearner, problem, 150)
    let error = try #require(
      try model.standardErrorOfMean(EffectRows(problem.data), arm: 1))
    let theory = try DoublyRobustScores.compute(problem.data, settings: problem.settings)
      .averageEffect(1).standardError
    #expect(abs(error / theory - 1) < 0.2, "\(error) is not near \(theory)")
  }

  @Test func percentilesSpanTheErrorsOfALinearLastStage() throws {
    let problem = try problem(600, confounded: true)
    let model = try resampled(.linearDML, problem, 150)
    let rows = EffectRows(problem.data).selecting(rows: Array(0..<40))
    let intervals = try #require(try model.intervals(rows, arm: 1, level: 0.95))
    let errors = try #require(
      try EffectKind.linearDML.fit(problem).model.standardErrors(rows, arm: 1))
    let ratios = intervals.indices.map {
      (intervals[$0].high - intervals[$0].low) / (2 * 1.96 * errors[$0])
    }
    #expect(abs(Moments(ratios).mean - 1) < 0.15, "\(Moments(ratios).mean)")
  }

  @Test func replicatesDoNotDependOnTheNumberOfThreads() throws {
    let problem = try problem(120)
    let rows = EffectRows(problem.data)
    let several = try resampled(.xLearner, problem, 12).means(rows, arm: 1)
    let before = Parallel.threads
    Parallel.threads = 1
    defer { Parallel.threads = before }
    #expect(try resampled(.xLearner, problem, 12).means(rows, arm: 1) == several)
    #expect(Set(several).count == 12)
  }

  @Test func clustersAreDrawnWhole() throws {
    // Every row four times, as one cluster: the spread is that of the rows, not half of it.
    let problem = try problem(200)
    let rows = (0..<200).flatMap { [Int](repeating: $0, count: 4) }
    var repeated = try problem.selecting(rows: rows)
    repeated.data = repeated.data.clustered(rows.map { Int32($0) })
    let once = try resampled(.tLearner, problem, 120)
    let often = try resampled(.tLearner, repeated, 120)
    let errors = (
      try #require(try once.standardErrorOfMean(EffectRows(problem.data), arm: 1)),
      try #require(try often.standardErrorOfMean(EffectRows(problem.data), arm: 1))
    )
    #expect(abs(errors.0 / errors.1 - 1) < 0.25)
  }

  @Test func aLearnerThatCannotBeFittedAgainSaysWhy() throws {
    var problem = try problem(40)
    let rows = problem.data.rows(ofArm: 0) + problem.data.rows(ofArm: 1).prefix(1)
    problem = try problem.selecting(rows: rows)
    #expect(throws: LearnerError.self) {
      try ResampledEffects.fit(.tLearner, problem, replicates: 20)
    }
  }
}

@Suite struct ClusterTests {
  @Test func copiesOfARowAddNoPrecision() {
    let scores = (0..<30).map { Double(($0 * 7) % 11) }
    let weights = (0..<30).map { 1 + Double($0 % 3) }
    let once = AverageEffect(scores: scores, weights: weights)
    let rows = (0..<30).flatMap { [$0, $0, $0] }
    let often = AverageEffect(
      scores: rows.map { scores[$0] }, weights: rows.map { weights[$0] },
      clusters: rows.map { Int32($0) })
    #expect(close(once.estimate, often.estimate))
    #expect(close(once.standardError, often.standardError))
  }

  @Test func foldsKeepClustersTogether() throws {
    let clusters = (0..<200).map { Int32($0 % 23) }
    let folds = try Folds.clustered(count: 5, clusters: clusters, seed: 1)
    for cluster in 0..<23 {
      let own = folds.assignment.indices.filter { clusters[$0] == Int32(cluster) }
      #expect(Set(own.map { folds.assignment[$0] }).count == 1)
    }
    #expect(Set(folds.assignment).count == 5)
    #expect(throws: LearnerError.self) {
      try Folds.clustered(count: 5, clusters: [0, 1, 1, 2], seed: 1)
    }
  }

  @Test func clusteredErrorsOfALinearLastStageGrow() throws {
    let simulation = try Simulation(300, confounded: false)
    let rows = (0..<300).flatMap { [$0, $0] }
    let settings = NuisanceSettings(
      models: LearnerRoles(
        outcome: LinearLearner(), propensity: LogisticLearner.standard,
        treatment: LinearLearner(), effect: LinearLearner()), folds: .count(1))
    let once = try EffectKind.linearDML.fit(
      EffectProblem(data: simulation.data, settings: settings))
    let data = try simulation.data.selecting(rows: rows).clustered(rows.map { Int32($0) })
    let often = try EffectKind.linearDML.fit(EffectProblem(data: data, settings: settings))
    for (a, b) in zip(once.coefficients[0], often.coefficients[0]) {
      #expect(close(a.estimate, b.estimate, relative: 1e-6))
      #expect(abs(a.standardError / b.standardError - 1) < 0.02)
    }
  }
}
