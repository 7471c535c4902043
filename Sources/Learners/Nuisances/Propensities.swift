/// The probability of each arm for each row, and where it came from.
package struct Propensities: Sendable {
  /// `values[arm][row]`, the control first.
  package let values: [[Double]]
  /// False where the probabilities were estimated from features.
  package let isKnown: Bool
  /// How many rows had an estimate outside the permitted range, and were moved to its end.
  package let clippedRows: Int
  /// The smallest and the largest probability before clipping, over all arms and rows.
  package let range: ClosedRange<Double>
  package let scores: [NuisanceScore]

  /// Of a treatment that is an amount: there are none.
  static func ofAmount(scores: [NuisanceScore]) -> Propensities {
    Propensities(values: [], isKnown: false, clippedRows: 0, range: 0...1, scores: scores)
  }

  /// The probabilities that a source states for these rows; nil where they must be estimated.
  ///
  /// - Throws: `invalidPropensity` unless each is finite and above 0.
  static func known(
    _ source: PropensitySource, data: CausalData
  ) throws(LearnerError) -> Propensities? {
    let n = data.rowCount
    var values: [[Double]]
    switch source {
    case .estimated: return nil
    case .design:
      let shares = data.armCounts.map { Double($0) / Double(n) }
      values = shares.map { [Double](repeating: $0, count: n) }
    case .shares(let stated):
      guard stated.count == data.arms.count else {
        throw .invalidPropensity("one share for each arm is needed")
      }
      for (arm, share) in zip(data.arms, stated) where !(share > 0 && share.isFinite) {
        throw .invalidPropensity("the share of \(arm) is not above 0")
      }
      let total = stated.reduce(0, +)
      values = stated.map { [Double](repeating: $0 / total, count: n) }
    case .rows(let stated):
      guard stated.count == data.arms.count, stated.allSatisfy({ $0.count == n }) else {
        throw .invalidPropensity("one probability for each arm and row is needed")
      }
      values = stated
      for row in 0..<n {
        var total = 0.0
        for arm in stated.indices {
          guard stated[arm][row] > 0, stated[arm][row].isFinite else {
            throw .invalidPropensity("a row has probability 0 of \(data.arms[arm])")
          }
          total += stated[arm][row]
        }
        for arm in stated.indices { values[arm][row] /= total }
      }
    }
    return Propensities(
      values: values, isKnown: true, clippedRows: 0, range: range(of: values), scores: [])
  }

  /// The models that must be fitted to estimate the probabilities of these arms: one for two
  /// arms, else one for each arm against all others.
  static func targets(armCount: Int) -> [NuisanceTarget] {
    armCount == 2 ? [.propensity(arm: 1)] : (0..<armCount).map { .propensity(arm: $0) }
  }

  /// Probabilities from fitted models of `targets(armCount:)`, scaled to sum to 1, then clipped.
  static func estimated(_ fitted: [FittedNuisance], clip: Double) -> Propensities {
    let combined = combine(fitted.map(\.predictions), clip: clip)
    return Propensities(
      values: combined.values, isKnown: false, clippedRows: combined.clippedRows,
      range: combined.range, scores: fitted.map(\.score))
  }

  /// Turns the models' predictions into one probability for each arm.
  static func combine(
    _ predictions: [[Double]], clip: Double
  ) -> (values: [[Double]], clippedRows: Int, range: ClosedRange<Double>) {
    var values = predictions
    if values.count == 1 {
      values = [predictions[0].map { 1 - $0 }, predictions[0]]
    } else {
      for row in 0..<(predictions.first?.count ?? 0) {
        var total = 0.0
        for arm in values.indices { total += max(values[arm][row], 0) }
        for arm in values.indices {
          values[arm][row] = total > 0 ? max(values[arm][row], 0) / total : 1 / Double(values.count)
        }
      }
    }
    let before = range(of: values)
    var clippedRows = 0
    for row in 0..<(values.first?.count ?? 0) {
      var touched = false
      for arm in values.indices {
        let kept = min(max(values[arm][row], clip), 1 - clip)
        if kept != values[arm][row] {
          values[arm][row] = kept
          touched = true
        }
      }
      clippedRows += touched ? 1 : 0
    }
    return (values, clippedRows, before)
  }

  private static func range(of values: [[Double]]) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for arm in values {
      for value in arm {
        low = min(low, value)
        high = max(high, value)
      }
    }
    return low <= high ? low...high : 0...1
  }
}
