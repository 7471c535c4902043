import Learners
import Platform
import TestSupport
import Testing

/// Accuracy on the shared draws of Nie and Wager's designs, against grf with its defaults.
@Suite(.needsData)
struct NieWagerForestTests {
  private struct Table {
    var columns: [String: [Double]] = [:]

    init(_ name: String) throws {
      let folder = try #require(SharedData.dataFolder)
      let text = String(
        decoding: try FileSystem.read(Path.join(folder, name)), as: UTF8.self)
      let lines = text.split(whereSeparator: \.isNewline)
      let names = lines[0].split(separator: ",").map(String.init)
      var columns = names.map { _ in [Double]() }
      for line in lines.dropFirst() {
        for (index, field) in line.split(separator: ",").enumerated() {
          columns[index].append(try #require(Double(field)))
        }
      }
      self.columns = Dictionary(uniqueKeysWithValues: zip(names, columns))
    }

    func column(_ name: String) throws -> [Double] { try #require(columns[name]) }

    var features: FeatureMatrix {
      get throws {
        FeatureMatrix(
          numeric: try (1...6).map { ("x\($0)", try column("x\($0)")) },
          rowCount: try column("tau").count)
      }
    }
  }

  /// The error is at most grf's with 500 trees, and intervals cover at least as asked: on average over
  /// three forests, as one and the same draw of data gives errors .003 apart.
  @Test(arguments: [("A", 0.136, 0.93), ("B", 0.260, 0.87), ("C", 0.089, 0.93), ("D", 0.623, 0.66)])
  func `is as near the truth as grf`(_ setup: String, _ bar: Double, _ coverage: Double) throws {
    let train = try Table("nw_\(setup)_n5000_seed0_train.csv")
    let test = try Table("nw_\(setup)_n5000_seed99_test.csv")
    let data = try CausalData(
      outcome: try train.column("y"), treatment: try train.column("w").map { Int32($0) },
      arms: ["control", "treated"], features: try train.features)
    let truth = try test.column("tau")
    let rows = EffectRows(features: try test.features)
    var (error, covered) = (0.0, 0.0)
    for seed in UInt64(0)..<3 {
      let settings = NuisanceSettings(
        models: LearnerRoles(
          outcome: BoostingLearner(.residuals), propensity: ForestLearner(),
          treatment: LinearLearner(),
          effect: LinearLearner()), seed: seed)
      let fitted = try EffectKind.causalForest.fit(EffectProblem(data: data, settings: settings))
      let effects = try fitted.model.effects(rows, arm: 1)
      let errors = try #require(try fitted.model.standardErrors(rows, arm: 1))
      let squares = zip(effects, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      error += (squares / Double(truth.count)).squareRoot() / 3
      let hits = truth.indices.count { abs(effects[$0] - truth[$0]) <= 1.96 * errors[$0] }
      covered += Double(hits) / Double(truth.count) / 3
    }
    #expect(error <= bar, "PEHE \(error)")
    #expect(covered >= coverage, "coverage \(covered)")
  }
}
