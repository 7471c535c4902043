import Glibc

/// Count, mean and spread of a sample, computed in two passes around its mean.
///
/// NaN in the data gives NaN: what is missing is to be removed, and counted, before.
package struct Moments: Sendable, Equatable {
  package let count: Int
  /// NaN for an empty sample.
  package let mean: Double
  /// The sum of squared deviations from the mean.
  package let sumOfSquares: Double

  package init(count: Int, mean: Double, sumOfSquares: Double) {
    self.count = count
    self.mean = mean
    self.sumOfSquares = sumOfSquares
  }

  package init(_ values: [Double]) {
    guard !values.isEmpty else {
      self.init(count: 0, mean: .nan, sumOfSquares: 0)
      return
    }
    let mean = Summation.sum(values) / Double(values.count)
    var (sum, compensation, drift) = (0.0, 0.0, 0.0)
    for value in values {
      let deviation = value - mean
      drift += deviation
      Summation.add(deviation * deviation, &sum, &compensation)
    }
    // The rounding of the mean leaves a drift, whose square is taken out again.
    let squares = Summation.total(sum, compensation) - drift * drift / Double(values.count)
    self.init(count: values.count, mean: mean, sumOfSquares: squares < 0 ? 0 : squares)
  }

  /// With divisor n − 1; NaN for fewer than two values.
  package var variance: Double { count > 1 ? sumOfSquares / Double(count - 1) : .nan }
  /// With divisor n; NaN for an empty sample.
  package var populationVariance: Double { count > 0 ? sumOfSquares / Double(count) : .nan }
  package var standardDeviation: Double { variance.squareRoot() }
  /// The standard error of the mean.
  package var standardError: Double { (variance / Double(count)).squareRoot() }
  package var sum: Double { count > 0 ? mean * Double(count) : 0 }

  /// The moments of two samples put together (Chan, Golub and LeVeque 1983).
  package func merged(with other: Moments) -> Moments {
    if count == 0 { return other }
    if other.count == 0 { return self }
    let (n, m) = (Double(count), Double(other.count))
    let shift = other.mean - mean
    return Moments(
      count: count + other.count, mean: mean + shift * (m / (n + m)),
      sumOfSquares: sumOfSquares + other.sumOfSquares + shift * shift * (n * m / (n + m)))
  }

  /// The covariance of two columns of equal length, with divisor n − 1.
  package static func covariance(_ x: [Double], _ y: [Double]) -> Double {
    guard x.count > 1 else { return .nan }
    return crossProduct(x, y) / Double(x.count - 1)
  }

  /// Pearson's correlation, held within −1 and 1; NaN where a column is constant.
  package static func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (a, b) = (Moments(x).sumOfSquares, Moments(y).sumOfSquares)
    guard a > 0, b > 0 else { return .nan }
    return max(-1, min(1, crossProduct(x, y) / (a.squareRoot() * b.squareRoot())))
  }

  /// The sum of products of deviations from the two means.
  package static func crossProduct(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count, "columns differ in length")
    guard !x.isEmpty else { return 0 }
    let (meanX, meanY) = (
      Summation.sum(x) / Double(x.count), Summation.sum(y) / Double(y.count)
    )
    var (sum, compensation) = (0.0, 0.0)
    for index in x.indices {
      Summation.add((x[index] - meanX) * (y[index] - meanY), &sum, &compensation)
    }
    return Summation.total(sum, compensation)
  }
}
