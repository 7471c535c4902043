import Glibc
import Numerics

/// Least squares with a penalty ½λΣb² on standardised regressors; the intercept is free.
///
/// Unless it is given, λ minimises the generalised cross-validation criterion
/// n·RSS / (n − df)² (Golub, Heath and Wahba 1979) over a grid. That takes rows for independent:
/// where they come in clusters, ten-fold cross-validation over whole clusters chooses.
package struct RidgeLearner: PenalizedLearner {
  /// λ per row, on the scale of a standardised target; nil for a choice by cross-validation.
  package let penalty: Double?
  /// Forty penalties from 1e-6 to 1e3.
  private static let grid = (0..<40).map { pow(10, -6 + 9 * Double($0) / 39) }

  /// - Throws: `invalidParameter` for a negative penalty.
  package init(penalty: Double? = nil) throws(LearnerError) {
    self.penalty = try Self.checked(penalty)
  }

  package static let storedName = "ridge"

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    var path = try RidgePath(task)
    let chosen = if let penalty { penalty } else { try Self.bestPenalty(path, task) }
    path.move(to: chosen, tolerance: 0)
    let text = NumberFormat.significant(chosen, digits: 3)
    return LinearPredictor(
      design: LinearDesign(task.features), coefficients: path.coefficients,
      remark: penalty == nil ? "penalty \(text)" : "")
  }

  private static func bestPenalty(
    _ path: RidgePath, _ task: LearningTask
  ) throws(LearnerError) -> Double {
    if task.clusters != nil {
      // From large to small: where no cluster can be held out, the smallest.
      return try PenaltyChoice.best(of: grid.reversed(), RidgePath.self, task)
    }
    return grid.min {
      path.generalizedCrossValidation($0) < path.generalizedCrossValidation($1)
    } ?? 1
  }
}
