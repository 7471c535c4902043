import Numerics
import Statistics
import Testing

@Suite struct LeastSquaresTests {
  private func sample(_ rows: Int, seed: UInt64 = 1) -> (design: Matrix, outcome: [Double]) {
    var stream = RandomStream(seed: seed, purpose: "regression")
    let x = (0..<rows).map { _ in stream.normal() }
    let z = (0..<rows).map { _ in stream.uniform() }
    return (
      Matrix(columns: [x.map { _ in 1 }, x, z]),
      (0..<rows).map { 1 + 2 * x[$0] - z[$0] + stream.normal() }
    )
  }

  @Test func residualsAreOrthogonalToTheDesign() throws {
    let (design, outcome) = sample(200)
    let fit = try LeastSquares.fit(design, outcome)
    for product in LinearAlgebra.multiply(design, fit.residuals, transpose: true) {
      #expect(abs(product) < 1e-11)
    }
  }

  @Test func weightsOfWholeNumbersAreRepeatedRows() throws {
    let (design, outcome) = sample(30)
    let weights = (0..<30).map { Double($0 % 4) }
    let repeated = (0..<30).flatMap { [Int](repeating: $0, count: $0 % 4) }
    let weighted = try LeastSquares.fit(design, outcome, weights: weights)
    let expanded = try LeastSquares.fit(
      design.selecting(rows: repeated), repeated.map { outcome[$0] })
    for (a, b) in zip(weighted.coefficients, expanded.coefficients) {
      expectClose(a, b, within: 1e-11)
    }
    expectClose(weighted.residualSumOfSquares, expanded.residualSumOfSquares, within: 1e-11)
    expectClose(weighted.rSquared, expanded.rSquared, within: 1e-11)
    #expect(weighted.observations == weights.count { $0 > 0 })
  }

  @Test func oneVarianceMakesRobustErrorsClassicalOnAverage() throws {
    let (design, outcome) = sample(20_000)
    let fit = try LeastSquares.fit(design, outcome)
    let classical = fit.estimates(.classical)
    for kind in [CovarianceEstimator.hc0, .hc1, .hc2, .hc3] {
      for (a, b) in zip(fit.estimates(kind), classical) {
        expectClose(a.standardError, b.standardError, within: 0.03)
      }
    }
  }

  @Test func hc3IsCloseToTheJackknife() throws {
    let (design, outcome) = sample(25)
    let fit = try LeastSquares.fit(design, outcome)
    // Leaving out row i moves the coefficients by exactly r_i/(1 − h_i)·(XᵀX)⁻¹x_i.
    var sums = [Double](repeating: 0, count: 3)
    for row in 0..<25 {
      let rest = (0..<25).filter { $0 != row }
      let without = try LeastSquares.fit(
        design.selecting(rows: rest), rest.map { outcome[$0] })
      for k in 0..<3 {
        let shift = without.coefficients[k] - fit.coefficients[k]
        sums[k] += shift * shift
      }
    }
    for (variance, sum) in zip(fit.covariance(.hc3).diagonal, sums) {
      expectClose(variance, sum, within: 1e-10)
    }
  }

  @Test func clustersOfEqualRowsCountOnce() throws {
    // Every row twice, clustered by pairs: the sandwich of the rows once, but for its factor.
    let (design, outcome) = sample(40)
    let twice = Array(0..<40) + Array(0..<40)
    let doubled = try LeastSquares.fit(
      design.selecting(rows: twice), twice.map { outcome[$0] })
    let single = try LeastSquares.fit(design, outcome)
    let factor = 40.0 / 39 * 79 / 77
    for (a, b) in zip(
      doubled.covariance(.cluster(twice)).diagonal, single.covariance(.hc0).diagonal)
    {
      expectClose(a, b * factor, within: 1e-11)
    }
  }

  @Test func dependentColumnsAreNamedAndGetNothing() throws {
    let (design, outcome) = sample(50)
    let sum = zip(design.column(1), design.column(2)).map { $0 + 3 * $1 }
    let fit = try LeastSquares.fit(design.appending(columnsOf: Matrix(columns: [sum])), outcome)
    let whole = try LeastSquares.fit(design, outcome)
    #expect(fit.dependentColumns.count == 1)
    #expect(fit.rank == 3)
    #expect(fit.degreesOfFreedom == 47)
    #expect(fit.dependentColumns.allSatisfy { fit.coefficients[$0] == 0 })
    expectClose(fit.residualSumOfSquares, whole.residualSumOfSquares, within: 1e-11)
  }

  @Test func moreColumnsThanRowsFitExactly() throws {
    let fit = try LeastSquares.fit(
      Matrix(columns: [[1, 1], [1, 2], [3, 1]]), [5, 7])
    #expect(fit.rank == 2)
    #expect(fit.degreesOfFreedom == 0)
    #expect(fit.residualVariance.isNaN)
    #expect(fit.residualSumOfSquares < 1e-20)
  }

  @Test func whatCannotBeFittedIsNamed() {
    let design = Matrix(columns: [[1, 1, 1], [1, .nan, 2]])
    #expect(throws: RegressionError.notFinite(column: 1)) {
      try LeastSquares.fit(design, [1, 2, 3])
    }
    #expect(throws: RegressionError.empty) {
      try LeastSquares.fit(Matrix(rows: 0, columns: 2), [])
    }
    #expect(throws: RegressionError.noIndependentColumn) {
      try LeastSquares.fit(Matrix(rows: 3, columns: 2), [1, 2, 3])
    }
    #expect(throws: RegressionError.invalidOutcomeOrWeight(row: 2)) {
      try LeastSquares.fit(Matrix(columns: [[1, 1, 1]]), [1, 2, 3], weights: [1, 1, -1])
    }
  }

  @Test func theWaldTestOfOneCoefficientIsTheSquareOfT() throws {
    let (design, outcome) = sample(60)
    let fit = try LeastSquares.fit(design, outcome)
    let estimate = fit.estimates(.hc1)[2]
    let wald = try WaldTest(
      coefficients: fit.coefficients, covariance: fit.covariance(.hc1), positions: [2],
      denominatorDegrees: Double(fit.degreesOfFreedom))
    expectClose(wald.f, estimate.statistic * estimate.statistic, within: 1e-12)
    expectClose(wald.pValue, estimate.pValue, within: 1e-10)
  }
}
