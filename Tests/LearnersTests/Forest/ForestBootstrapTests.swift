import Learners
import Numerics
import Testing

/// Forests fitted again on resampled rows, and with clusters that are drawn whole.
struct ForestBootstrapTests {
  private func settings(_ forest: CausalForestParameters) throws -> NuisanceSettings {
    NuisanceSettings(
      models: LearnerRoles(all: MeanLearner()), propensity: .shares([0.5, 0.5]), folds: .count(1),
      seed: 1, forest: forest,
      uplift: try UpliftParameters(
        criterion: .ed, trees: 60, minimumLeaf: 600, minimumArm: 50, sample: 0.5))
  }

  /// Trees without a split give the difference of means, whose error is known:
  /// √(s₁²/n₁ + s₀²/n₀).
  @Test(arguments: [EffectKind.upliftTree, .upliftForest, .causalForest])
  func `the bootstrap of trees without a split has the error of a difference of means`(
    _ kind: EffectKind
  ) throws {
    var stream = RandomStream(seed: 2, purpose: "forest bootstrap test")
    let treatment = (0..<600).map { Int32($0 % 2) }
    let outcome = treatment.map { $0 == 1 ? 3 * stream.normal() : stream.normal() }
    let data = try CausalData(
      outcome: outcome, treatment: treatment, arms: ["none", "mail"],
      features: FeatureMatrix(
        numeric: [("x", (0..<600).map { Double(($0 * 7) % 13) })], rowCount: 600))
    let settings = try settings(
      try CausalForestParameters(
        trees: 60, minimumLeaf: 600, honesty: false, inference: false))
    let problem = EffectProblem(data: data, settings: settings)
    let model = ResampledEffectModel(
      try kind.fit(problem).model, try ResampledEffects.fit(kind, problem, replicates: 150))
    let rows = EffectRows(data).selecting(rows: [0, 1])
    let error = try #require(try model.standardErrors(rows, arm: 1))[0]
    let variances = (0...1).map { arm in
      Moments(data.rows(ofArm: arm).map { outcome[$0] }).variance / 300
    }
    #expect(abs(error / (variances[0] + variances[1]).squareRoot() - 1) < 0.2, "\(error)")
    let interval = try #require(try model.intervals(rows, arm: 1, level: 0.95))[0]
    #expect(abs((interval.high - interval.low) / (2 * 1.96 * error) - 1) < 0.2)
  }

  /// The effect of a cluster is noise that its rows share.
  ///
  /// A tree that saw some of its rows knows
  /// it; one that drew clusters whole knows nothing of those that it left out.
  @Test(arguments: [EffectKind.upliftForest, .causalForest])
  func `clusters are out of bag as wholes`(_ kind: EffectKind) throws {
    let (clusters, size) = (60, 20)
    var stream = RandomStream(seed: 5, purpose: "forest cluster test")
    let noise = (0..<clusters).map { _ in stream.normal() }
    let rows = (0..<clusters * size).map { $0 / size }
    let treatment = rows.indices.map { Int32($0 % 2) }
    let data = try CausalData(
      outcome: rows.indices.map { Double(treatment[$0]) * noise[rows[$0]] + 0.1 * stream.normal() },
      treatment: treatment, arms: ["none", "mail"],
      features: FeatureMatrix(numeric: [("shop", rows.map(Double.init))], rowCount: rows.count))
    var settings = try settings(
      try CausalForestParameters(trees: 100, minimumLeaf: 2, isCalibrated: false))
    settings.uplift = try UpliftParameters(
      criterion: .ed, trees: 100, depth: 12, minimumLeaf: 4, minimumArm: 2)
    func correlation(_ data: CausalData) throws -> Double {
      let effects = try kind.fit(EffectProblem(data: data, settings: settings)).effects[0]
      let truth = rows.map { noise[$0] }
      let (a, b) = (Moments(effects), Moments(truth))
      let products = effects.indices.map { (effects[$0] - a.mean) * (truth[$0] - b.mean) }
      return Moments(products).mean / (a.variance * b.variance).squareRoot()
    }
    #expect(try correlation(data) > 0.8)
    #expect(abs(try correlation(data.clustered(rows.map { Int32($0) }))) < 0.35)
  }
}
