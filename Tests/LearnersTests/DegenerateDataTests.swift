import Learners
import Numerics
import Testing

/// Data that leave little to estimate: each learner says why not, or answers with numbers.
struct DegenerateDataTests {
  private func settings(
    _ learner: any BaseLearner = LinearLearner(), folds: FoldPlan = .count(2)
  ) -> NuisanceSettings {
    NuisanceSettings(
      models: LearnerRoles(
        outcome: learner, propensity: BoostingLearner(), treatment: learner, effect: learner),
      folds: folds)
  }

  private func data(
    _ count: Int, treated: (Int) -> Bool, outcome: (Int) -> Double,
    features: [(name: String, values: [Double])]? = nil, weights: [Double]? = nil
  ) throws -> CausalData {
    try CausalData(
      outcome: (0..<count).map(outcome), treatment: (0..<count).map { treated($0) ? 1 : 0 },
      arms: ["control", "treated"],
      features: FeatureMatrix(
        numeric: features ?? [("x", (0..<count).map { Double(($0 * 7) % 13) })],
        rowCount: count), weights: weights)
  }

  /// Fits every kind, and its averages; what each did: numbers, or the reason why not.
  private func answers(
    _ data: CausalData, _ settings: NuisanceSettings
  ) -> [EffectKind: Result<[Double], LearnerError>] {
    var answers: [EffectKind: Result<[Double], LearnerError>] = [:]
    for kind in EffectKind.allCases {
      do throws(LearnerError) {
        let fitted = try kind.fit(EffectProblem(data: data, settings: settings))
        let average = try DoublyRobustScores.compute(data, settings: settings).averageEffect(1)
        answers[kind] = .success(
          fitted.effects[0] + [average.estimate, average.standardError])
      } catch { answers[kind] = .failure(error) }
    }
    return answers
  }

  private func expectNumbers(
    _ answers: [EffectKind: Result<[Double], LearnerError>], refusals: Set<EffectKind> = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for kind in EffectKind.allCases {
      switch answers[kind] {
      case .success(let numbers):
        #expect(
          numbers.allSatisfy { $0.isFinite }, "\(kind)", sourceLocation: sourceLocation)
        #expect(!refusals.contains(kind), "\(kind)", sourceLocation: sourceLocation)
      case .failure(let error):
        #expect(refusals.contains(kind), "\(kind): \(error)", sourceLocation: sourceLocation)
      case nil: Issue.record("\(kind) gave no answer", sourceLocation: sourceLocation)
      }
    }
  }

  @Test func `two treated rows are enough for all but trees of effects`() throws {
    let few = try data(40, treated: { $0 < 2 }, outcome: { Double($0 % 5) })
    expectNumbers(
      answers(few, settings()), refusals: [.causalForest, .forestDML, .upliftTree, .upliftForest])
  }

  @Test func `one treated row leaves a fold without any`() throws {
    let one = try data(40, treated: { $0 == 7 }, outcome: { Double($0 % 5) })
    for (kind, answer) in answers(one, settings()) {
      #expect(throws: LearnerError.self, "\(kind)") { try answer.get() }
    }
  }

  @Test func `a fold that holds all of an arm is an error that names the arm`() throws {
    let data = try data(40, treated: { $0 < 20 }, outcome: { Double($0 % 5) })
    let folds = FoldPlan.column((0..<40).map { $0 < 20 ? 1 : 2 })
    #expect(throws: LearnerError.tooFewRows(arm: "control", rows: 0, needed: 1)) {
      try DoublyRobustScores.compute(data, settings: settings(folds: folds))
    }
  }

  @Test func `a constant outcome has no effect anywhere`() throws {
    let data = try data(200, treated: { $0 % 2 == 0 }, outcome: { _ in 3 })
    for learner in [LinearLearner(), BoostingLearner(), AutoLearner()] as [any BaseLearner] {
      for kind in EffectKind.allCases
      where ![.response, .transformedOutcome, .upliftTree, .upliftForest].contains(kind) {
        let fitted = try kind.fit(EffectProblem(data: data, settings: settings(learner)))
        #expect(fitted.effects[0].allSatisfy { abs($0) < 1e-9 }, "\(kind), \(learner.name)")
      }
    }
  }

  @Test
  func `a feature that tells the treatment is an error of logistic regression, and clips trees`()
    throws
  {
    let data = try data(
      200, treated: { $0 >= 100 }, outcome: { Double($0 % 5) },
      features: [("x", (0..<200).map(Double.init))])
    var logistic = settings()
    logistic.models.propensity = LogisticLearner.standard
    #expect(throws: LearnerError.separation(learner: "logistic")) {
      try EffectKind.drLearner.fit(EffectProblem(data: data, settings: logistic))
    }
    var trees = settings()
    trees.models.propensity = BoostingLearner(
      try BoostingParameters(trees: 200, rate: 0.3, minChildWeight: 0))
    let clipped = try EffectKind.drLearner.fit(EffectProblem(data: data, settings: trees))
    #expect(clipped.clippedRows > 100)
    #expect(clipped.effects[0].allSatisfy { $0.isFinite })
  }

  @Test func `more features than rows`() throws {
    var stream = RandomStream(seed: 1, purpose: "wide")
    let features = (0..<40).map { column in
      (name: "x\(column)", values: (0..<32).map { _ in stream.normal() })
    }
    let wide = try data(
      32, treated: { $0 % 2 == 0 }, outcome: { Double($0 % 7) }, features: features)
    let trees: Set<EffectKind> = [.upliftTree, .upliftForest]
    for learner in [LinearLearner(), try RidgeLearner(), try LassoLearner()] as [any BaseLearner] {
      for (kind, answer) in answers(wide, settings(learner)) where !trees.contains(kind) {
        guard case .success(let numbers) = answer else { continue }
        #expect(numbers.allSatisfy { $0.isFinite }, "\(kind), \(learner.name)")
      }
    }
    let ridge = answers(wide, settings(try RidgeLearner()))
    for kind in [EffectKind.tLearner, .xLearner, .rLearner, .drLearner] {
      #expect(throws: Never.self, "\(kind)") { try ridge[kind]?.get() }
    }
  }

  @Test func `a thousand categories`() throws {
    let count = 3000
    let codes = (0..<count).map { Double(($0 * 37) % 1000) }
    let shops = FeatureMatrix(
      names: ["shop"], categories: [(0..<1000).map { "shop \($0)" }], rowCount: count,
      values: codes)
    let treatment = (0..<count).map { Int32(($0 / 3) % 2) }
    let data = try CausalData(
      outcome: (0..<count).map { Double(treatment[$0]) + codes[$0] / 1000 },
      treatment: treatment, arms: ["control", "treated"], features: shops)
    for kind in [EffectKind.tLearner, .drLearner, .causalForest] {
      let fitted = try kind.fit(EffectProblem(data: data, settings: settings(BoostingLearner())))
      #expect(fitted.effects[0].allSatisfy { $0.isFinite }, "\(kind)")
      #expect(abs(EffectSummary(fitted.effects[0]).mean - 1) < 0.2, "\(kind)")
    }
  }

  @Test(arguments: [EffectKind.tLearner, .sLearner, .interactionOLS])
  func `rows of weight 0 are as if they were not there`(_ kind: EffectKind) throws {
    let weights = (0..<60).map { $0 < 20 ? 0.0 : 1 }
    let all = try data(
      60, treated: { $0 % 2 == 0 }, outcome: { Double(($0 * 5) % 11) }, weights: weights)
    let some = try all.selecting(rows: Array(20..<60))
    let weighted = try kind.fit(EffectProblem(data: all, settings: settings()))
    let left = try kind.fit(EffectProblem(data: some, settings: settings()))
    for (own, other) in zip(weighted.effects[0][20...], left.effects[0]) {
      #expect(abs(own - other) < 1e-9)
    }
  }

  @Test func `an arm without any weight is an error`() throws {
    let data = try data(
      40, treated: { $0 % 2 == 0 }, outcome: { Double($0 % 5) },
      weights: (0..<40).map { $0 % 2 == 0 ? 0 : 1 })
    for (kind, answer) in answers(data, settings()) where kind != .response {
      if case .success(let numbers) = answer {
        #expect(numbers.allSatisfy { $0.isFinite }, "\(kind)")
      }
    }
    #expect(throws: LearnerError.invalidWeights) {
      try EffectKind.tLearner.fit(EffectProblem(data: data, settings: settings()))
    }
    #expect(throws: LearnerError.invalidWeights) {
      try self.data(
        20, treated: { $0 % 2 == 0 }, outcome: { Double($0) },
        weights: [Double](repeating: 0, count: 20))
    }
  }

  @Test func `a column without any value is an error by its name`() {
    #expect(throws: LearnerError.emptyColumn("x")) {
      try data(
        20, treated: { $0 % 2 == 0 }, outcome: { Double($0) },
        features: [("x", [Double](repeating: .nan, count: 20))])
    }
  }
}
