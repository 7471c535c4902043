import Learners
import Testing

@Suite struct OutOfFoldTests {
  private func problem(
    clusters: [Int32]?, folds: FoldPlan = .count(5), count: Int = 60
  ) throws -> EffectProblem {
    let data = try CausalData(
      outcome: (0..<count).map { Double($0 % 7) }, treatment: (0..<count).map { Int32($0 % 2) },
      arms: ["a", "b"],
      features: FeatureMatrix(
        numeric: [("x", (0..<count).map { Double($0 % 5) })], rowCount: count))
    return EffectProblem(
      data: data.clustered(clusters),
      settings: NuisanceSettings(models: LearnerRoles(all: LinearLearner()), folds: folds))
  }

  @Test func `clusters are predicted whole`() throws {
    let clusters = (0..<60).map { Int32($0 / 4) }
    let folds = try problem(clusters: clusters).predictionFolds(count: 5)
    #expect(folds.count == 5)
    #expect(folds.partedClusters(clusters) == 0)
  }

  @Test func `stated folds are kept, unless they part clusters`() throws {
    let stated = (0..<60).map { Double($0 / 20) }
    let own = try Folds.stated(stated)
    #expect(try problem(clusters: nil, folds: .column(stated)).predictionFolds(count: 5) == own)
    let within = (0..<60).map { Int32($0 / 10) }
    #expect(try problem(clusters: within, folds: .column(stated)).predictionFolds(count: 5) == own)
    let across = (0..<60).map { Int32($0 / 8) }
    #expect(own.partedClusters(across) == 1)
    let folds = try problem(clusters: across, folds: .column(stated)).predictionFolds(count: 5)
    #expect(folds.partedClusters(across) == 0)
  }

  @Test func `what is left of few clusters or folds is parted as it allows`() throws {
    let clusters = (0..<60).map { Int32($0 % 3) }
    let few = try problem(clusters: clusters)
    let folds = try few.predictionFolds(count: 5)
    #expect(folds.count == 3)
    #expect(try few.without(0, of: folds).settings.folds == .count(2))
    let halves = try problem(clusters: nil, folds: .column((0..<60).map { Double($0 / 30) }))
    let rest = try halves.without(1, of: try halves.predictionFolds(count: 5))
    #expect(rest.data.rowCount == 30)
    #expect(rest.settings.folds == .count(5))
  }

  @Test func `one cluster cannot be predicted without itself`() throws {
    let one = try problem(clusters: [Int32](repeating: 0, count: 60))
    #expect(throws: LearnerError.self) { try one.predictionFolds(count: 5) }
  }
}
