import Causal
import Glibc
import Numerics
import Statistics

/// A comparison of two arms in which one of rows, effect and power is to be found.
struct PowerQuestion: Sendable {
  /// The control's mean or share; nil where only an absolute effect is asked about.
  var baseline: Double?
  /// The deviation of a row; nil for a share, which has its own.
  var deviation: Double?
  var alpha: Double
  /// Treated rows for each control row.
  var ratio: Double
  /// The correlation of the covariate with the outcome.
  var correlation: Double
  /// Of a ranking's AUTOC, which is asked about in the place of an average effect.
  var ranking: RankingPower?

  /// What is to be found.
  var effectName: String { ranking == nil ? "effect" : "AUTOC" }

  var isShare: Bool { deviation == nil }

  /// The design for a given effect, which for a share decides on the treated arm's variance.
  func analysis(effect: Double) -> PowerAnalysis {
    let share = baseline ?? 0
    func deviation(_ p: Double) -> Double {
      let p = min(max(p, 0), 1)
      return (p * (1 - p)).squareRoot()
    }
    return PowerAnalysis(
      alpha: alpha, ratio: ratio, controlDeviation: self.deviation ?? deviation(share),
      treatedDeviation: self.deviation ?? deviation(share + effect),
      varianceReduction: correlation * correlation)
  }

  /// Rows of both arms together that detect the effect.
  func rows(effect: Double, power: Double) -> (control: Double, treated: Double) {
    if let ranking {
      let control = (ranking.rows(autoc: effect, power: power) / (1 + ratio)).rounded(.up)
      return (control, (control * ratio).rounded(.up))
    }
    let control = analysis(effect: effect).controlRows(effect: effect, power: power).rounded(.up)
    return (control, (control * ratio).rounded(.up))
  }

  /// The power with so many rows in both arms together.
  func power(effect: Double, rows: Double) -> Double {
    if let ranking { return ranking.power(autoc: effect, rows: rows) }
    return analysis(effect: effect).power(effect: effect, controlRows: rows / (1 + ratio))
  }

  /// The smallest positive effect that so many rows detect; nil where no share is large enough.
  func effect(rows: Double, power: Double) -> Double? {
    if let ranking { return ranking.autoc(rows: rows, power: power) }
    let control = rows / (1 + ratio)
    func gap(_ effect: Double) -> Double {
      effect - analysis(effect: effect).detectableEffect(controlRows: control, power: power)
    }
    guard isShare else {
      return analysis(effect: 0).detectableEffect(controlRows: control, power: power)
    }
    // The treated arm's variance depends on the effect itself; the gap grows with it.
    var (low, high) = (0.0, 1 - (baseline ?? 0))
    guard gap(high) >= 0 else { return nil }
    for _ in 0..<200 {
      let middle = 0.5 * (low + high)
      if gap(middle) < 0 { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
