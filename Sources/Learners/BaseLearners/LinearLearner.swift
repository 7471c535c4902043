import Numerics
import Statistics

/// Ordinary least squares with an intercept.
///
/// For a 0/1 target this is the linear probability model. Regressors that others explain get the
/// coefficient 0, as an arm or a fold may lack a level.
package struct LinearLearner: ParameterlessLearner {
  package init() {}

  package static let storedName = "linear"
  package var acceptsMissing: Bool { false }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    let design = LinearDesign(task.features)
    do throws(RegressionError) {
      let fit = try LeastSquares.fit(
        design.matrix(task.features), task.target, weights: task.weights)
      return LinearPredictor(design: design, coefficients: fit.coefficients)
    } catch {
      throw LearnerError(error, learner: name, rows: task.target.count)
    }
  }
}

/// A linear predictor of the regressors that a design makes of features.
package struct LinearPredictor: Predictor {
  package let design: LinearDesign
  /// In the order of `design.names`.
  package let coefficients: [Double]
  package let remark: String

  package init(design: LinearDesign, coefficients: [Double], remark: String = "") {
    self.design = design
    self.coefficients = coefficients
    self.remark = remark
  }

  package func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    if let missing = features.firstMissing {
      throw .missingValues(column: missing.name, count: missing.count, learner: "linear")
    }
    return design.predict(features, coefficients: coefficients)
  }
}

extension LinearDesign {
  /// The regressors of these rows, intercept first.
  func matrix(_ features: FeatureMatrix) -> Matrix {
    Matrix(rows: features.rowCount, columns: columnCount, storage: expand(features))
  }
}

extension LearnerError {
  /// What a regression's complaint means for a learner whose inputs were checked before.
  init(_ error: RegressionError, learner: String, rows: Int) {
    self =
      switch error {
      case .empty, .noIndependentColumn: .tooFewRows(arm: nil, rows: rows, needed: 1)
      case .notFinite: .notConverged(learner: learner, iterations: 0)
      case .invalidOutcomeOrWeight: .invalidWeights
      }
  }
}
