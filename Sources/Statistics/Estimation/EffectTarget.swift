/// The population whose average effect is estimated.
package enum EffectTarget: String, Sendable, CaseIterable {
  /// Everyone.
  case ate
  /// Those who were treated.
  case att
  /// Those who were not.
  case atc
  /// Those who could have been either: weights e(1 − e) (Li, Morgan and Zaslavsky 2018).
  case overlap

  /// The weight of a treated row with propensity e, and its derivative in e.
  func treatedWeight(_ e: Double) -> (value: Double, slope: Double) {
    switch self {
    case .ate: (1 / e, -1 / (e * e))
    case .att: (1, 0)
    case .atc: ((1 - e) / e, -1 / (e * e))
    case .overlap: (1 - e, -1)
    }
  }

  /// The weight of a control row with propensity e of treatment, and its derivative in e.
  func controlWeight(_ e: Double) -> (value: Double, slope: Double) {
    let rest = 1 - e
    return switch self {
    case .ate: (1 / rest, 1 / (rest * rest))
    case .att: (e / rest, 1 / (rest * rest))
    case .atc: (1, 0)
    case .overlap: (e, 1)
    }
  }

  /// The share of a row that belongs to the population.
  package func tilt(_ e: Double) -> Double {
    switch self {
    case .ate: 1
    case .att: e
    case .atc: 1 - e
    case .overlap: e * (1 - e)
    }
  }
}
