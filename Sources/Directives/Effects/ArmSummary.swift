import Execution
import Learners

/// What a fit found of one arm: how many rows had it, its average effects, and the spread of the
/// effects that the model predicts for its own rows.
struct ArmSummary: Sendable {
  /// Rows that received the arm.
  let rows: Int
  /// nil for a response model, which has no effects.
  let average: AverageEffect?
  /// On the rows that received the arm; nil for a slope too.
  let onTreated: AverageEffect?
  /// On the rows that could have had either; nil for a slope, and in files from before it was there.
  let onOverlap: AverageEffect?
  let effects: EffectSummary

  /// One for each arm of a fit; `counts` has the control first.
  static func all(
    _ fitted: FittedEffects, _ scores: DoublyRobustScores?, counts: [Int]
  ) -> [ArmSummary] {
    fitted.effects.enumerated().map { index, effects in
      ArmSummary(
        rows: counts[index + 1], average: scores?.averageEffect(index + 1),
        onTreated: scores.flatMap { $0.isSlope ? nil : $0.averageEffectOnTreated(index + 1) },
        onOverlap: scores.flatMap {
          $0.isSlope ? nil : $0.averageEffect(index + 1, over: .overlap)
        },
        effects: EffectSummary(effects))
    }
  }

  /// `ate`, `att` and `ato` with their errors and intervals.
  func setAverages(quantile: Double, _ values: inout ResultValues) {
    if let average { Self.set("ate", average, quantile, &values) }
    if let onTreated { Self.set("att", onTreated, quantile, &values) }
    if let onOverlap { Self.set("ato", onOverlap, quantile, &values) }
  }

  private static func set(
    _ name: String, _ effect: AverageEffect, _ quantile: Double, _ values: inout ResultValues
  ) {
    let interval = effect.interval(quantile: quantile)
    values.set(name, effect.estimate)
    values.set("\(name).se", effect.standardError)
    values.set("\(name).ci", low: interval.low, high: interval.high)
  }

  /// `cate.sd` and the order statistics, from the smallest to the largest.
  func setSpread(_ prefix: String, _ values: inout ResultValues) {
    values.set("\(prefix).sd", effects.standardDeviation)
    values.set("\(prefix).min", effects.minimum)
    for (name, quantile) in zip(["q05", "q25", "q50", "q75", "q95"], effects.quantiles) {
      values.set("\(prefix).\(name)", quantile)
    }
    values.set("\(prefix).max", effects.maximum)
  }
}
