import Execution
import Learners
import Numerics

/// The values, tables and notes of a fit.
struct EffectReport {
  let model: FittedEffect
  let rows: CausalRows
  /// nil for a response model, which has no effects.
  let scores: DoublyRobustScores?
  let level: Double
  /// The true effect of the fit rows, where it is known.
  var truth: [Double]?
  /// Whether the base learners are the defaults.
  var assumesModels = false

  func result() -> CellResult {
    var result = CellResult()
    result.values.set("rows", rows.data.rowCount)
    let armValues = model.arms.indices.map { values(arm: $0 + 1) }
    if let only = armValues.first, armValues.count == 1 { result.values.merge(only) }
    for (name, values) in zip(model.arms, armValues) {
      result.values.merge(values, prefix: "[\(name)].")
    }
    setNuisances(&result.values)
    result.items = [.table(model.isResponse ? responseTable() : effectTable(armValues))]
    result.items += coefficientTables()
    let scores = nuisanceScores()
    if !scores.isEmpty { result.items.append(.table(nuisanceTable(scores))) }
    result.notes = notes()
    if !model.isResponse { result.definitions = Self.definitions }
    return result
  }

  private var quantile: Double { NormalDistribution().quantile(0.5 + level / 2) }

  private func values(arm: Int) -> ResultValues {
    var values = ResultValues()
    let summary = EffectSummary(model.fitted.effects[arm - 1])
    if let scores {
      set("ate", scores.averageEffect(arm), &values)
      set("att", scores.averageEffectOnTreated(arm), &values)
    }
    let prefix = model.isResponse ? "prediction" : "cate"
    values.set("\(prefix).mean", summary.mean)
    values.set("\(prefix).sd", summary.standardDeviation)
    values.set("\(prefix).min", summary.minimum)
    for (name, quantile) in zip(["q05", "q25", "q50", "q75", "q95"], summary.quantiles) {
      values.set("\(prefix).\(name)", quantile)
    }
    values.set("\(prefix).max", summary.maximum)
    if model.fitted.coefficients.indices.contains(arm - 1) {
      for coefficient in model.fitted.coefficients[arm - 1] {
        values.set("coef[\(coefficient.term)]", coefficient.estimate)
        values.set("se[\(coefficient.term)]", coefficient.standardError)
      }
    }
    if arm == 1, let truth { setAccuracy(truth, &values) }
    return values
  }

  private func set(_ name: String, _ effect: AverageEffect, _ values: inout ResultValues) {
    let interval = effect.interval(quantile: quantile)
    values.set(name, effect.estimate)
    values.set("\(name).se", effect.standardError)
    values.set("\(name).ci", low: interval.low, high: interval.high)
  }

  /// How far the predicted effects are from the true ones.
  private func setAccuracy(_ truth: [Double], _ values: inout ResultValues) {
    let errors = zip(model.fitted.effects[0], truth).map { $0 - $1 }
    values.set("pehe", Moments(errors.map { $0 * $0 }).mean.squareRoot())
    values.set("bias", Moments(errors).mean)
    let rows = EffectRows(rows.data)
    guard let deviations = (try? model.fitted.model.standardErrors(rows, arm: 1)) ?? nil else {
      return
    }
    let covered = zip(errors, deviations).filter { abs($0) <= quantile * $1 }.count
    values.set("coverage", Double(covered) / Double(errors.count))
  }

  private func effectTable(_ arms: [ResultValues]) -> ResultTable {
    let percent = NumberFormat.shortest(100 * level)
    func cell(_ values: ResultValues, _ key: String) -> TableCell { .optional(values[key]?.number) }
    let cells = zip(model.arms.indices, arms).map { index, values -> [TableCell] in
      var interval = TableCell.missing
      if case .interval(let low, let high)? = values["ate.ci"] { interval = .interval(low, high) }
      return [
        .text(model.arms[index]), .integer(rows.arms.counts[index + 1]), cell(values, "ate"),
        cell(values, "ate.se"), interval, cell(values, "att"), cell(values, "cate.mean"),
        cell(values, "cate.sd"), cell(values, "cate.q05"), cell(values, "cate.q95"),
      ]
    }
    return ResultTable(
      title: "Effects on \(model.outcome) against \(model.control)",
      columns: [
        TableColumn("arm"), TableColumn("rows", .count),
        TableColumn("ATE", .estimate(standardErrors: 3)), TableColumn("SE"),
        TableColumn("\(percent)% interval", .estimate(standardErrors: 3)),
        TableColumn("ATT", .estimate(standardErrors: 3)), TableColumn("mean effect"),
        TableColumn("sd of effects"), TableColumn("5%"), TableColumn("95%"),
      ], rows: cells)
  }

  private func responseTable() -> ResultTable {
    let summary = EffectSummary(model.fitted.effects[0])
    return ResultTable(
      title: "Predicted \(model.outcome)",
      columns: [
        TableColumn("rows"), TableColumn("mean"), TableColumn("sd"), TableColumn("min"),
        TableColumn("max"),
      ],
      rows: [
        [
          .text(NumberFormat.count(rows.data.rowCount)), .optional(summary.mean),
          .optional(summary.standardDeviation), .optional(summary.minimum),
          .optional(summary.maximum),
        ]
      ])
  }

  private func coefficientTables() -> [CellResult.Item] {
    zip(model.arms, model.fitted.coefficients).filter { !$0.1.isEmpty }.map { arm, coefficients in
      .table(
        ResultTable(
          title: "How the effect of \(arm) varies",
          columns: [
            TableColumn("term"), TableColumn("coefficient", .estimate(standardErrors: 2)),
            TableColumn("SE"), TableColumn("p", .probability),
          ],
          rows: coefficients.map { coefficient in
            let z = abs(coefficient.estimate) / coefficient.standardError
            return [
              .text(coefficient.term == "1" ? "intercept" : coefficient.term),
              .optional(coefficient.estimate), .optional(coefficient.standardError),
              .optional(2 * NormalDistribution().survival(z)),
            ]
          }, notes: ["Least squares with HC1 standard errors."]))
    }
  }
}
