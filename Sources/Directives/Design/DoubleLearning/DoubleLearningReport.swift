import Execution
import Learners
import Numerics
import Statistics

/// `estimate dml` as values, tables and notes.
struct DoubleLearningReport {
  let learning: DoubleLearning
  let outcome: String
  let score: EstimateDMLDirective.Score
  let target: EffectTarget
  let assumesModels: Bool
  let context: RunContext

  func result() -> CellResult {
    let level = context.level
    let effects = zip(learning.arms, learning.estimates).map {
      ArmEffect(arm: $0, $1.estimate, level: level)
    }
    var result = CellResult(values: ArmEffectReport.values(effects, level: level))
    setValues(&result.values)
    let title =
      learning.isSlope
      ? "Slope of \(outcome)"
      : "Effect on \(outcome) (\(score == .interactive ? target.rawValue : score.rawValue))"
    result.items = ArmEffectReport.items(
      effects, on: outcome, title: title, isShare: learning.isShare, level: level)
    if repeatCount > 1 { result.items.append(.table(splits)) }
    result.items.append(
      .table(
        NuisanceTable.table(
          learning.nuisances, foldCount: learning.foldCount, isFirstSplit: repeatCount > 1)))
    result.notes = notes
    result.definitions = definitions
    result.bind(
      context.name,
      AverageEffects(
        outcome: outcome, effects: Array(zip(learning.arms, learning.estimates.map(\.estimate))),
        partial: partial))
    return result
  }

  /// The rests of the first split, of a single effect.
  private var partial: (@Sendable () -> PartialResiduals?)? {
    guard learning.residuals.count == 1, let rests = learning.residuals.first else { return nil }
    let (frame, column) = (
      learning.frame, context.arguments[CausalParameters.treatment].column.name
    )
    return {
      PartialResiduals(
        frame: frame, rows: rests.rows, treatment: column, outcomeRest: rests.outcome,
        treatmentRest: rests.treatment)
    }
  }

  private var repeatCount: Int { learning.estimates.first?.repeats.count ?? 1 }

  private func setValues(_ values: inout ResultValues) {
    values.set("rows", learning.rows)
    values.set("folds", learning.foldCount)
    values.set("repeats", repeatCount)
    if repeatCount > 1, let first = learning.estimates.first {
      values.set("spread", first.spread)
      for (number, split) in first.repeats.enumerated() {
        values.set("ate[\(number + 1)]", split.value)
        values.set("ate.se[\(number + 1)]", split.standardError)
      }
      if learning.arms.count > 1 {
        for (arm, estimate) in zip(learning.arms, learning.estimates) {
          values.set("[\(arm)].spread", estimate.spread)
        }
      }
    }
    if score == .interactive {
      values.set("clipped", learning.clippedRows)
      values.set("propensity.min", learning.propensityRange?.lowerBound)
      values.set("propensity.max", learning.propensityRange?.upperBound)
      values.set("overlap.outside", learning.outsideShare)
    }
    NuisanceTable.setValues(learning.nuisances, &values)
  }

  private var splits: ResultTable {
    var rows: [[TableCell]] = []
    for (arm, estimate) in zip(learning.arms, learning.estimates) {
      for (number, split) in estimate.repeats.enumerated() {
        rows.append([
          .integer(number + 1), .text(arm), .optional(split.value), .optional(split.standardError),
        ])
      }
    }
    let spread = learning.estimates.map { NumberFormat.significant($0.spread, digits: 2) }
    return ResultTable(
      .supporting,
      title: "Splits of the rows",
      columns: [
        TableColumn("split", .count), TableColumn("of"),
        TableColumn("Effect", .estimate(standardErrors: 3)), TableColumn("SE"),
      ], rows: rows,
      notes: ["Standard deviation over the splits: \(spread.joined(separator: ", "))."])
  }

  private var notes: [String] {
    var notes = learning.notes
    if assumesModels {
      notes.append(
        "Base learners are the defaults: boosting for outcomes and numeric treatments, logistic regression for propensities."
      )
    }
    notes += CountText.clipped(
      learning.clippedRows, at: context.arguments[FitParameters.clip])
    if learning.foldCount == 1 {
      notes.append(
        "Without cross-fitting (folds: 1) the intervals are too narrow for flexible models.")
    }
    if score == .partiallingOut, learning.arms.count > 1 {
      notes.append("Each arm is compared with the control on the rows of the two.")
    }
    return notes
  }

  private var definitions: [CellResult.Definition] {
    let estimate =
      score == .interactive
      ? "mean of cross-fitted doubly robust scores; SE of that mean without n/(n − 1)"
      : "Σ T̃Ỹ / ΣT̃² with Ỹ = Y − m̂(X), T̃ = T − ê(X) cross-fitted; SE √Σ(T̃(Ỹ − θT̃))² / ΣT̃²"
    var all = [
      CellResult.Definition(score.rawValue, estimate, source: "Chernozhukov et al. (2018)")
    ]
    if repeatCount > 1 {
      all.append(
        .init(
          "repeats",
          "median over \(repeatCount) splits; SE² is the median of SE² + (estimate − median)²",
          source: "Chernozhukov et al. (2018)"))
    }
    return all
  }
}
