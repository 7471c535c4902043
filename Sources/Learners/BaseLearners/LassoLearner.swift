import Glibc
import Numerics

/// Least squares with a penalty λΣ|b| on standardised regressors (Tibshirani 1996).
///
/// The path of a hundred penalties is followed by coordinate descent on the second moments
/// (Friedman, Hastie and Tibshirani 2010). Unless it is given, λ has the least squared error in
/// ten-fold cross-validation, with folds drawn by the seed.
package struct LassoLearner: PenalizedLearner {
  /// λ on the scale of a standardised target; nil for a choice by cross-validation.
  package let penalty: Double?
  private static let pathLength = 100
  private static let foldCount = 10

  /// - Throws: `invalidParameter` for a negative penalty.
  package init(penalty: Double? = nil) throws(LearnerError) {
    self.penalty = try Self.checked(penalty)
  }

  package static let storedName = "lasso"

  package func fit(_ task: LearningTask) throws(LearnerError) -> any Predictor {
    try check(task)
    let design = LinearDesign(task.features)
    let matrix = design.matrix(task.features)
    let problem = PenalizedProblem(matrix, task.target, task.weights)
    let path = Self.penalties(problem, isTall: matrix.rows > matrix.columns)
    let chosen = penalty ?? Self.bestPenalty(matrix, task, path)
    // Starting from large penalties, each solution is close to the next.
    let solution = Self.solutions(problem, path.filter { $0 > chosen } + [chosen]).last ?? []
    let kept = solution.reduce(into: 0) { $0 += $1 == 0 ? 0 : 1 }
    return LinearPredictor(
      design: design, coefficients: problem.original(solution),
      remark: "penalty \(NumberFormat.significant(chosen, digits: 3)), \(kept) terms")
  }

  /// From the penalty that leaves no term down to a small share of it.
  private static func penalties(_ problem: PenalizedProblem, isTall: Bool) -> [Double] {
    let most = problem.products.reduce(0) { max($0, abs($1)) }
    guard most > 0 else { return [0] }
    let share = isTall ? 1e-4 : 1e-2
    return (0..<pathLength).map { most * pow(share, Double($0) / Double(pathLength - 1)) }
  }

  private static func bestPenalty(
    _ matrix: Matrix, _ task: LearningTask, _ path: [Double]
  ) -> Double {
    let rows = task.target.count
    let folds = Folds.stratified(
      count: min(foldCount, rows), strata: [Int32](repeating: 0, count: rows), seed: task.seed)
    guard folds.isCrossFitted else { return path.last ?? 0 }
    var errors = [Double](repeating: 0, count: path.count)
    for fold in 0..<folds.count {
      let training = folds.trainingRows(fold, of: rows)
      let held = folds.heldOutRows(fold, of: rows)
      let problem = PenalizedProblem(
        matrix.selecting(rows: training), training.map { task.target[$0] },
        task.weights.map { weights in training.map { weights[$0] } })
      let heldMatrix = matrix.selecting(rows: held)
      for (index, solution) in solutions(problem, path).enumerated() {
        let predicted = LinearAlgebra.multiply(heldMatrix, problem.original(solution))
        for (position, row) in held.enumerated() {
          let residual = task.target[row] - predicted[position]
          errors[index] += (task.weights?[row] ?? 1) * residual * residual
        }
      }
    }
    let best = errors.indices.min { errors[$0] < errors[$1] } ?? 0
    return path[best]
  }

  /// The solution at each penalty, given from large to small.
  private static func solutions(
    _ problem: PenalizedProblem, _ penalties: [Double]
  ) -> [[Double]] {
    var descent = CoordinateDescent(problem)
    return penalties.map { descent.minimize(penalty: $0) }
  }
}

/// Coordinate descent for ½bᵀGb − bᵀc + λΣ|b|.
private struct CoordinateDescent {
  private let gram: Matrix
  private var coefficients: [Double]
  /// c − Gb.
  private var gradient: [Double]

  init(_ problem: PenalizedProblem) {
    gram = problem.gram
    coefficients = [Double](repeating: 0, count: problem.products.count)
    gradient = problem.products
  }

  mutating func minimize(penalty: Double) -> [Double] {
    let count = coefficients.count
    for _ in 0..<10_000 {
      var largest = 0.0
      for index in 0..<count {
        let diagonal = gram.storage[index * count + index]
        guard diagonal > 1e-12 else { continue }
        let old = coefficients[index]
        let target = gradient[index] + diagonal * old
        let new = max(abs(target) - penalty, 0) / diagonal * (target < 0 ? -1 : 1)
        let step = new - old
        if step == 0 { continue }
        coefficients[index] = new
        for other in 0..<count { gradient[other] -= step * gram.storage[index * count + other] }
        largest = max(largest, abs(step))
      }
      if largest < 1e-9 { break }
    }
    return coefficients
  }
}
