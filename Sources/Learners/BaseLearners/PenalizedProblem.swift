import Numerics

/// A regression in standardised form, reduced to the second moments that penalised fits need.
struct PenalizedProblem: Sendable {
  /// Correlations of the regressors, without the intercept.
  let gram: Matrix
  /// Mean products of the regressors with the standardised target.
  let products: [Double]
  /// The mean square of the standardised target: 1, or 0 for a constant one.
  let targetSquares: Double
  let rowCount: Double
  private let design: StandardizedDesign
  private let center: Double
  private let scale: Double

  /// The first column of the design is the intercept.
  init(_ matrix: Matrix, _ target: [Double], _ weights: [Double]?) {
    design = StandardizedDesign(matrix, weights: weights)
    rowCount = Double(target.count)
    let total = weights?.reduce(0, +) ?? rowCount
    let shares = target.indices.map { (weights?[$0] ?? 1) / total }
    let standardized = StandardizedTarget(target, shares: shares)
    center = standardized.center
    scale = standardized.scale
    targetSquares = standardized.varies ? 1 : 0
    let regressors = design.matrix.selecting(columns: Array(1..<max(1, matrix.columns)))
    gram = LinearAlgebra.gram(regressors, weights: shares)
    products = LinearAlgebra.multiply(
      regressors, zip(standardized.values, shares).map { $0 * $1 }, transpose: true)
  }

  /// Coefficients of the problem as it was given, the intercept first.
  func original(_ coefficients: [Double]) -> [Double] {
    var original = design.original([0] + coefficients.map { $0 * scale })
    original[0] += center
    return original
  }
}
