import Numerics

/// The spread of predicted effects.
package struct EffectSummary: Sendable, Equatable {
  package let mean: Double
  /// With n − 1; NaN for one row.
  package let standardDeviation: Double
  package let minimum: Double
  package let maximum: Double
  /// The order of `EffectSummary.levels`, between order statistics as in Hyndman and Fan's type 7.
  package let quantiles: [Double]

  package static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]

  /// A summary at hand.
  package init(
    mean: Double, standardDeviation: Double, minimum: Double, maximum: Double, quantiles: [Double]
  ) {
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.minimum = minimum
    self.maximum = maximum
    self.quantiles = quantiles
  }

  package init(_ effects: [Double]) {
    let moments = Moments(effects)
    mean = moments.mean
    standardDeviation = moments.variance.squareRoot()
    let all = Quantile.of(effects, at: [0] + Self.levels + [1])
    minimum = all.first ?? .nan
    maximum = all.last ?? .nan
    quantiles = Array(all.dropFirst().dropLast())
  }
}
