import Statistics

/// One outcome compared between two arms, in all rows or in one group.
struct ABContrast: Sendable {
  var outcome: String
  var arm: String
  /// What the arm is compared with.
  var base: String
  /// The group of `by:`; nil for all rows.
  var group: String?
  var metric: ABTestDirective.Metric
  var treated: MetricSummary
  var control: MetricSummary
  var difference: Estimate
  var lift: Estimate
  /// Of the test that the metric calls for: pooled z for proportions, Welch's otherwise.
  var pValue: Double
  var adjustedPValue: Double
  /// For proportions: unpooled z, χ², and χ² with Yates's correction.
  var proportionTests: ProportionTests?
  var sequential: Sequential?
  /// Pulled towards the mean over groups; nil without groups.
  var shrunken: Double?

  struct ProportionTests: Sendable {
    var unpooled: Double
    var chiSquare: ChiSquareTest
    var yates: ChiSquareTest
  }

  struct Sequential: Sendable {
    var interval: Interval
    var pValue: Double
  }
}
