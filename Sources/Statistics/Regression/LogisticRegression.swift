import Glibc
import Numerics

/// Why a logistic regression has no finite answer.
package enum LogisticRegressionError: Error, Sendable, Equatable {
  case regression(RegressionError)
  /// An outcome lies outside [0, 1].
  case outcomeOutOfRange(row: Int)
  /// The outcome is the same in every row.
  case constantOutcome
  /// A combination of columns tells the two outcomes apart, so that its coefficient has no end.
  ///
  /// The column is the one that moves most; a small ridge gives a finite answer.
  case separation(column: Int)
  /// The iterations ended before the step was small.
  case notConverged
}

/// Logistic regression by Newton's method, with an optional ridge penalty.
package enum LogisticRegression {
  /// Settings of the search.
  package struct Options: Sendable {
    /// Half of it times the sum of squared coefficients is added to the negative log-likelihood.
    package var ridge: Double
    /// Columns that the ridge leaves alone, such as the intercept.
    package var unpenalized: Set<Int>
    package var maximumIterations: Int

    package init(ridge: Double = 0, unpenalized: Set<Int> = [0], maximumIterations: Int = 100) {
      self.ridge = ridge
      self.unpenalized = unpenalized
      self.maximumIterations = maximumIterations
    }
  }

  /// The coefficients of P(y = 1 | x) = 1/(1 + e^(−x·β)) of greatest (penalised) likelihood.
  ///
  /// - Parameters:
  ///   - design: one row per observation; an intercept is a column of ones.
  ///   - outcome: 0 or 1, or a share between.
  ///   - weights: not negative.
  package static func fit(
    _ design: Matrix, _ outcome: [Double], weights: [Double]? = nil, options: Options = Options()
  ) throws(LogisticRegressionError) -> LogisticFit {
    do throws(RegressionError) {
      try LeastSquares.validate(design, outcome, weights)
    } catch { throw .regression(error) }
    try check(outcome, weights)
    let dependent = options.ridge > 0 ? [] : dependentColumns(design, weights)
    guard dependent.count < design.columns else { throw .regression(.noIndependentColumn) }
    if dependent.isEmpty {
      var search = LogisticSearch(design, outcome, weights, options)
      return try search.run()
    }
    let kept = (0..<design.columns).filter { !dependent.contains($0) }
    var search = LogisticSearch(
      design.selecting(columns: kept), outcome, weights, options.restricted(to: kept))
    do throws(LogisticRegressionError) {
      return try search.run().expanded(to: design.columns, kept: kept, dependent: dependent)
    } catch .separation(let column) { throw .separation(column: kept[column]) }
  }

  private static func check(
    _ outcome: [Double], _ weights: [Double]?
  ) throws(LogisticRegressionError) {
    var (low, high) = (1.0, 0.0)
    for row in outcome.indices where (weights?[row] ?? 1) > 0 {
      let value = outcome[row]
      guard value >= 0, value <= 1 else { throw .outcomeOutOfRange(row: row) }
      low = min(low, value)
      high = max(high, value)
    }
    if low == high, low == 0 || low == 1 { throw .constantOutcome }
  }

  /// Columns that others explain, found only where the Gram matrix looks close to singular.
  private static func dependentColumns(_ design: Matrix, _ weights: [Double]?) -> [Int] {
    var gram = LinearAlgebra.gram(design, weights: weights)
    let lengths = gram.diagonal.map { $0.squareRoot() }
    if lengths.allSatisfy({ $0 > 0 }) {
      for column in 0..<gram.columns {
        for row in 0..<gram.rows { gram[row, column] /= lengths[row] * lengths[column] }
      }
      if let factor = try? CholeskyFactor(gram), factor.reciprocalCondition > 1e-9 { return [] }
    }
    var rooted = design
    if let weights {
      LinearAlgebra.scaleRows(of: &rooted, by: weights.map { $0.squareRoot() })
    }
    return PivotedQR(rooted).dependentColumns
  }

  /// 1/(1 + e^(−z)), without overflow.
  @inlinable package static func probability(_ z: Double) -> Double {
    z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z))
  }
}

extension LogisticRegression.Options {
  func restricted(to kept: [Int]) -> LogisticRegression.Options {
    var result = self
    result.unpenalized = Set(kept.indices.filter { unpenalized.contains(kept[$0]) })
    return result
  }
}
