/// The least-squares slope of an outcome in a dose, with its HC1 standard error.
///
/// slope = Σw(T − T̄)(Y − Ȳ) / Σw(T − T̄)². Where the dose does not vary, or fewer than three rows
/// have weight, the slope or its error is NaN: there is nothing to draw a line through.
package struct DoseSlope: Sendable, Equatable {
  package let slope: Double
  package let standardError: Double
  /// Σw of the rows.
  package let weight: Double

  /// - Parameter weights: one a row, not negative; nil for 1.
  package init(treatment: [Double], outcome: [Double], weights: [Double]? = nil) {
    var (total, meanTreatment, meanOutcome, count) = (0.0, 0.0, 0.0, 0.0)
    for row in treatment.indices {
      let own = weights?[row] ?? 1
      guard own > 0 else { continue }
      count += 1
      total += own
      meanTreatment += (treatment[row] - meanTreatment) * own / total
      meanOutcome += (outcome[row] - meanOutcome) * own / total
    }
    var (cross, spread, size) = (0.0, 0.0, 0.0)
    for row in treatment.indices {
      let own = weights?[row] ?? 1
      let step = treatment[row] - meanTreatment
      cross += own * step * (outcome[row] - meanOutcome)
      spread += own * step * step
      size += own * treatment[row] * treatment[row]
    }
    weight = total
    guard count > 1, spread > 1e-12 * size else {
      (slope, standardError) = (.nan, .nan)
      return
    }
    slope = cross / spread
    guard count > 2 else {
      standardError = .nan
      return
    }
    var meat = 0.0
    for row in treatment.indices {
      let step = treatment[row] - meanTreatment
      let pull = (weights?[row] ?? 1) * step * (outcome[row] - meanOutcome - slope * step)
      meat += pull * pull
    }
    standardError = (meat * count / (count - 2)).squareRoot() / spread
  }
}
