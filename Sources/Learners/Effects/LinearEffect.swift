import Numerics
import Statistics

/// A linear model of the effect by (weighted) least squares, with White's covariance times
/// n/(n − k), known as HC1.
struct LinearEffect: Predictor {
  let design: LinearDesign
  let coefficients: [Double]
  let covariance: Matrix
  /// What the features are expanded by; nil for a model of the features themselves.
  let basis: FittedBasis?

  init(
    _ task: LearningTask, learner: String, basis: EffectBasis? = nil
  ) throws(LearnerError) {
    try LinearLearner().check(task)
    var fitted: FittedBasis?
    if let basis { fitted = try FittedBasis(basis, task.features) }
    let features = fitted?.expand(task.features) ?? task.features
    self.basis = fitted
    design = LinearDesign(features)
    do throws(RegressionError) {
      let fit = try LeastSquares.fit(
        design.matrix(features), task.target, weights: task.weights)
      coefficients = fit.coefficients
      covariance = fit.covariance(CovarianceEstimator(clusters: task.clusters))
    } catch {
      throw LearnerError(error, learner: learner, rows: task.target.count)
    }
  }

  init(
    design: LinearDesign, coefficients: [Double], covariance: Matrix, basis: FittedBasis? = nil
  ) {
    self.design = design
    self.coefficients = coefficients
    self.covariance = covariance
    self.basis = basis
  }

  private func expanded(_ features: FeatureMatrix) -> FeatureMatrix {
    basis?.expand(features) ?? features
  }

  var coefficientTable: [EffectCoefficient] {
    let variances = covariance.diagonal
    return design.names.indices.map {
      EffectCoefficient(
        term: design.names[$0], estimate: coefficients[$0],
        standardError: variances[$0].squareRoot())
    }
  }

  func predict(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    if let missing = features.firstMissing {
      throw .missingValues(column: missing.name, count: missing.count, learner: "linear")
    }
    return design.predict(expanded(features), coefficients: coefficients)
  }

  /// Whether the rows were more than the coefficients, so that something tells how sure they are.
  var hasErrors: Bool { covariance.storage.allSatisfy(\.isFinite) }

  var remark: String {
    hasErrors ? "" : "as many coefficients as rows, so that there are no standard errors"
  }

  /// √(x̄·V·x̄), the error of the mean prediction for these rows, which are taken as given.
  func standardErrorOfMean(_ features: FeatureMatrix) -> Double? {
    guard hasErrors else { return nil }
    let matrix = design.matrix(expanded(features))
    let means = (0..<matrix.columns).map { column in
      matrix.storage[column * matrix.rows..<(column + 1) * matrix.rows].reduce(0, +)
        / Double(matrix.rows)
    }
    let product = LinearAlgebra.multiply(covariance, means)
    return max(zip(means, product).reduce(0) { $0 + $1.0 * $1.1 }, 0).squareRoot()
  }

  /// √(x·V·x) of each row.
  func standardErrors(_ features: FeatureMatrix) -> [Double]? {
    guard hasErrors else { return nil }
    let matrix = design.matrix(expanded(features))
    let product = LinearAlgebra.multiply(matrix, covariance)
    var squares = [Double](repeating: 0, count: features.rowCount)
    for column in 0..<matrix.columns {
      let start = column * matrix.rows
      for row in squares.indices {
        squares[row] += matrix.storage[start + row] * product.storage[start + row]
      }
    }
    return squares.map { max($0, 0).squareRoot() }
  }
}

extension CovarianceEstimator {
  /// HC1, or that of the clusters where there are any.
  init(clusters: [Int32]?) { self = clusters.map { .cluster($0.map(Int.init)) } ?? .hc1 }
}
