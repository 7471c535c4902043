import Numerics

/// What an omitted confounder of given strength does to a regression's coefficient.
///
/// Cinelli and Hazlett (2020). Strengths are partial R²: the share of what is left of the treatment,
/// and of the outcome, that the confounder explains once the controls are held fixed.
package struct OmittedVariable: Sendable, Equatable {
  package let estimate: Double
  /// The classical standard error.
  package let standardError: Double
  package let degreesOfFreedom: Double

  package init(estimate: Double, standardError: Double, degreesOfFreedom: Double) {
    self.estimate = estimate
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// A confounder's partial R² with the treatment, and with the outcome given the treatment.
  package struct Strength: Sendable, Equatable {
    package var treatment: Double
    package var outcome: Double

    package init(treatment: Double, outcome: Double) {
      self.treatment = treatment
      self.outcome = outcome
    }
  }

  /// Cohen's f of the treatment, |t|/√df.
  private var f: Double { abs(estimate / standardError) / degreesOfFreedom.squareRoot() }

  /// The share of the outcome's residual variance that the treatment explains.
  package var partialRSquared: Double { f * f / (1 + f * f) }

  /// The strength with both ends at which the estimate loses the share `q` of its size.
  package func robustnessValue(q: Double = 1) -> Double { Self.equalStrength(q * f) }

  /// The strength with both ends at which the estimate, cut by `q`, is no longer significant.
  ///
  /// 0 where it is not to begin with.
  package func robustnessValue(q: Double = 1, alpha: Double) -> Double {
    let df = degreesOfFreedom - 1
    guard df > 0 else { return .nan }
    let critical = StudentTDistribution(degreesOfFreedom: df).upperQuantile(alpha / 2)
    let threshold = critical / df.squareRoot()
    let total = q * f
    let net = total - threshold
    guard net > 0 else { return 0 }
    if total > 1 / threshold {
      return (total * total - threshold * threshold) / (1 + total * total)
    }
    return Self.equalStrength(net)
  }

  private static func equalStrength(_ f: Double) -> Double {
    let square = f * f
    // Also where f is huge: 2/(1 + √(1 + 4/f²)) has no difference of large numbers.
    return square == 0 ? 0 : 2 / (1 + (1 + 4 / square).squareRoot())
  }

  /// The size of the bias, |b| = se · √df · √(R²_Y R²_D / (1 − R²_D)).
  package func bias(_ strength: Strength) -> Double {
    standardError * degreesOfFreedom.squareRoot()
      * (strength.outcome * strength.treatment / (1 - strength.treatment)).squareRoot()
  }

  /// The estimate once a confounder that works against it is taken out, with its standard error.
  package func adjusted(_ strength: Strength) -> (estimate: Double, standardError: Double) {
    let sign: Double = estimate < 0 ? -1 : 1
    let error =
      standardError * ((1 - strength.outcome) / (1 - strength.treatment)).squareRoot()
      * (degreesOfFreedom / (degreesOfFreedom - 1)).squareRoot()
    return (sign * (abs(estimate) - bias(strength)), error)
  }

  /// The outcome's partial R² at which a confounder of a given one with the treatment changes the
  /// estimate to `target`; above 1 where none does.
  package func outcomeStrength(reaching target: Double, treatment: Double) -> Double {
    let scale = standardError * degreesOfFreedom.squareRoot()
    let ratio = (estimate - target) / scale
    return ratio * ratio * (1 - treatment) / treatment
  }

  /// A bound on a confounder `times` as strong as an observed covariate.
  ///
  /// - Parameters:
  ///   - treatment: the covariate's partial R² with the treatment, given the other controls.
  ///   - outcome: its partial R² with the outcome, given the treatment and the other controls.
  /// - Returns: nil where the covariate is so strong that no such confounder can exist.
  package static func benchmark(
    treatment: Double, outcome: Double, times k: Double = 1
  ) -> Strength? {
    guard treatment < 1, outcome < 1, k * treatment < 1 else { return nil }
    let withTreatment = k * treatment / (1 - treatment)
    guard withTreatment < 1 else { return nil }
    let shared = k * treatment * treatment / ((1 - k * treatment) * (1 - treatment))
    guard shared < 1 else { return nil }
    let root = (k.squareRoot() + shared.squareRoot()) / (1 - shared).squareRoot()
    return Strength(
      treatment: withTreatment, outcome: min(1, root * root * outcome / (1 - outcome)))
  }
}
