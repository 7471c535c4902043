import Numerics

/// Whether the effects of several groups are equal, and what is left of their differences after
/// shrinkage.
package struct EffectHeterogeneity: Sendable, Equatable {
  /// Cochran's Q: Σ wᵢ(τᵢ − τ̄)² with wᵢ = 1/SEᵢ².
  package let q: Double
  package let degreesOfFreedom: Int
  /// The precision-weighted mean.
  package let mean: Double
  /// The variance of the true effects between groups (DerSimonian and Laird 1986); 0 when Q is
  /// within chance.
  package let betweenVariance: Double
  /// Each effect pulled towards the mean by its share of noise; NaN where it has no standard error.
  package let shrunken: [Double]

  package var pValue: Double {
    degreesOfFreedom > 0
      ? ChiSquareDistribution(degreesOfFreedom: Double(degreesOfFreedom)).survival(q) : .nan
  }

  /// Effects without a positive standard error take no part.
  package init(_ effects: [Estimate]) {
    let used = effects.filter { $0.standardError > 0 && $0.value.isFinite }
    let weights = used.map { 1 / ($0.standardError * $0.standardError) }
    let total = Summation.sum(weights)
    let mean = Summation.sum(used.map(\.value), weights: weights) / total
    let q = Summation.sum(
      zip(used, weights).map { $1 * ($0.value - mean) * ($0.value - mean) })
    degreesOfFreedom = max(0, used.count - 1)
    let scale = total - Summation.sum(weights, weights: weights) / total
    let between = scale > 0 ? max(0, (q - Double(degreesOfFreedom)) / scale) : 0
    (self.q, self.mean, betweenVariance) = (q, mean, between)
    // The mean of random effects weighs groups more evenly than that of fixed ones.
    let randomWeights = used.map { 1 / ($0.standardError * $0.standardError + between) }
    let center =
      Summation.sum(used.map(\.value), weights: randomWeights) / Summation.sum(randomWeights)
    shrunken = effects.map { effect in
      guard effect.standardError > 0, effect.value.isFinite else { return .nan }
      let kept = between / (between + effect.standardError * effect.standardError)
      return center + kept * (effect.value - center)
    }
  }
}
