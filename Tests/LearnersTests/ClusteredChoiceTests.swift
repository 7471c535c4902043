import Learners
import Numerics
import Testing

/// Rows of a cluster share their features and a part of their outcome that features do not explain:
/// a choice that is made on other rows of the same clusters takes the clusters for the features.
@Suite struct ClusteredChoiceTests {
  private static let learners: [any BaseLearner] = [
    BoostingLearner(), (try? LassoLearner()) ?? MeanLearner(),
    (try? RidgeLearner()) ?? MeanLearner(), AutoLearner(),
  ]

  /// Forty clusters of thirty rows with twelve features; the outcome depends on none of them.
  private func task(first cluster: Int, role: LearnerRole) -> LearningTask {
    var columns = [[Double]](repeating: [], count: 12)
    var (target, clusters): ([Double], [Int32]) = ([], [])
    for index in cluster..<cluster + 40 {
      var stream = RandomStream(seed: UInt64(index), purpose: "clusters")
      let features = columns.map { _ in stream.normal() }
      let common = stream.normal()
      for _ in 0..<30 {
        for column in columns.indices { columns[column].append(features[column]) }
        let value = common + 0.2 * stream.normal()
        target.append(role == .regression ? value : value > 0 ? 1 : 0)
        clusters.append(Int32(index))
      }
    }
    return LearningTask(
      features: FeatureMatrix(
        numeric: columns.enumerated().map { ("x\($0)", $1) }, rowCount: target.count),
      target: target, role: role, clusters: clusters)
  }

  private func loss(_ learner: any BaseLearner, _ role: LearnerRole, keeps: Bool) throws -> Double {
    var training = task(first: 0, role: role)
    if !keeps { training.clusters = nil }
    let fresh = task(first: 1000, role: role)
    let predicted = try learner.fit(training).predict(fresh.features)
    return zip(predicted, fresh.target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      / Double(fresh.target.count)
  }

  @Test(arguments: learners.indices)
  func `what nothing explains is left to the mean`(_ index: Int) throws {
    let learner = Self.learners[index]
    let mean = try loss(MeanLearner(), .regression, keeps: true)
    #expect(try loss(learner, .regression, keeps: true) < 1.1 * mean, "\(learner.name)")
    #expect(try loss(learner, .regression, keeps: false) > 1.15 * mean, "\(learner.name)")
  }

  @Test(arguments: [0, 1, 3])
  func `so are probabilities`(_ index: Int) throws {
    let learner = Self.learners[index]
    let mean = try loss(MeanLearner(), .probability, keeps: true)
    #expect(try loss(learner, .probability, keeps: true) < 1.1 * mean, "\(learner.name)")
    #expect(try loss(learner, .probability, keeps: false) > 1.15 * mean, "\(learner.name)")
  }

  @Test func `too few clusters to hold some out are said`() throws {
    var few = task(first: 0, role: .regression)
    few.clusters = few.target.indices.map { Int32($0 % 4) }
    #expect(try BoostingLearner().fit(few).remark == "50 trees, too few clusters to choose")
  }
}
