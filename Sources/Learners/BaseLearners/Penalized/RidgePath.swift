import Numerics

/// Least squares with a penalty ½λΣb², at any penalty from one decomposition.
struct RidgePath: PenaltyPath {
  private(set) var coefficients: [Double]
  private let problem: PenalizedProblem
  /// The Gram matrix of the problem in the basis where it is diagonal.
  private let values: [Double]
  private let vectors: Matrix
  /// The products of the regressors with the target, in that basis.
  private let projections: [Double]

  init(_ task: LearningTask) throws(LearnerError) {
    let design = LinearDesign(task.features)
    problem = PenalizedProblem(design.matrix(task.features), task.target, task.weights)
    guard let (values, vectors) = try? LinearAlgebra.symmetricEigen(problem.gram) else {
      throw .notConverged(learner: RidgeLearner.storedName, iterations: 0)
    }
    self.values = values.map { max($0, 0) }
    self.vectors = vectors
    projections = LinearAlgebra.multiply(vectors, problem.products, transpose: true)
    coefficients = [Double](repeating: 0, count: design.columnCount)
  }

  mutating func move(to penalty: Double, tolerance: Double) {
    let scaled = values.indices.map { index in
      let divisor = values[index] + penalty
      return divisor > 1e-12 ? projections[index] / divisor : 0
    }
    coefficients = problem.original(LinearAlgebra.multiply(vectors, scaled))
  }

  /// n·RSS / (n − df)² up to a constant factor.
  func generalizedCrossValidation(_ penalty: Double) -> Double {
    var residual = problem.targetSquares
    var freedom = 1.0
    for index in values.indices {
      let shrunk = values[index] + penalty
      let share = projections[index] * projections[index] / shrunk
      residual -= share * (2 - values[index] / shrunk)
      freedom += values[index] / shrunk
    }
    let left = 1 - freedom / problem.rowCount
    return left > 0 ? max(residual, 0) / (left * left) : .infinity
  }
}
