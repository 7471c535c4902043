import Glibc
import Numerics

/// Least squares with a penalty ½λΣb² on standardised regressors; the intercept is free.
///
/// Unless it is given, λ minimises the generalised cross-validation criterion
/// n·RSS / (n − df)² (Golub, Heath and Wahba 1979) over a grid.
package struct RidgeLearner: PenalizedLearner {
  /// λ per row, on the scale of a standardised target; nil for a choice by cross-validation.
  package let penalty: Double?

  /// - Throws: `invalidParameter` for a negative penalty.
  package init(penalty: Double? = nil) throws(LearnerError) {
    self.penalty = try Self.checked(penalty)
  }

  package static let storedName = "ridge"

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    let design = LinearDesign(task.features)
    let problem = PenalizedProblem(design.matrix(task.features), task.target, task.weights)
    guard let spectrum = Spectrum(problem) else {
      throw .notConverged(learner: name, iterations: 0)
    }
    let chosen = penalty ?? spectrum.bestPenalty
    let text = NumberFormat.significant(chosen, digits: 3)
    return LinearPredictor(
      design: design, coefficients: problem.original(spectrum.coefficients(chosen)),
      remark: penalty == nil ? "penalty \(text)" : "")
  }

  /// The Gram matrix of the problem in the basis where it is diagonal.
  private struct Spectrum {
    private let values: [Double]
    private let vectors: Matrix
    /// The products of the regressors with the target, in that basis.
    private let projections: [Double]
    private let rowCount: Double
    private let targetSquares: Double

    init?(_ problem: PenalizedProblem) {
      guard let (values, vectors) = try? LinearAlgebra.symmetricEigen(problem.gram) else {
        return nil
      }
      self.values = values.map { max($0, 0) }
      self.vectors = vectors
      projections = LinearAlgebra.multiply(vectors, problem.products, transpose: true)
      rowCount = problem.rowCount
      targetSquares = problem.targetSquares
    }

    func coefficients(_ penalty: Double) -> [Double] {
      let scaled = values.indices.map { index in
        let divisor = values[index] + penalty
        return divisor > 1e-12 ? projections[index] / divisor : 0
      }
      return LinearAlgebra.multiply(vectors, scaled)
    }

    /// The least of forty penalties from 1e-6 to 1e3, by generalised cross-validation.
    var bestPenalty: Double {
      let grid = (0..<40).map { pow(10, -6 + 9 * Double($0) / 39) }
      return grid.min { criterion($0) < criterion($1) } ?? 1
    }

    private func criterion(_ penalty: Double) -> Double {
      var residual = targetSquares
      var freedom = 1.0
      for index in values.indices {
        let shrunk = values[index] + penalty
        let share = projections[index] * projections[index] / shrunk
        residual -= share * (2 - values[index] / shrunk)
        freedom += values[index] / shrunk
      }
      let left = 1 - freedom / rowCount
      return left > 0 ? max(residual, 0) / (left * left) : .infinity
    }
  }
}
