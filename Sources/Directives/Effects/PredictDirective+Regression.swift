import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Statistics

extension PredictDirective {
  /// Gives a regression's fitted values or residuals to the rows that it was estimated on.
  ///
  /// - Throws: a diagnostic where the estimate is no regression, something else is asked for, or the
  ///   frame has other rows than the regression's.
  func predict(
    _ regression: AverageEffects, _ reference: NameReference, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    guard let fit = regression.fit else {
      throw context.error(
        .noPrediction, at: reference.range,
        "“\(reference.name)” is no regression, and predicts nothing",
        hint: "estimate ols has fitted values and residuals")
    }
    let what = arguments[Self.what]
    guard what == .residual || what == .fitted else {
      throw context.error(
        .noPrediction, at: arguments.range(of: Self.what),
        "a regression does not predict \(what.rawValue)", hint: "what: residual or what: fitted")
    }
    let object = try context.frame(arguments[CausalParameters.data])
    guard isOfSameRows(object.frame, fit, outcome: regression.outcome) else {
      throw context.error(
        .noPrediction, at: reference.range,
        "“\(context.frameName(arguments[CausalParameters.data]))” has other rows than “\(reference.name)” was estimated on",
        hint: "name the frame of the regression with data:")
    }
    var values = [Double](repeating: .nan, count: object.frame.rowCount)
    for (row, value) in zip(fit.rows, what == .residual ? fit.residuals : fit.fitted) {
      values[row] = value
    }
    return result(values, of: fit, object: object, context)
  }

  private func isOfSameRows(
    _ frame: Frame, _ fit: AverageEffects.FittedRows, outcome: String
  ) -> Bool {
    guard frame.rowCount == fit.frame.rowCount else { return false }
    // The outcome of a formula may be an expression, which no column holds.
    guard let here = frame.doubles(outcome), let there = fit.frame.doubles(outcome) else {
      return true
    }
    return zip(here, there).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
  }

  private func result(
    _ values: [Double], of fit: AverageEffects.FittedRows, object: FrameObject,
    _ context: RunContext
  ) -> CellResult {
    let column = arguments[Self.column]?.value ?? arguments[Self.what].rawValue
    let summary = EffectSummary(values.filter { !$0.isNaN })
    var result = CellResult()
    result.values.set("rows", fit.rows.count)
    result.values.set("mean", summary.mean)
    result.values.set("sd", summary.standardDeviation)
    result.values.set("min", summary.minimum)
    result.values.set("max", summary.maximum)
    let name = context.frameName(arguments[CausalParameters.data])
    result.items = [
      .table(
        ResultTable(
          title: "Predictions for \(name)",
          columns: [
            TableColumn("column"), TableColumn("mean"), TableColumn("sd"), TableColumn("min"),
            TableColumn("max"),
          ],
          rows: [
            [.text(column)]
              + [summary.mean, summary.standardDeviation, summary.minimum, summary.maximum]
              .map { .optional($0) }
          ]))
    ]
    let left = values.count - fit.rows.count
    if left > 0 {
      result.notes.append("\(left) rows that the regression left out have no \(column).")
    }
    let predicted = object.frame.with([Column(name: column, numbers: values)])
    result.values.set("\(name).rows", predicted.rowCount)
    result.values.set("\(name).columns", predicted.columns.count)
    result.bind(name, object.derived(predicted))
    return result
  }
}
