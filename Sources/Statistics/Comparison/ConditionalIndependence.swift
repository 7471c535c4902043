import Glibc
import Numerics

/// A test that two groups of columns are unrelated once others are held fixed linearly.
///
/// Both groups lose their regressions on the others. One column against one is the t test of the
/// partial correlation, one against several the F test of the regression, several against several
/// Wilks' Λ with Bartlett's χ². Only linear dependence is seen.
package struct ConditionalIndependence: Sendable, Equatable {
  /// The partial correlation of two single columns, with its sign; otherwise √(1 − Λ^(1/s)),
  /// with s the smaller number of columns: 0 for none, 1 for complete dependence.
  package let correlation: Double
  package let pValue: Double
  package let rows: Int

  /// Tests columns of equal length without missing values; nil where nothing can be tested.
  ///
  /// That is where one group has no variation of its own, or there are too few rows.
  package static func test(
    _ a: [[Double]], _ b: [[Double]], given z: [[Double]]
  ) -> ConditionalIndependence? {
    guard let rows = a.first?.count, rows > 0, let first = b.first, first.count == rows else {
      return nil
    }
    let fixed = Matrix(columns: [[Double](repeating: 1, count: rows)] + z)
    guard let left = residuals(a, on: fixed), let right = residuals(b, on: fixed) else {
      return nil
    }
    let (small, large) = left.columns.count <= right.columns.count ? (left, right) : (right, left)
    let p = Double(small.columns.count)
    let q = Double(large.columns.count)
    let residualDegrees = Double(rows - left.rank) - q
    guard p > 0, residualDegrees > 0 else { return nil }
    let design = Matrix(columns: large.columns)
    let errors = small.columns.compactMap { column in
      (try? LeastSquares.fit(design, column))?.residuals
    }
    guard errors.count == small.columns.count else { return nil }
    let wilks = min(1, max(0, determinant(errors) / determinant(small.columns)))
    guard wilks.isFinite else { return nil }
    if p == 1 {
      let f = (1 - wilks) / q / (wilks / residualDegrees)
      let sign: Double =
        q == 1
        ? (zip(small.columns[0], large.columns[0]).reduce(0) { $0 + $1.0 * $1.1 } < 0 ? -1 : 1) : 1
      return ConditionalIndependence(
        correlation: sign * (1 - wilks).squareRoot(),
        pValue: f.isFinite
          ? FDistribution(numerator: q, denominator: residualDegrees).survival(f) : 0,
        rows: rows)
    }
    let statistic = -(Double(rows - left.rank) - (p + q + 1) / 2) * log(wilks)
    guard statistic > -.infinity else { return nil }
    return ConditionalIndependence(
      correlation: (1 - pow(wilks, 1 / p)).squareRoot(),
      pValue: statistic.isFinite
        ? ChiSquareDistribution(degreesOfFreedom: p * q).survival(statistic) : 0,
      rows: rows)
  }

  /// What is left of the columns, without those that others explain, and the rank of the design.
  private static func residuals(
    _ columns: [[Double]], on design: Matrix
  ) -> (columns: [[Double]], rank: Int)? {
    var left: [[Double]] = []
    var rank = 0
    for column in columns {
      guard let fit = try? LeastSquares.fit(design, column) else { return nil }
      rank = fit.rank
      let mean = column.reduce(0, +) / Double(column.count)
      let total = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      if fit.residualSumOfSquares > 1e-12 * total, total > 0 { left.append(fit.residuals) }
    }
    guard let any = left.first, let fit = try? LeastSquares.fit(Matrix(columns: left), any) else {
      return left.isEmpty ? ([], rank) : nil
    }
    return (left.indices.filter { !fit.dependentColumns.contains($0) }.map { left[$0] }, rank)
  }

  /// The determinant of the columns' products, by Cholesky's steps.
  private static func determinant(_ columns: [[Double]]) -> Double {
    var gram = columns.map { x in columns.map { y in zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } } }
    var result = 1.0
    for pivot in gram.indices {
      result *= gram[pivot][pivot]
      guard gram[pivot][pivot] > 0 else { return 0 }
      for row in (pivot + 1)..<max(gram.count, pivot + 1) {
        let factor = gram[row][pivot] / gram[pivot][pivot]
        for column in pivot..<gram.count { gram[row][column] -= factor * gram[pivot][column] }
      }
    }
    return result
  }
}
