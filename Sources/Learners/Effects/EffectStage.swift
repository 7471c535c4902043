import Numerics
import Statistics

/// The last stage of learners that regress a pseudo-outcome on features.
enum EffectStage {
  /// Fits the effect learner; a linear one keeps its coefficients' robust covariance.
  static func fit(
    _ learner: any BaseLearner, features: FeatureMatrix, pseudoOutcome: [Double],
    weights: [Double]?, seed: UInt64, clusters: [Int32]?
  ) throws(LearnerError) -> any Predictor {
    let task = LearningTask(
      features: features, target: pseudoOutcome, weights: weights, role: .regression, seed: seed,
      clusters: clusters)
    if features.columnCount > 0, !(learner is LinearLearner) { return try learner.fit(task) }
    return try LinearEffect(task, learner: learner.name)
  }

  /// The coefficients of a linear last stage; none for another.
  static func coefficients(_ predictor: any Predictor) -> [EffectCoefficient] {
    (predictor as? LinearEffect)?.coefficientTable ?? []
  }
}

extension CovarianceEstimator {
  /// HC1, or that of the clusters where there are any.
  init(clusters: [Int32]?) { self = clusters.map { .cluster($0.map(Int.init)) } ?? .hc1 }
}

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

/// An effect model whose effects are the predictions of a last stage for each arm.
protocol LastStages: EffectModel {
  /// Of each arm from 1 on.
  var stages: [any Predictor] { get }
}

extension LastStages {
  func effects(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double] {
    try stages[arm - 1].predict(rows.features)
  }

  func standardErrors(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    (stages[arm - 1] as? LinearEffect)?.standardErrors(rows.features)
  }

  func standardErrorOfMean(_ rows: EffectRows, arm: Int) throws(LearnerError) -> Double? {
    (stages[arm - 1] as? LinearEffect)?.standardErrorOfMean(rows.features)
  }
}

/// One model of the effect for each arm, with what nuisance models there were.
struct StagedEffectModel: LastStages {
  let stages: [any Predictor]
  /// The cross-fitted outcome models of each arm, where there are any: their mean predicts.
  var outcomeModels: [[any Predictor]] = []
  var propensityModel: PropensityModel?

  func outcomes(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    guard outcomeModels.indices.contains(arm) else { return nil }
    return try outcomeModels[arm].meanPrediction(rows.nuisanceFeatures)
  }

  func propensities(_ rows: EffectRows, arm: Int) throws(LearnerError) -> [Double]? {
    try propensityModel?.values(rows)[arm]
  }
}

extension [any Predictor] {
  /// The mean of the predictions of the models of all folds.
  func meanPrediction(_ features: FeatureMatrix) throws(LearnerError) -> [Double] {
    var sums = [Double](repeating: 0, count: features.rowCount)
    for predictor in self {
      let predictions = try predictor.predict(features)
      for row in sums.indices { sums[row] += predictions[row] }
    }
    return sums.map { $0 / Double(count) }
  }
}
