import Causal
import Learners
import Numerics

/// The intervals that a model gives for the effect of each judged row.
enum EffectIntervals {
  /// nil for a column, a reversed score, and a model without standard errors.
  static func intervals(
    _ score: JudgedScores.Score, _ comparison: JudgedScores.Comparison, _ judged: JudgedScores,
    level: Double
  ) -> (low: [Double], high: [Double])? {
    guard let source = score.model, !source.isReversed, score.meaning == .effect,
      let model = judged.model(named: source.name),
      let rows = try? model.rows(of: judged.frame.frame).rows,
      let all = (try? model.fitted.model.standardErrors(rows, arm: source.arm + 1)) ?? nil
    else { return nil }
    let reach = NormalDistribution.standard.quantile((1 + level) / 2)
    let errors = comparison.rows.map { all[$0] }
    guard errors.allSatisfy(\.isFinite) else { return nil }
    return (
      low: score.values.indices.map { score.values[$0] - reach * errors[$0] },
      high: score.values.indices.map { score.values[$0] + reach * errors[$0] }
    )
  }
}
