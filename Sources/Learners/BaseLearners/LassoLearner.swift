import Numerics

/// Regression with a penalty λΣ|b| on standardised regressors (Tibshirani 1996): least squares of
/// a number, logistic regression of a probability.
///
/// The path of a hundred penalties is followed by coordinate descent (Friedman, Hastie and
/// Tibshirani 2010). Unless it is given, λ has the least squared error, or log-loss, in ten-fold
/// cross-validation, with folds drawn by the seed and clusters kept whole.
package struct LassoLearner: PenalizedLearner {
  /// λ on the scale of a standardised target, or of the mean log-loss; nil for a choice by
  /// cross-validation.
  package let penalty: Double?

  /// - Throws: `invalidParameter` for a negative penalty.
  package init(penalty: Double? = nil) throws(LearnerError) {
    self.penalty = try Self.checked(penalty)
  }

  package static let storedName = "lasso"

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    let design = LinearDesign(task.features)
    switch task.role {
    case .regression:
      let found = try PenaltyChoice.sparse(SquaredErrorPath.self, task, penalty: penalty)
      return LinearPredictor(
        design: design, coefficients: found.coefficients, remark: Self.remark(found))
    case .probability:
      let classes = Set(
        zip(task.target, task.weights ?? task.target.map { _ in 1 })
          .lazy.filter { $0.1 > 0 }.map(\.0))
      if let only = classes.first, classes.count == 1 {
        return ConstantPredictor(value: only, remark: "constant target")
      }
      // Without a penalty the likelihood may have no maximum, which is for its own search to say.
      if penalty == 0 { return try LogisticLearner.standard.fit(task) }
      let found = try PenaltyChoice.sparse(LogLossPath.self, task, penalty: penalty)
      return LogisticPredictor(
        design: design, coefficients: found.coefficients, remark: Self.remark(found))
    }
  }

  private static func remark(_ found: (coefficients: [Double], penalty: Double)) -> String {
    let kept = found.coefficients.dropFirst().reduce(into: 0) { $0 += $1 == 0 ? 0 : 1 }
    return "penalty \(NumberFormat.significant(found.penalty, digits: 3)), \(kept) terms"
  }
}
