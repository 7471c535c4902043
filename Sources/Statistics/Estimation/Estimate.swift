import Numerics

/// A number, its standard error, and the reference distribution of their ratio.
package struct Estimate: Sendable, Equatable {
  package let value: Double
  package let standardError: Double
  /// Of the t distribution; infinite for the normal.
  package let degreesOfFreedom: Double

  package init(value: Double, standardError: Double, degreesOfFreedom: Double = .infinity) {
    self.value = value
    self.standardError = standardError
    self.degreesOfFreedom = degreesOfFreedom
  }

  private var reference: StudentTDistribution {
    StudentTDistribution(degreesOfFreedom: degreesOfFreedom)
  }

  /// Value over standard error; NaN where both are zero.
  package var statistic: Double { value / standardError }

  /// Two-sided, against zero.
  package var pValue: Double { pValue(against: 0) }

  /// Two-sided, against another value.
  package func pValue(against null: Double) -> Double {
    reference.twoSided((value - null) / standardError)
  }

  /// The symmetric interval of the given level, such as 0.95.
  package func interval(level: Double) -> Interval {
    let margin = reference.upperQuantile(0.5 * (1 - level)) * standardError
    return Interval(low: value - margin, high: value + margin)
  }

  /// Estimate and standard error multiplied by a constant.
  package func scaled(by factor: Double) -> Estimate {
    Estimate(
      value: value * factor, standardError: standardError * abs(factor),
      degreesOfFreedom: degreesOfFreedom)
  }
}
