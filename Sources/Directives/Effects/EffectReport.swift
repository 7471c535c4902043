import Diagnostics
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
  /// The true effects of the fit rows, where they are known.
  let truth: KnownEffects?
  /// Whether the base learners are the defaults.
  let assumesModels: Bool
  /// Refits on resampled rows, where intervals come from them.
  var bootstrap: ResampledEffects?
  var groups: EffectGroups?
  /// What the numbers may suffer from.
  var warnings: [Diagnostic] = []

  /// Everything for the page of a single fit.
  func result() -> CellResult {
    var result = CellResult()
    result.values = values
    result.items = [.table(model.isResponse ? Self.responseTable(of: model) : effectTable())]
    result.items += groupTables() + coefficientTables() + forestTables()
    let scores = nuisanceScores()
    if !scores.isEmpty { result.items.append(.table(nuisanceTable(scores))) }
    if let table = candidateTable(scores) { result.items.append(.table(table)) }
    result.notes = notes()
    result.definitions = definitions
    return result
  }

  /// What the fit gives by name.
  var values: ResultValues {
    var values = ResultValues()
    values.set("rows", rows.data.rowCount)
    let armValues = model.arms.indices.map { self.values(arm: $0 + 1) }
    if let only = armValues.first, armValues.count == 1 { values.merge(only) }
    for (name, own) in zip(model.arms, armValues) { values.merge(own, prefix: "[\(name)].") }
    setNuisances(&values)
    return values
  }

  var quantile: Double { NormalDistribution().quantile(0.5 + level / 2) }

  private func values(arm: Int) -> ResultValues {
    var values = ResultValues()
    let summary = model.summaries[arm - 1]
    summary.setAverages(quantile: quantile, &values)
    let prefix = model.isResponse ? "prediction" : "cate"
    values.set("\(prefix).mean", summary.effects.mean)
    setMeanInterval(arm, mean: summary.effects.mean, prefix, &values)
    setGroups(arm, &values)
    summary.setSpread(prefix, &values)
    if model.fitted.coefficients.indices.contains(arm - 1) {
      for coefficient in model.fitted.coefficients[arm - 1] {
        values.set("coef[\(coefficient.term)]", coefficient.estimate)
        values.set("se[\(coefficient.term)]", coefficient.standardError)
      }
    }
    if let forest = model.fitted.forest { setForest(forest.arms[arm - 1], &values) }
    if let truth { setAccuracy(arm, truth.arms[arm - 1], &values) }
    return values
  }

  /// The error of the mean predicted effect: of a linear last stage, or by bootstrap.
  private func setMeanInterval(
    _ arm: Int, mean: Double, _ prefix: String, _ values: inout ResultValues
  ) {
    let own = EffectRows(rows.data, propensities: rows.propensity.source.rowValues)
    if let resampled = model.fitted.model as? ResampledEffectModel {
      guard let means = try? resampled.means(own, arm: arm) else { return }
      let ends = Quantile.of(means, at: [(1 - level) / 2, (1 + level) / 2])
      values.set("\(prefix).mean.se", Moments(means).variance.squareRoot())
      values.set("\(prefix).mean.ci", low: ends[0], high: ends[1])
    } else if let error = (try? model.fitted.model.standardErrorOfMean(own, arm: arm)) ?? nil {
      values.set("\(prefix).mean.se", error)
      values.set(
        "\(prefix).mean.ci", low: mean - quantile * error, high: mean + quantile * error)
    }
  }

  /// How far the predicted effects of an arm are from the true ones, on the rows whose truth is known.
  private func setAccuracy(_ arm: Int, _ truth: [Double], _ values: inout ResultValues) {
    let known = truth.indices.filter { truth[$0].isFinite }
    if known.isEmpty { return }
    let effects = model.fitted.effects[arm - 1]
    let errors = known.map { effects[$0] - truth[$0] }
    values.set("pehe", Moments(errors.map { $0 * $0 }).mean.squareRoot())
    values.set("bias", Moments(errors).mean)
    let rows = EffectRows(rows.data, propensities: rows.propensity.source.rowValues)
    if let intervals = (try? model.fitted.model.intervals(rows, arm: arm, level: level)) ?? nil {
      let covered = known.count {
        intervals[$0].low <= truth[$0] && truth[$0] <= intervals[$0].high
      }
      values.set("coverage", Double(covered) / Double(known.count))
      return
    }
    guard let deviations = ownErrors(arm), !deviations.isEmpty else { return }
    let covered = known.count { abs(effects[$0] - truth[$0]) <= quantile * deviations[$0] }
    values.set("coverage", Double(covered) / Double(known.count))
  }

  /// Standard errors of the effects of an arm on the fit rows.
  private func ownErrors(_ arm: Int) -> [Double]? {
    if let forest = model.fitted.forest { return forest.arms[arm - 1].standardErrors }
    return (try? model.fitted.model.standardErrors(EffectRows(rows.data), arm: arm)) ?? nil
  }

  private func effectTable() -> ResultTable {
    Self.effectTable(of: model, values, level: level)
  }

  /// The table of a model's effects, from the values of its fit.
  static func effectTable(
    of model: FittedEffect, _ values: ResultValues, level: Double
  ) -> ResultTable {
    ResultTable(
      title: model.isSlope
        ? "Effect of one unit of \(model.treatment) on \(model.outcome)"
        : "Effects on \(model.outcome) against \(model.control)",
      columns: effectColumns(model.isSlope ? "treatment" : "arm", level: level),
      rows: effectRows(of: model, values) { $0 })
  }

  /// The columns of a table of effects, after the name of the row.
  static func effectColumns(_ first: String, level: Double) -> [TableColumn] {
    [
      TableColumn(first), TableColumn("rows", .count),
      TableColumn("ATE", .estimate(standardErrors: 3)), TableColumn("SE"),
      TableColumn(
        "\(NumberFormat.shortest(100 * level))% interval", .estimate(standardErrors: 3)),
      TableColumn("ATT", .estimate(standardErrors: 3)),
      TableColumn("ATO", .estimate(standardErrors: 3)), TableColumn("mean effect"),
      TableColumn("sd of effects"), TableColumn("5%"), TableColumn("95%"),
    ]
  }

  /// A row for each arm, named as the closure says; a response model has no effects to show.
  func effectRows(name: (String) -> String) -> [[TableCell]] {
    Self.effectRows(of: model, values, name: name)
  }

  private static func effectRows(
    of model: FittedEffect, _ values: ResultValues, name: (String) -> String
  ) -> [[TableCell]] {
    model.arms.enumerated().map { index, arm in
      func cell(_ key: String) -> TableCell { .optional(values["[\(arm)].\(key)"]?.number) }
      var interval = TableCell.missing
      if case .interval(let low, let high)? = values["[\(arm)].ate.ci"] {
        interval = .interval(low, high)
      }
      return [
        .text(name(arm)), .integer(model.summaries[index].rows), cell("ate"), cell("ate.se"),
        interval, cell("att"), cell("ato"), cell("cate.mean"), cell("cate.sd"),
        cell("cate.q05"), cell("cate.q95"),
      ]
    }
  }

  /// The table of a response model's predictions.
  static func responseTable(of model: FittedEffect) -> ResultTable {
    let summary = model.summaries[0].effects
    return ResultTable(
      title: "Predicted \(model.outcome)",
      columns: [
        TableColumn("rows"), TableColumn("mean"), TableColumn("sd"), TableColumn("min"),
        TableColumn("max"),
      ],
      rows: [
        [
          .text(NumberFormat.count(model.provenance.rows)), .optional(summary.mean),
          .optional(summary.standardDeviation), .optional(summary.minimum),
          .optional(summary.maximum),
        ]
      ])
  }

  private func coefficientTables() -> [CellResult.Item] {
    Self.coefficientTables(
      of: model,
      notes: [
        rows.data.clusters == nil
          ? "Least squares with HC1 standard errors."
          : "Least squares with standard errors by cluster."
      ])
  }

  /// An arm in words: a number says little without the treatment's name.
  private static func named(_ arm: String, of treatment: String) -> String {
    Double(arm) == nil ? arm : "\(treatment) = \(arm)"
  }

  /// The coefficients of a linear last stage, a table for each arm.
  static func coefficientTables(of model: FittedEffect, notes: [String]) -> [CellResult.Item] {
    zip(model.arms, model.fitted.coefficients).filter { !$0.1.isEmpty }.map { arm, coefficients in
      .table(
        ResultTable(
          title: "How the effect of \(named(arm, of: model.treatment)) varies",
          columns: [
            TableColumn("term"), TableColumn("coefficient", .estimate(standardErrors: 2)),
            TableColumn("SE"), TableColumn("p", .probability),
          ],
          rows: coefficients.map { coefficient in
            let z = abs(coefficient.estimate) / coefficient.standardError
            return [
              .text(coefficient.term),
              .optional(coefficient.estimate), .optional(coefficient.standardError),
              .optional(2 * NormalDistribution().survival(z)),
            ]
          },
          notes: notes))
    }
  }
}
