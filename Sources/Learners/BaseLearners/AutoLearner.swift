import JSON
import Numerics

/// The best of several base learners by cross-validation on the loss of its role.
///
/// For a number the loss is the mean squared error, for a probability the log-loss. The candidates
/// go from the simplest: mean, lasso or a ridge logistic regression, boosting. A later one must
/// have a smaller loss to be taken; it is then fitted on all rows. Folds keep clusters whole.
package struct AutoLearner: ParameterlessLearner {
  private static let foldCount = 5

  package init() {}

  package static let storedName = "auto"
  package var acceptsMissing: Bool { true }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    let hasMissing = task.features.firstMissing != nil
    let candidates = try Self.candidates(task.role).filter { $0.acceptsMissing || !hasMissing }
    let folds = task.folds(atMost: min(Self.foldCount, task.target.count / 2))
    guard folds.isCrossFitted, task.features.columnCount > 0 else {
      let mean = try MeanLearner().fit(task)
      return ChosenPredictor(chosen: mean, name: "mean", losses: [])
    }
    var losses: [(learner: String, loss: Double)] = []
    for candidate in candidates {
      // A learner that a fold defeats, as a fold without one of the classes, is no candidate.
      guard let loss = try? Self.loss(of: candidate, task, folds), loss.isFinite else { continue }
      losses.append((candidate.name, loss))
    }
    let least = losses.map(\.loss).min() ?? .infinity
    let best = losses.first { $0.loss == least }?.learner
    let learner = candidates.first { $0.name == best } ?? MeanLearner()
    return ChosenPredictor(
      chosen: try learner.fit(task), name: learner.name, losses: losses)
  }

  private static func candidates(_ role: LearnerRole) throws(LearnerError) -> [any BaseLearner] {
    switch role {
    case .regression: [MeanLearner(), try LassoLearner(), BoostingLearner()]
    case .probability: [MeanLearner(), try LogisticLearner(ridge: 1), BoostingLearner()]
    }
  }

  private static func loss(
    of learner: any BaseLearner, _ task: LearningTask, _ folds: Folds
  ) throws(LearnerError) -> Double {
    let count = task.target.count
    let parts = try Parallel.map(count: folds.count) {
      fold throws(LearnerError) -> (sum: Double, weight: Double) in
      let predictor = try learner.fit(task.selecting(folds.trainingRows(fold, of: count)))
      let held = task.selecting(folds.heldOutRows(fold, of: count))
      let predictions = try predictor.predict(held.features)
      var sum = 0.0
      var total = 0.0
      for row in predictions.indices {
        let weight = held.weights?[row] ?? 1
        let own =
          task.role == .regression
          ? (held.target[row] - predictions[row]) * (held.target[row] - predictions[row])
          : NuisanceScore.logLoss([predictions[row]], [held.target[row]])
        sum += weight * own
        total += weight
      }
      return (sum, total)
    }
    let total = parts.reduce(0) { $0 + $1.weight }
    return total > 0 ? parts.reduce(0) { $0 + $1.sum } / total : .nan
  }
}

/// A predictor that was chosen among several, with the losses that decided.
package struct ChosenPredictor: Predictor {
  package let chosen: any Predictor
  package let name: String
  /// The cross-validated loss of each candidate.
  package let losses: [(learner: String, loss: Double)]

  package func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    try chosen.predict(features)
  }

  package var remark: String { chosen.remark.isEmpty ? name : "\(name): \(chosen.remark)" }
}

extension ChosenPredictor {
  package static let storedName = "chosen"

  package var storedMembers: [JSONValue.Member] {
    [
      ("name", .string(name)),
      (
        "losses",
        .array(
          losses.map { .object([("learner", .string($0.learner)), ("loss", .exact($0.loss))]) })
      ),
      ("chosen", chosen.stored),
    ]
  }

  package init(stored: JSONCursor, features: FeatureMatrix) throws(JSONShapeError) {
    self.init(
      chosen: try StoredPredictors.read(try stored.member("chosen"), features: features),
      name: try stored.member("name").text(),
      losses: try stored.member("losses").map { entry throws(JSONShapeError) in
        (learner: try entry.member("learner").text(), loss: try entry.member("loss").number())
      })
  }
}
