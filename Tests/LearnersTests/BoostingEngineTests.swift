import Learners
import Numerics
import Testing

/// Our trees beside those of XGBoost's `hist`, the algorithm that they follow.
///
/// Features take few values, so that both engines part them into the same bins.
@Suite struct BoostingEngineTests {
  struct Variant: Sendable, CustomTestStringConvertible {
    var name: String
    var role = LearnerRole.regression
    var missing = 0.0
    var isWeighted = false
    var depth = 4
    var lambda = 1.0
    var minChildWeight = 5.0
    var minGain = 0.0
    /// Levels of the category: beyond three XGBoost 1.6 tries fewer sets than we do.
    var levels = 0

    var testDescription: String { name }
  }

  static let variants = [
    Variant(name: "squared error"),
    Variant(name: "logistic loss", role: .probability),
    Variant(name: "missing values", missing: 0.2),
    Variant(name: "missing values, logistic loss", role: .probability, missing: 0.2),
    Variant(name: "weights", isWeighted: true),
    Variant(name: "deep trees, no penalty", depth: 7, lambda: 0, minChildWeight: 1),
    Variant(name: "a least gain", minGain: 4),
    Variant(name: "a category of three levels", levels: 3),
  ]

  private func task(_ variant: Variant, count: Int = 3000) -> LearningTask {
    var stream = RandomStream(seed: 7, purpose: "engines")
    let widths = [2, 2, 3, 12, 40, 200]
    var columns = [[Double]](repeating: [], count: widths.count)
    var codes: [Double] = []
    var target: [Double] = []
    var weights: [Double] = []
    for _ in 0..<count {
      let values = widths.map { Double(stream.below($0)) }
      let level = Double(stream.below(max(1, variant.levels)))
      let mean =
        values[0] - 0.5 * values[1] * values[2] + 0.1 * abs(values[3] - 6)
        + (values[4] > 20 ? 0.7 : 0) + 0.004 * values[5] + [0.8, -0.6, 0.3][Int(level) % 3]
      let noise = stream.normal()
      target.append(
        variant.role == .regression ? mean + noise : (mean - 1.3 + 1.5 * noise > 0 ? 1 : 0))
      for index in columns.indices {
        columns[index].append(stream.bernoulli(variant.missing) ? .nan : values[index])
      }
      codes.append(level)
      weights.append(0.25 * Double(1 + stream.below(8)))
    }
    var features = FeatureMatrix(
      numeric: columns.enumerated().map { ("x\($0)", $1) }, rowCount: count)
    if variant.levels > 0 {
      features = features.appending(
        FeatureMatrix(
          names: ["level"], categories: [(0..<variant.levels).map { "l\($0)" }], rowCount: count,
          values: codes))
    }
    return LearningTask(
      features: features, target: target, weights: variant.isWeighted ? weights : nil,
      role: variant.role)
  }

  private func parameters(
    _ variant: Variant, _ engine: BoostingEngine
  ) throws -> BoostingParameters {
    try BoostingParameters(
      trees: 20, depth: variant.depth, rate: 0.2, minChildWeight: variant.minChildWeight,
      lambda: variant.lambda, minGain: variant.minGain, engine: engine)
  }

  @Test(arguments: variants)
  func growsTheTreesOfXGBoost(_ variant: Variant) throws {
    let task = task(variant)
    let ours = try BoostingLearner(parameters(variant, .casebook)).fit(task)
    let theirs = try BoostingLearner(parameters(variant, .xgboost)).fit(task)
    let (found, wanted) = (try ours.predict(task.features), try theirs.predict(task.features))
    let differences = zip(found, wanted).map { abs($0 - $1) }
    // Theirs are sums of single precision.
    #expect((differences.max() ?? 1) < 2e-5, "\(differences.filter { $0 > 2e-5 }.count) rows")
    #expect(Set(found).count > 100)
  }

  @Test func `the number of trees is chosen as with XGBoost`() throws {
    let task = task(Variant(name: ""))
    let ours = try BoostingLearner(BoostingParameters(engine: .casebook)).fit(task)
    let theirs = try BoostingLearner(BoostingParameters(engine: .xgboost)).fit(task)
    #expect(ours.remark == theirs.remark)
    expectClose(
      try ours.predict(task.features), try theirs.predict(task.features), relative: 1e-4)
  }

  @Test func `columns of one value leave the mean`() throws {
    let features = FeatureMatrix(
      numeric: [("x", [3, 3, 3, 3]), ("none", [.nan, .nan, .nan, .nan])], rowCount: 4)
    let parameters = try BoostingParameters(trees: 10, minChildWeight: 0)
    let model = try BoostingLearner(parameters).fit(
      LearningTask(features: features, target: [1, 2, 3, 6]))
    expectClose(try model.predict(features), [3, 3, 3, 3], relative: 1e-12)
  }

  @Test func `more bins than a byte need XGBoost`() throws {
    #expect(throws: LearnerError.self) { try BoostingParameters(bins: 256) }
    #expect(try BoostingParameters(bins: 1000, engine: .xgboost).bins == 1000)
  }

  @Test func `columns that share a code are split as if they stood alone`() throws {
    // 3,000 rows let columns share codes of up to 46 values; 100 rows none.
    let many = task(Variant(name: ""))
    let few = many.features.selecting(rows: Array(0..<100))
    let parameters = try BoostingParameters(trees: 5, depth: 3, rate: 1, minChildWeight: 1)
    let alone = try BoostingLearner(parameters).fit(
      LearningTask(features: few, target: Array(many.target[0..<100])))
    // Each row 30 times: the same trees, grown from shared codes.
    let rows = (0..<3000).map { $0 % 100 }
    let shared = try BoostingLearner(
      BoostingParameters(trees: 5, depth: 3, rate: 1, minChildWeight: 30, lambda: 30)
    ).fit(LearningTask(features: few.selecting(rows: rows), target: rows.map { many.target[$0] }))
    expectClose(try shared.predict(few), try alone.predict(few), relative: 1e-5)
  }

  @Test func `more columns than a block of sums holds grow the trees of XGBoost`() throws {
    var stream = RandomStream(seed: 3, purpose: "wide")
    let count = 600
    let columns = (0..<90).map { column in
      ("x\(column)", (0..<count).map { _ in Double(stream.below(60)) })
    }
    let target = (0..<count).map { columns[85].1[$0] + columns[2].1[$0] / 2 + stream.normal() }
    let features = FeatureMatrix(numeric: columns, rowCount: count)
    let found = try [BoostingEngine.casebook, .xgboost].map { engine in
      try BoostingLearner(BoostingParameters(trees: 10, depth: 4, rate: 0.3, engine: engine))
        .fit(LearningTask(features: features, target: target)).predict(features)
    }
    expectClose(found[0], found[1], relative: 1e-4)
    #expect(Set(found[0]).count > 20)
  }

  @Test func `few rows walk to the leaf that many rows find by masks`() throws {
    var variant = Variant(name: "", missing: 0.1)
    variant.levels = 9
    let task = task(variant)
    for depth in [1, 3, 6, 8] {
      let model = try BoostingLearner(
        BoostingParameters(trees: 40, depth: depth, minChildWeight: 2)
      ).fit(task)
      let all = try model.predict(task.features)
      let few = try (0..<30).flatMap { part in
        try model.predict(task.features.selecting(rows: Array(part * 100..<part * 100 + 100)))
      }
      #expect(all == few)
    }
  }

  @Test func `no set of levels parts the rows better`() throws {
    let count = 400
    var stream = RandomStream(seed: 3, purpose: "sets")
    let codes = (0..<count).map { _ in Double(stream.below(7)) }
    let target = codes.map { [0.3, -1, 2, 0.1, 0.9, -0.4, 1.1][Int($0)] + stream.normal() }
    func loss(_ means: [Double]) -> Double {
      zip(means, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let features = FeatureMatrix(
      names: ["level"], categories: [["a", "b", "c", "d", "e", "f", "g"]], rowCount: count,
      values: codes)
    let one = try BoostingLearner(
      BoostingParameters(trees: 1, depth: 1, rate: 1, minChildWeight: 0, lambda: 0)
    ).fit(LearningTask(features: features, target: target))
    let losses = (1..<64).map { set in
      let isIn = codes.map { set >> Int($0) & 1 == 1 }
      func mean(_ side: Bool) -> Double {
        let own = target.indices.filter { isIn[$0] == side }
        return own.reduce(0) { $0 + target[$1] } / Double(own.count)
      }
      let means = [mean(false), mean(true)]
      return loss(isIn.map { means[$0 ? 1 : 0] })
    }
    expectClose([loss(try one.predict(features))], [losses.min() ?? 0], relative: 1e-6)
  }

  @Test func `a subsample of rows and columns fits nearly as well`() throws {
    let task = task(Variant(name: ""))
    func error(_ parameters: BoostingParameters) throws -> Double {
      let found = try BoostingLearner(parameters).fit(task).predict(task.features)
      return zip(found, task.target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 3000
    }
    let whole = try error(BoostingParameters(trees: 100))
    let part = try error(BoostingParameters(trees: 100, subsample: 0.5, columns: 0.5))
    #expect(part > whole && part < 1.15 * whole)
  }
}
