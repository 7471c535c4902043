import Glibc
import Numerics

/// Sample sizes, detectable effects, and power of a two-sided comparison of two arms.
///
/// Everything rests on the normal approximation, with r = n₁/n₀ and per-arm standard deviations:
/// n₀ = (z_{1−α/2} + z_{power})²·(σ₁²/r + σ₀²)/δ².
package struct PowerAnalysis: Sendable {
  /// The probability of a false alarm, such as 0.05.
  package var alpha: Double
  /// n₁/n₀: treated rows for each control row.
  package var ratio: Double
  package var controlDeviation: Double
  package var treatedDeviation: Double
  /// The share of variance that covariates take out (ρ² of CUPED).
  package var varianceReduction: Double

  package init(
    alpha: Double = 0.05, ratio: Double = 1, controlDeviation: Double, treatedDeviation: Double,
    varianceReduction: Double = 0
  ) {
    self.alpha = alpha
    self.ratio = ratio
    self.controlDeviation = controlDeviation
    self.treatedDeviation = treatedDeviation
    self.varianceReduction = varianceReduction
  }

  private var critical: Double { NormalDistribution.standard.upperQuantile(alpha / 2) }

  /// n·SE² for n control rows.
  private var unitVariance: Double {
    (treatedDeviation * treatedDeviation / ratio + controlDeviation * controlDeviation)
      * (1 - varianceReduction)
  }

  /// Control rows that detect `effect` with the given power, not rounded; infinite for no effect.
  package func controlRows(effect: Double, power: Double) -> Double {
    let z = critical + NormalDistribution.standard.quantile(power)
    return z * z * unitVariance / (effect * effect)
  }

  /// The smallest effect that so many control rows detect with the given power.
  package func detectableEffect(controlRows: Double, power: Double) -> Double {
    (critical + NormalDistribution.standard.quantile(power))
      * (unitVariance / controlRows).squareRoot()
  }

  /// The probability of a significant result, in either direction.
  package func power(effect: Double, controlRows: Double) -> Double {
    let shift = abs(effect) / (unitVariance / controlRows).squareRoot()
    return NormalDistribution.standard.survival(critical - shift)
      + NormalDistribution.standard.survival(critical + shift)
  }

  /// Cohen's h of two proportions, 2·asin√p₁ − 2·asin√p₀.
  package static func cohenH(_ first: Double, _ second: Double) -> Double {
    2 * asin(first.squareRoot()) - 2 * asin(second.squareRoot())
  }
}
