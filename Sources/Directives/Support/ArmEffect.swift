import Statistics

/// The average effect of one arm against the control, as directives print it.
struct ArmEffect: Sendable {
  var arm: String
  var value: Double
  var standardError: Double
  var interval: Interval
  var pValue: Double
  /// The effect as a share of the control mean, where that is meaningful.
  var lift: Estimate?

  init(
    arm: String, value: Double, standardError: Double, interval: Interval, pValue: Double,
    lift: Estimate? = nil
  ) {
    self.arm = arm
    self.value = value
    self.standardError = standardError
    self.interval = interval
    self.pValue = pValue
    self.lift = lift
  }

  init(arm: String, _ estimate: Estimate, level: Double, lift: Estimate? = nil) {
    self.init(
      arm: arm, value: estimate.value, standardError: estimate.standardError,
      interval: estimate.interval(level: level), pValue: estimate.pValue, lift: lift)
  }
}
