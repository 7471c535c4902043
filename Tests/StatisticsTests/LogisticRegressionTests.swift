import Numerics
import Statistics
import Testing

@Suite struct LogisticRegressionTests {
  private func sample(_ rows: Int, seed: UInt64 = 1) -> (design: Matrix, outcome: [Double]) {
    var stream = RandomStream(seed: seed, purpose: "logistic")
    let x = (0..<rows).map { _ in stream.normal() }
    let z = (0..<rows).map { _ in 100 + 30 * stream.normal() }
    let outcome = (0..<rows).map { row in
      stream.bernoulli(LogisticRegression.probability(-1 + x[row] + 0.02 * (z[row] - 100)))
        ? 1.0 : 0
    }
    return (Matrix(columns: [x.map { _ in 1 }, x, z]), outcome)
  }

  @Test func aTableHasItsLogOddsAsCoefficients() throws {
    let x = [Double](repeating: 0, count: 40) + [Double](repeating: 1, count: 60)
    let y = (0..<40).map { $0 < 10 ? 1.0 : 0 } + (0..<60).map { $0 < 45 ? 1.0 : 0 }
    let fit = try LogisticRegression.fit(Matrix(columns: [x.map { _ in 1 }, x]), y)
    // Odds of 10:30 and 45:15.
    expectClose(fit.coefficients[0], -1.0986122886681098, within: 1e-13)
    expectClose(fit.coefficients[1], 2 * 1.0986122886681098, within: 1e-13)
    let variance = 1.0 / 10 + 1.0 / 30 + 1.0 / 45 + 1.0 / 15
    expectClose(fit.estimates[1].standardError, variance.squareRoot(), within: 1e-12)
  }

  @Test func theScoreIsZeroAtTheSolution() throws {
    let (design, outcome) = sample(500)
    let fit = try LogisticRegression.fit(design, outcome)
    let residuals = zip(outcome, fit.fitted).map { $0 - $1 }
    for (value, scale) in zip(
      LinearAlgebra.multiply(design, residuals, transpose: true), [1.0, 1, 100])
    {
      #expect(abs(value) < 1e-10 * scale)
    }
  }

  @Test func weightsCountAsRepeatedRows() throws {
    let (design, outcome) = sample(60)
    let weights = (0..<60).map { Double($0 % 3) }
    let repeated = (0..<60).flatMap { [Int](repeating: $0, count: $0 % 3) }
    let weighted = try LogisticRegression.fit(design, outcome, weights: weights)
    let expanded = try LogisticRegression.fit(
      design.selecting(rows: repeated), repeated.map { outcome[$0] })
    for (a, b) in zip(weighted.coefficients, expanded.coefficients) {
      expectClose(a, b, within: 1e-12)
    }
    expectClose(weighted.logLikelihood, expanded.logLikelihood, within: 1e-12)
  }

  @Test func separationIsNamedByItsColumn() {
    let x = (0..<20).map { Double($0) }
    let noise = x.map { $0.truncatingRemainder(dividingBy: 3) }
    let design = Matrix(columns: [x.map { _ in 1 }, noise, x])
    #expect(throws: LogisticRegressionError.separation(column: 2)) {
      try LogisticRegression.fit(design, x.map { $0 < 10 ? 0 : 1 })
    }
  }

  @Test func quasiSeparationOfOneLevelIsFound() {
    // Everyone with the flag responds; others do or do not.
    let flag = (0..<40).map { $0 < 8 ? 1.0 : 0 }
    let outcome = (0..<40).map { $0 < 8 || $0 % 2 == 0 ? 1.0 : 0 }
    #expect(throws: LogisticRegressionError.separation(column: 1)) {
      try LogisticRegression.fit(Matrix(columns: [flag.map { _ in 1 }, flag]), outcome)
    }
  }

  @Test func aRidgeMakesSeparatedDataFinite() throws {
    let x = (0..<20).map { Double($0) }
    let fit = try LogisticRegression.fit(
      Matrix(columns: [x.map { _ in 1 }, x]), x.map { $0 < 10 ? 0 : 1 },
      options: .init(ridge: 1))
    #expect(fit.coefficients[1] > 0 && fit.coefficients[1] < 5)
    // The penalised score: Xᵀ(y − p) = ridge·β.
    let score = zip(x, zip(x.map { $0 < 10 ? 0.0 : 1 }, fit.fitted)).reduce(0) {
      $0 + $1.0 * ($1.1.0 - $1.1.1)
    }
    expectClose(score, fit.coefficients[1], within: 1e-8)
  }

  @Test func dependentColumnsGetZero() throws {
    let (design, outcome) = sample(100)
    let doubled = design.appending(
      columnsOf: Matrix(columns: [design.column(1).map { 2 * $0 + 1 }]))
    let fit = try LogisticRegression.fit(doubled, outcome)
    #expect(fit.dependentColumns.count == 1)
    #expect(fit.rank == 3)
    expectClose(
      fit.logLikelihood, try LogisticRegression.fit(design, outcome).logLikelihood, within: 1e-12)
  }

  @Test func impossibleOutcomesAreRefused() {
    let design = Matrix(columns: [[1, 1, 1]])
    #expect(throws: LogisticRegressionError.constantOutcome) {
      try LogisticRegression.fit(design, [1, 1, 1])
    }
    #expect(throws: LogisticRegressionError.outcomeOutOfRange(row: 1)) {
      try LogisticRegression.fit(design, [0, 2, 1])
    }
    #expect(throws: LogisticRegressionError.regression(.invalidOutcomeOrWeight(row: 2))) {
      try LogisticRegression.fit(design, [0, 1, .nan])
    }
  }

  @Test func twoGroupsGiveTheLogisticLikelihoodRatio() throws {
    let (design, outcome) = sample(300)
    let covariates = design.selecting(columns: [1, 2])
    let binary = try OmnibusBalance(treated: outcome.map { $0 == 1 }, covariates: covariates)
    let general = try MultinomialTest(
      groups: outcome.map { Int($0) }, count: 2, covariates: covariates)
    expectClose(general.likelihoodRatio, binary.likelihoodRatio, within: 1e-10)
    #expect(general.degreesOfFreedom == binary.degreesOfFreedom)
  }

  @Test func theColumnThatSeparatesAGroupIsNamed() {
    var stream = RandomStream(seed: 6, purpose: "separated groups")
    let groups = (0..<90).map { $0 % 3 }
    let noise = groups.map { _ in stream.normal() }
    let constant = groups.map { _ in 4.0 }
    let telling = groups.map { Double($0 == 2 ? 5 : 0) + stream.uniform() }
    #expect(throws: LogisticRegressionError.separation(column: 3)) {
      try MultinomialTest(
        groups: groups, count: 3, covariates: Matrix(columns: [constant, noise, telling]))
    }
  }

  @Test func theMultinomialTestHoldsItsLevel() throws {
    // Groups drawn at random: p-values below 0.1 come about one time in ten.
    var stream = RandomStream(seed: 5, purpose: "groups")
    var alarms = 0
    for _ in 0..<200 {
      let groups = (0..<90).map { _ in stream.below(3) }
      let covariates = Matrix(columns: [
        groups.map { _ in stream.normal() }, groups.map { _ in stream.uniform() },
      ])
      let test = try MultinomialTest(groups: groups, count: 3, covariates: covariates)
      #expect(test.degreesOfFreedom == 4)
      if test.pValue < 0.1 { alarms += 1 }
    }
    #expect((8...36).contains(alarms))
  }
}
