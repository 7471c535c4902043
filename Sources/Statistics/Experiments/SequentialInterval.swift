import Glibc
import Numerics

/// An interval that stays valid however often the data are looked at.
///
/// Asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2021).
package struct SequentialInterval: Sendable {
  /// The number of rows at which the interval is narrowest; to be fixed before the first look.
  package let tuning: Double
  package let alpha: Double

  package init(tuning: Double = 5000, alpha: Double = 0.05) {
    self.tuning = tuning
    self.alpha = alpha
  }

  private var rho: Double {
    let log = -2 * Glibc.log(alpha)
    return ((log + Glibc.log(log + 1)) / tuning).squareRoot()
  }

  /// The interval around an estimate from `rows` rows.
  package func interval(_ estimate: Estimate, rows: Int) -> Interval {
    let n = Double(rows)
    let scaled = n * rho * rho + 1
    let variance = estimate.standardError * estimate.standardError * n
    let margin =
      (variance * 2 * scaled / (n * rho * n * rho) * log(scaled.squareRoot() / alpha))
      .squareRoot()
    return Interval(low: estimate.value - margin, high: estimate.value + margin)
  }

  /// The always-valid p-value, min(1, 1/E).
  package func pValue(_ estimate: Estimate, rows: Int) -> Double {
    let n = Double(rows)
    let scaled = n * rho * rho + 1
    let square = estimate.statistic * estimate.statistic * n
    let logEvidence = rho * rho * square / (2 * scaled) - 0.5 * log(scaled)
    return min(1, exp(-logEvidence))
  }
}
