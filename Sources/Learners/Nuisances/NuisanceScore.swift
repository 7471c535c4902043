import Glibc
import Statistics

/// How well a nuisance model predicts, on rows that it did not see where it was cross-fitted.
package struct NuisanceScore: Sendable, Equatable {
  package enum Measure: String, Sendable {
    /// 1 − Σ(y − ŷ)² / Σ(y − ȳ)².
    case r2
    /// −mean(y log p + (1 − y) log(1 − p)).
    case logLoss = "log-loss"
    /// The chance that a random 1 is ranked above a random 0, ties counting half.
    case auc
  }

  /// `outcome`, `propensity`, `treatment`.
  package var role: String
  /// The arm that the model is for; nil for a model of all arms.
  package var arm: String?
  package var learner: String
  package var rows: Int
  package var measures: [(measure: Measure, value: Double)]
  /// What the fits chose by themselves, such as "112–160 trees".
  package var remark: String
  /// The mean cross-validated loss of each base learner that was tried; empty without a choice.
  package var candidates: [(learner: String, loss: Double)] = []

  package static func == (left: NuisanceScore, right: NuisanceScore) -> Bool {
    left.role == right.role && left.arm == right.arm && left.learner == right.learner
      && left.rows == right.rows && left.remark == right.remark
      && left.measures.map(\.measure) == right.measures.map(\.measure)
      && left.measures.map(\.value) == right.measures.map(\.value)
  }

  package subscript(measure: Measure) -> Double? {
    measures.first { $0.measure == measure }?.value
  }

  static func measures(
    of predictions: [Double], target: [Double], role: LearnerRole
  ) -> [(measure: Measure, value: Double)] {
    let r2 = (Measure.r2, rSquared(predictions, target))
    if role == .regression { return [r2] }
    return [
      r2, (.logLoss, logLoss(predictions, target)),
      (
        .auc,
        RankTest.areaUnderCurve(scores: predictions, positives: target.map { $0 == 1 })
      ),
    ]
  }

  /// NaN for a constant target.
  static func rSquared(_ predictions: [Double], _ target: [Double]) -> Double {
    let mean = target.reduce(0, +) / Double(target.count)
    var residual = 0.0
    var total = 0.0
    for (prediction, value) in zip(predictions, target) {
      residual += (value - prediction) * (value - prediction)
      total += (value - mean) * (value - mean)
    }
    return total > 0 ? 1 - residual / total : .nan
  }

  /// Probabilities are kept 1e-15 away from 0 and 1, as a linear probability model may reach them.
  static func logLoss(_ predictions: [Double], _ target: [Double]) -> Double {
    var sum = 0.0
    for (prediction, value) in zip(predictions, target) {
      let p = min(max(prediction, 1e-15), 1 - 1e-15)
      sum -= value * log(p) + (1 - value) * log(1 - p)
    }
    return sum / Double(target.count)
  }
}
