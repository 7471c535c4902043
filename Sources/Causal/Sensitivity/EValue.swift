import Glibc

/// How strong an unmeasured confounder would have to be to explain an association away.
///
/// The E-value of VanderWeele and Ding (2017): the smallest risk ratio that a confounder would need
/// with both treatment and outcome, beyond what is controlled for; 1 means that none is needed.
package struct EValue: Sendable, Equatable {
  /// The risk ratio that the E-value is of, exact or approximate.
  package let riskRatio: Double
  package let low: Double
  package let high: Double
  package let estimate: Double
  /// That of the limit nearer to 1; 1 where the interval holds 1.
  package let limit: Double

  /// A risk ratio with its interval; all must be above zero.
  package init?(riskRatio: Double, low: Double, high: Double) {
    guard riskRatio > 0, low > 0, high >= low, riskRatio.isFinite, high.isFinite else {
      return nil
    }
    self.riskRatio = riskRatio
    self.low = low
    self.high = high
    estimate = Self.value(riskRatio)
    limit = low <= 1 && high >= 1 ? 1 : Self.value(riskRatio > 1 ? low : high)
  }

  /// An odds ratio; above 15% of the controls with the outcome its square root stands for the
  /// risk ratio.
  package init?(oddsRatio: Double, low: Double, high: Double, isRare: Bool) {
    guard oddsRatio > 0, low > 0 else { return nil }
    func ratio(_ odds: Double) -> Double { isRare ? odds : odds.squareRoot() }
    self.init(riskRatio: ratio(oddsRatio), low: ratio(low), high: ratio(high))
  }

  /// A difference of means in standard deviations of the outcome: RR ≈ exp(0.91 d), with limits
  /// exp(0.91 d ± 1.78 se).
  package init?(standardizedDifference d: Double, standardError: Double) {
    guard d.isFinite, standardError.isFinite else { return nil }
    self.init(
      riskRatio: exp(0.91 * d), low: exp(0.91 * d - 1.78 * standardError),
      high: exp(0.91 * d + 1.78 * standardError))
  }

  private static func value(_ ratio: Double) -> Double {
    let above = ratio < 1 ? 1 / ratio : ratio
    return above + (above * (above - 1)).squareRoot()
  }
}
