import Learners
import Numerics
import Testing

/// Data that leave little to learn: trees of effects say why not, or answer with numbers.
struct DegenerateForestTests {
  static let kinds: [EffectKind] = [.causalForest, .forestDML, .upliftTree, .upliftForest]

  private func data(
    _ count: Int, treated: (Int) -> Bool, outcome: (Int) -> Double,
    features: FeatureMatrix? = nil, weights: [Double]? = nil
  ) throws -> CausalData {
    try CausalData(
      outcome: (0..<count).map(outcome), treatment: (0..<count).map { treated($0) ? 1 : 0 },
      arms: ["control", "treated"],
      features: features
        ?? FeatureMatrix(
          numeric: [("x", (0..<count).map { Double(($0 * 7) % 13) })], rowCount: count),
      weights: weights)
  }

  private func fit(
    _ kind: EffectKind, _ data: CausalData, propensity: PropensitySource = .estimated
  ) throws -> FittedEffects {
    let settings = NuisanceSettings(
      models: LearnerRoles(
        outcome: ForestLearner(), propensity: ForestLearner(), treatment: LinearLearner(),
        effect: LinearLearner()),
      propensity: propensity, folds: .count(2), seed: 1,
      forest: try CausalForestParameters(trees: 40),
      uplift: try UpliftParameters(criterion: .ed, trees: 40, minimumLeaf: 8, minimumArm: 2))
    return try kind.fit(EffectProblem(data: data, settings: settings))
  }

  private func expectNumbers(
    _ fitted: FittedEffects, _ data: CausalData, _ kind: EffectKind,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      fitted.effects[0].allSatisfy { $0.isFinite }, "\(kind)", sourceLocation: sourceLocation)
    let predicted = try fitted.model.effectsWithErrors(EffectRows(data), arm: 1)
    #expect(
      predicted.effects.allSatisfy { $0.isFinite }, "\(kind)", sourceLocation: sourceLocation)
    #expect(
      (predicted.errors ?? []).allSatisfy { $0.isFinite }, "\(kind)",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: kinds)
  func `one treated row is an error that names its arm`(_ kind: EffectKind) throws {
    let one = try data(60, treated: { $0 == 7 }, outcome: { Double($0 % 5) })
    do {
      _ = try fit(kind, one)
      Issue.record("\(kind) took one treated row")
    } catch LearnerError.tooFewRows(let arm, let rows, _) {
      #expect(arm == "treated" && rows == 1)
    }
  }

  @Test(arguments: kinds)
  func `a constant outcome has no effect anywhere`(_ kind: EffectKind) throws {
    let flat = try data(200, treated: { $0 % 2 == 0 }, outcome: { _ in 1 })
    let fitted = try fit(kind, flat)
    #expect(fitted.effects[0].allSatisfy { $0 == 0 })
    try expectNumbers(fitted, flat, kind)
  }

  @Test func `a feature that tells the treatment is clipped, or an error`() throws {
    let split = FeatureMatrix(numeric: [("x", (0..<400).map(Double.init))], rowCount: 400)
    let apart = try data(
      400, treated: { $0 >= 200 }, outcome: { Double($0 % 5) }, features: split)
    for kind in [EffectKind.causalForest, .forestDML] {
      do {
        let fitted = try fit(kind, apart)
        #expect(fitted.clippedRows > 100, "\(kind)")
        try expectNumbers(fitted, apart, kind)
      } catch let error as LearnerError {
        guard case .forestTooSmall(let reason) = error else { throw error }
        #expect(reason.hasPrefix("the treatment does not vary"), "\(kind)")
      }
    }
    // No leaf may lack an arm, so that there is no split, and the effect is that of the means.
    let tree = try fit(.upliftTree, apart)
    #expect(tree.effects[0].allSatisfy { abs($0) < 1e-12 })
  }

  @Test(arguments: kinds)
  func `a thousand levels share bins, and all rows have numbers`(_ kind: EffectKind) throws {
    let shops = FeatureMatrix(
      names: ["shop"], categories: [(0..<1000).map { "shop \($0)" }], rowCount: 3000,
      values: (0..<3000).map { Double(($0 * 37) % 1000) })
    let many = try data(
      3000, treated: { ($0 / 3) % 2 == 0 }, outcome: { ($0 / 3) % 2 == 0 ? 2 : Double($0 % 2) },
      features: shops)
    let fitted = try fit(kind, many)
    try expectNumbers(fitted, many, kind)
    #expect(abs(EffectSummary(fitted.effects[0]).mean - 1.5) < 0.2, "\(kind)")
    if kind != .upliftTree { #expect(fitted.forest?.arms.first?.crowded == ["shop"]) }
  }

  @Test(arguments: kinds)
  func `more features than rows`(_ kind: EffectKind) throws {
    var stream = RandomStream(seed: 1, purpose: "wide")
    let columns = (0..<120).map { column in
      (name: "x\(column)", values: (0..<60).map { _ in stream.normal() })
    }
    let wide = try data(
      60, treated: { $0 % 2 == 0 }, outcome: { Double($0 % 7) },
      features: FeatureMatrix(numeric: columns, rowCount: 60))
    try expectNumbers(try fit(kind, wide), wide, kind)
  }

  @Test(arguments: kinds)
  func `a feature that new rows lack altogether`(_ kind: EffectKind) throws {
    let whole = try data(300, treated: { $0 % 2 == 0 }, outcome: { Double(($0 * 3) % 11) })
    let fitted = try fit(kind, whole)
    let empty = EffectRows(
      features: FeatureMatrix(
        numeric: [("x", [Double](repeating: .nan, count: 20))], rowCount: 20))
    let effects = try fitted.model.effects(empty, arm: 1)
    #expect(effects.allSatisfy { $0.isFinite && $0 == effects[0] })
  }

  @Test(arguments: kinds)
  func `an arm whose rows all weigh 0 is an error that names it`(_ kind: EffectKind) throws {
    let unweighed = try data(
      200, treated: { $0 % 2 == 0 }, outcome: { Double($0 % 5) },
      weights: (0..<200).map { $0 % 2 == 0 ? 0 : 1 })
    do {
      _ = try fit(kind, unweighed)
      Issue.record("\(kind) took an arm without weight")
    } catch LearnerError.tooFewRows(let arm, let rows, _) {
      #expect(arm == "treated" && rows == 0)
    }
  }

  @Test func `rows of weight 0 are as if they were not there`() throws {
    // The others take every value that x has, so that its bins are the same without them.
    let weights = (0..<260).map { $0 < 60 ? 0.0 : 1 }
    let all = try data(
      260, treated: { $0 % 2 == 0 },
      outcome: {
        $0 < 60 ? 1000 : Double(($0 * 5) % 11) + ($0 % 2 == 0 ? Double(($0 * 7) % 13) : 0)
      },
      weights: weights)
    let some = try all.selecting(rows: Array(60..<260))
    for kind in [EffectKind.upliftTree, .upliftForest] {
      let (weighted, left) = (try fit(kind, all), try fit(kind, some))
      #expect(Array(weighted.effects[0][60...]) == left.effects[0], "\(kind)")
      #expect(Set(left.effects[0]).count > 1)
    }
  }
}
