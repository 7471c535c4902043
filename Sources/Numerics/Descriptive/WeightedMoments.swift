/// Mean and spread of a sample whose rows carry weights that are not negative.
package struct WeightedMoments: Sendable, Equatable {
  package let sumOfWeights: Double
  /// Kish's effective sample size, (Σw)² / Σw².
  package let effectiveCount: Double
  /// NaN when no weight is positive.
  package let mean: Double
  /// Austin and Stuart's weighted variance: Σw/((Σw)² − Σw²) · Σw(x − x̄)²; n − 1 with equal weights.
  package let variance: Double

  package init(_ values: [Double], weights: [Double]) {
    let total = Summation.sum(weights)
    let squares = Summation.sum(weights, weights: weights)
    sumOfWeights = total
    effectiveCount = squares > 0 ? total * total / squares : 0
    guard total > 0 else {
      (mean, variance) = (.nan, .nan)
      return
    }
    let mean = Summation.sum(values, weights: weights) / total
    var (sum, compensation) = (0.0, 0.0)
    for index in values.indices {
      let deviation = values[index] - mean
      Summation.add(weights[index] * deviation * deviation, &sum, &compensation)
    }
    let remainder = total * total - squares
    self.mean = mean
    variance = remainder > 0 ? total / remainder * Summation.total(sum, compensation) : .nan
  }

  package var standardDeviation: Double { variance.squareRoot() }
}
