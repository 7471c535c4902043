import Glibc
import Numerics

/// Whether covariates predict which of several groups a row is in: a multinomial logistic
/// regression against the shares alone, by likelihood ratio.
package struct MultinomialTest: Sendable, Equatable {
  package let likelihoodRatio: Double
  package let degreesOfFreedom: Int

  package var pValue: Double {
    degreesOfFreedom > 0
      ? ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom))
        .survival(likelihoodRatio)
      : .nan
  }

  /// - Parameters:
  ///   - groups: 0, 1, … by row; each below `count` has at least one row.
  ///   - covariates: one row per observation, without a column of ones.
  /// - Throws: `separation` when a group is told apart without error, with the covariate that moves
  ///   most, counted from 1: 0 is the constant.
  package init(
    groups: [Int], count: Int, covariates: Matrix
  ) throws(LogisticRegressionError) {
    var search = try MultinomialSearch(groups: groups, count: count, covariates: covariates)
    let likelihood = try search.run()
    var sizes = [Double](repeating: 0, count: count)
    for group in groups { sizes[group] += 1 }
    let rows = Double(groups.count)
    let null = sizes.reduce(0) { $0 + ($1 > 0 ? $1 * log($1 / rows) : 0) }
    likelihoodRatio = max(0, 2 * (likelihood - null))
    degreesOfFreedom = (count - 1) * (search.rank - 1)
  }
}

/// Newton's method over the stacked coefficients of groups 1, 2, … against group 0.
private struct MultinomialSearch {
  private let groups: [Int]
  private let contrasts: Int
  private let design: Matrix
  /// Of each column of the design: 0 for the constant, then covariates from 1.
  private let origins: [Int]
  let rank: Int

  init(groups: [Int], count: Int, covariates: Matrix) throws(LogisticRegressionError) {
    self.groups = groups
    contrasts = count - 1
    guard count > 1 else { throw .constantOutcome }
    // Centred and scaled: the likelihood stays, and the steps of all coefficients compare.
    var columns = [[Double](repeating: 1, count: covariates.rows)]
    var sources = [0]
    for column in 0..<covariates.columns {
      let values = covariates.column(column)
      let moments = Moments(values)
      guard moments.variance > 0 else { continue }
      let deviation = moments.standardDeviation
      columns.append(values.map { ($0 - moments.mean) / deviation })
      sources.append(column + 1)
    }
    let full = Matrix(columns: columns)
    do throws(RegressionError) {
      try LeastSquares.validate(full, groups.map(Double.init), nil)
    } catch { throw .regression(error) }
    let dependent = PivotedQR(full, tolerance: 1e-9).dependentColumns
    let kept = (0..<full.columns).filter { !dependent.contains($0) }
    design = full.selecting(columns: kept)
    origins = kept.map { sources[$0] }
    rank = design.columns
  }

  mutating func run() throws(LogisticRegressionError) -> Double {
    var coefficients = Matrix(rows: rank, columns: contrasts)
    var (probabilities, likelihood) = evaluate(coefficients)
    for _ in 0..<60 {
      let (gradient, information) = derivatives(probabilities)
      guard let factor = try? CholeskyFactor(information) else {
        throw .separation(column: widest(coefficients.storage))
      }
      let step = factor.solve(gradient)
      var (factorOfStep, isDone) = (1.0, false)
      while !isDone {
        var next = coefficients
        for index in step.indices { next.storage[index] += factorOfStep * step[index] }
        let (trial, value) = evaluate(next)
        isDone = value >= likelihood - 1e-12 * abs(likelihood) || factorOfStep < 1e-8
        if isDone { (coefficients, probabilities, likelihood) = (next, trial, value) }
        factorOfStep *= 0.5
      }
      let largest = step.reduce(0) { max($0, abs($1)) }
      if largest <= 1e-8 { return likelihood }
      if coefficients.storage.contains(where: { abs($0) > 50 }) {
        throw .separation(column: widest(coefficients.storage))
      }
    }
    throw .notConverged
  }

  /// The covariate of the largest of some coefficients, which stand by group.
  private func widest(_ coefficients: [Double]) -> Int {
    let named = coefficients.indices.filter { origins[$0 % rank] > 0 }
    let largest = named.max { abs(coefficients[$0]) < abs(coefficients[$1]) }
    return largest.map { origins[$0 % rank] } ?? 0
  }

  /// Probabilities of groups 1, 2, … by column, and the log-likelihood.
  private func evaluate(_ coefficients: Matrix) -> (Matrix, Double) {
    var predictors = LinearAlgebra.multiply(design, coefficients)
    let rows = design.rows
    var terms = [Double](repeating: 0, count: rows)
    for row in 0..<rows {
      var largest = 0.0
      for k in 0..<contrasts { largest = max(largest, predictors.storage[k * rows + row]) }
      var sum = exp(-largest)
      for k in 0..<contrasts { sum += exp(predictors.storage[k * rows + row] - largest) }
      let own = groups[row] == 0 ? 0 : predictors.storage[(groups[row] - 1) * rows + row]
      terms[row] = own - largest - log(sum)
      for k in 0..<contrasts {
        predictors.storage[k * rows + row] =
          exp(predictors.storage[k * rows + row] - largest) / sum
      }
    }
    return (predictors, Summation.sum(terms))
  }

  private func derivatives(_ probabilities: Matrix) -> (gradient: [Double], information: Matrix) {
    let rows = design.rows
    var gradient: [Double] = []
    var information = Matrix(rows: rank * contrasts, columns: rank * contrasts)
    for k in 0..<contrasts {
      let own = probabilities.column(k)
      let residuals = (0..<rows).map { (groups[$0] == k + 1 ? 1 : 0) - own[$0] }
      gradient += LinearAlgebra.multiply(design, residuals, transpose: true)
      for l in k..<contrasts {
        let other = probabilities.column(l)
        let weights = (0..<rows).map { own[$0] * ((k == l ? 1 : 0) - other[$0]) }
        var weighted = design
        LinearAlgebra.scaleRows(of: &weighted, by: weights)
        let block = LinearAlgebra.multiply(design, weighted, transposeA: true)
        for i in 0..<rank {
          for j in 0..<rank {
            information[k * rank + i, l * rank + j] = block[i, j]
            information[l * rank + j, k * rank + i] = block[i, j]
          }
        }
      }
    }
    return (gradient, information)
  }
}
