import Glibc
import Numerics

/// One run of Newton's method for a logistic regression of full rank.
///
/// Columns are scaled to unit root mean square inside, so that steps of all coefficients compare.
struct LogisticSearch {
  private let design: Matrix
  private let outcome: [Double]
  private let weights: [Double]?
  private let options: LogisticRegression.Options
  private let scales: [Double]

  init(
    _ design: Matrix, _ outcome: [Double], _ weights: [Double]?,
    _ options: LogisticRegression.Options
  ) {
    self.outcome = outcome
    self.weights = weights
    self.options = options
    var scaled = design
    var scales = [Double](repeating: 1, count: design.columns)
    for column in 0..<design.columns {
      let range = column * design.rows..<(column + 1) * design.rows
      let largest = design.storage[range].reduce(0) { max($0, abs($1)) }
      guard largest > 0 else { continue }
      let squares = design.storage[range].reduce(0.0) { $0 + ($1 / largest) * ($1 / largest) }
      scales[column] = largest * (squares / Double(design.rows)).squareRoot()
      for index in range { scaled.storage[index] /= scales[column] }
    }
    self.design = scaled
    self.scales = scales
  }

  /// A point of the search: the linear predictor, and the penalised log-likelihood there.
  private struct Point {
    var coefficients: [Double]
    var predictor: [Double]
    var objective: Double
  }

  mutating func run() throws(LogisticRegressionError) -> LogisticFit {
    var point = evaluate([Double](repeating: 0, count: design.columns))
    for iteration in 1...max(1, options.maximumIterations) {
      let (gradient, information) = derivatives(point)
      guard let factor = try? CholeskyFactor(information) else {
        throw iteration > 1 ? .separation(column: widest(point.coefficients)) : .notConverged
      }
      let step = factor.solve(gradient)
      let largest = step.reduce(0) { max($0, abs($1)) }
      let size = 1 + point.coefficients.reduce(0) { max($0, abs($1)) }
      let previous = point.objective
      point = advance(from: point, by: step)
      // Steps shrink quadratically: after one below 1e-8 the next lies below rounding.
      if largest <= 1e-8 * size { return finish(point, iterations: iteration) }
      // Without an end the likelihood stands still while the coefficients walk on.
      let gain = point.objective - previous
      if iteration > 8, largest > 1e-2, abs(gain) <= 1e-7 * (1 + abs(previous)),
        hasExtremePrediction(point)
      {
        throw .separation(column: widest(step))
      }
    }
    throw .notConverged
  }

  /// The column of the largest value; the intercept only where there is nothing else to name.
  private func widest(_ values: [Double]) -> Int {
    let named = values.indices.filter { !options.unpenalized.contains($0) }
    return (named.isEmpty ? Array(values.indices) : named)
      .max { abs(values[$0]) < abs(values[$1]) } ?? 0
  }

  private func hasExtremePrediction(_ point: Point) -> Bool {
    point.predictor.contains { abs($0) > 12 }
  }

  private func penalty(_ column: Int) -> Double {
    // The ridge is stated for the coefficients of the caller, which are ours over the scale.
    options.unpenalized.contains(column) ? 0 : options.ridge / (scales[column] * scales[column])
  }

  private func evaluate(_ coefficients: [Double]) -> Point {
    let predictor = LinearAlgebra.multiply(design, coefficients)
    var objective = logLikelihood(predictor)
    if options.ridge > 0 {
      for column in coefficients.indices {
        objective -= 0.5 * penalty(column) * coefficients[column] * coefficients[column]
      }
    }
    return Point(coefficients: coefficients, predictor: predictor, objective: objective)
  }

  /// Σ w·(y·η − ln(1 + e^η)), in the form that does not overflow.
  private func logLikelihood(_ predictor: [Double]) -> Double {
    var terms = predictor
    for row in predictor.indices {
      let z = predictor[row]
      let term = outcome[row] * z - (max(z, 0) + log1p(exp(-abs(z))))
      terms[row] = (weights?[row] ?? 1) * term
    }
    return Summation.sum(terms)
  }

  private func derivatives(_ point: Point) -> (gradient: [Double], information: Matrix) {
    var residuals = point.predictor
    var curvature = point.predictor
    for row in residuals.indices {
      let probability = LogisticRegression.probability(point.predictor[row])
      let weight = weights?[row] ?? 1
      residuals[row] = weight * (outcome[row] - probability)
      curvature[row] = weight * probability * (1 - probability)
    }
    var gradient = LinearAlgebra.multiply(design, residuals, transpose: true)
    var information = LinearAlgebra.gram(design, weights: curvature)
    if options.ridge > 0 {
      for column in gradient.indices {
        gradient[column] -= penalty(column) * point.coefficients[column]
        information[column, column] += penalty(column)
      }
    }
    return (gradient, information)
  }

  /// A full step, halved while it makes the likelihood worse.
  private func advance(from point: Point, by step: [Double]) -> Point {
    var factor = 1.0
    while factor > 1e-10 {
      let next = evaluate(zip(point.coefficients, step).map { $0 + factor * $1 })
      if next.objective >= point.objective - 1e-12 * abs(point.objective) { return next }
      factor *= 0.5
    }
    return point
  }

  private func finish(_ point: Point, iterations: Int) -> LogisticFit {
    let (_, information) = derivatives(point)
    var covariance =
      (try? CholeskyFactor(information).inverse())
      ?? Matrix(rows: information.rows, columns: information.columns, repeating: .nan)
    for column in 0..<covariance.columns {
      for row in 0..<covariance.rows { covariance[row, column] /= scales[row] * scales[column] }
    }
    return LogisticFit(
      coefficients: zip(point.coefficients, scales).map { $0 / $1 }, covariance: covariance,
      dependentColumns: [], fitted: point.predictor.map(LogisticRegression.probability),
      logLikelihood: logLikelihood(point.predictor), iterations: iterations)
  }
}
