import Numerics

/// Ordinary least squares with an intercept, by a QR decomposition with column pivoting.
///
/// For a 0/1 target this is the linear probability model. Regressors that others explain get the
/// coefficient 0, as an arm or fold may lack a level.
package struct LinearLearner: BaseLearner {
  package init() {}

  package var name: String { "linear" }
  package var identity: String { "linear" }
  package var acceptsMissing: Bool { false }

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    let design = LinearDesign(task.features)
    return LinearPredictor(
      design: design,
      coefficients: Self.coefficients(
        design.expand(task.features), columns: design.columnCount, target: task.target,
        weights: task.weights))
  }

  /// argmin_b Σ w (y − x·b)² for a column-major design.
  static func coefficients(
    _ design: [Double], columns: Int, target: [Double], weights: [Double]?
  ) -> [Double] {
    var matrix = Matrix(rows: target.count, columns: columns, storage: design)
    var target = target
    if let weights {
      let roots = weights.map { $0.squareRoot() }
      LinearAlgebra.scaleRows(of: &matrix, by: roots)
      for row in target.indices { target[row] *= roots[row] }
    }
    return PivotedQR(matrix).solve(target)
  }
}

/// A linear predictor, or the logistic transform of one.
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
