import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// `predict`: adds a model's predictions to a frame.
package struct PredictDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "predict", summary: "Adds a model's predictions to a frame as columns.",
    discussion: """
      The frame is bound again under its own name with the new columns; a model of several arms
      adds one for each, as cate[Mens E-Mail]. On the very rows that the model was fitted on, it is
      fitted again for each of five folds, so that no row is predicted by a model that saw it; a
      causal forest has trees that did not see a row, and need not be. fitted: true takes the model
      as it is.

      A regression of `estimate ols` gives its fitted values or residuals (`what`) to the frame that
      it was estimated on; rows that it left out have none.
      """,
    example: """
      ```{predict}
      model: tau
      data: half.test
      column: effect
      ```
      """,
    values: [
      ("rows", "rows predicted"), ("mean", "mean of the predictions"), ("sd", "their sd"),
      ("min", "the smallest"), ("max", "the largest"),
      ("[ARM].mean", "any of these for one arm of several"),
    ])

  /// What is predicted for each row.
  enum What: String, CaseIterable, Sendable {
    case cate, outcome, propensity, treatment, residual, fitted
  }

  static let model = Parameter<NameReference?>.optional(
    "model", .name("model or regression"), shown: "the model last fitted", "The model.")
  static let column = Parameter<Located<String>?>.optional(
    "column", .located(.string), shown: "what is predicted", "Name of the new column.")
  static let what = Parameter<What>(
    "what", .choice(), default: .cate, shown: "cate",
    "cate: the effect; outcome: the expected outcome under each arm; propensity: the probability of each arm; treatment: the expected treatment, of one arm its probability; fitted: the expected outcome under the arm that the row had; residual: its outcome less that."
  )
  static let interval = Parameter<Bool>(
    "interval", .boolean, default: false,
    "Adds NAME.low and NAME.high, for forests and for effects with a linear last stage.")
  static let fitted = Parameter<Bool>(
    "fitted", .boolean, default: false,
    "Takes the model as it is even on the rows that it was fitted on.")

  package static let parameters: [any AnyParameter] = [
    model, CausalParameters.data, column, what, interval, fitted,
  ]
  package static let diagnostics: [DiagnosticKind] =
    [.noModel, .inSamplePrediction, .noPrediction, .extrapolation]

  let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var columnName: String {
    arguments[Self.column]?.value ?? arguments[Self.what].rawValue
  }

  package func plan(_ plan: inout CellPlan) {
    if let model = arguments[Self.model] {
      plan.readObject(model, types: [FittedEffect.typeName, AverageEffects.typeName])
    } else if !plan.readLastObject(type: FittedEffect.typeName) {
      plan.error(.noModel, "no model is fitted above", hint: "name it with model:")
    }
    plan.readFrame(arguments[CausalParameters.data])
    // How many columns come depends on the arms, so the frame is known only when it runs.
    if let name = plan.frameName(arguments[CausalParameters.data]) {
      plan.bind(name, .frame(.unknown))
    }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    if let reference = arguments[Self.model],
      let regression = context.object(named: reference.name) as? AverageEffects
    {
      return try predict(regression, reference, context)
    }
    let model = try FittedEffect.named(arguments[Self.model], context)
    let object = try context.frame(arguments[CausalParameters.data])
    let isRefitted = model.wasFitted(on: object) && !arguments[Self.fitted]
    let forest = arguments[Self.what] == .cate ? model.fitted.forest : nil
    if isRefitted, arguments[Self.interval], forest == nil {
      throw context.error(
        .noPrediction, at: arguments.range(of: Self.interval),
        "there are no intervals for rows that are predicted out of fold",
        hint: "add fitted: true, or predict for other rows")
    }
    let predictor = EffectPredictor(
      model: model, frame: object.frame, what: arguments[Self.what], level: context.level)
    let fitRows =
      isRefitted && forest == nil
      ? try CausalRows.gather(
        model.roles, from: object.frame, encoder: model.encoder,
        propensityLearner: model.settings.models.propensity.name, takesAmounts: true, context) : nil
    do throws(LearnerError) {
      let prediction =
        if isRefitted, let forest {
          try predictor.predictOutOfBag(forest, interval: arguments[Self.interval])
        } else if let fitRows { try predictor.predictOutOfFold(fitRows) } else {
          try predictor.predict(interval: arguments[Self.interval])
        }
      return result(prediction, model: model, object: object, context)
    } catch .unsupported(let reason) {
      let range =
        arguments[Self.interval]
        ? arguments.range(of: Self.interval) : arguments.range(of: Self.what)
      throw context.error(.noPrediction, at: range, reason)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
  }

  private func result(
    _ prediction: EffectPrediction, model: FittedEffect, object: FrameObject, _ context: RunContext
  ) -> CellResult {
    var result = CellResult()
    result.values.set("rows", object.frame.rowCount)
    var columns: [Column] = []
    var rows: [[TableCell]] = []
    let several = prediction.parts.count > 1
    for part in prediction.parts {
      let name = several ? "\(columnName)[\(part.label)]" : columnName
      columns.append(Column(name: name, numbers: part.values))
      if let low = part.low { columns.append(Column(name: name + ".low", numbers: low)) }
      if let high = part.high { columns.append(Column(name: name + ".high", numbers: high)) }
      let summary = EffectSummary(part.values)
      var values = ResultValues()
      values.set("mean", summary.mean)
      values.set("sd", summary.standardDeviation)
      values.set("min", summary.minimum)
      values.set("max", summary.maximum)
      result.values.merge(values, prefix: several ? "[\(part.label)]." : "")
      rows.append(
        [.text(name)]
          + [summary.mean, summary.standardDeviation, summary.minimum, summary.maximum]
          .map { .optional($0) })
    }
    result.items = [
      .table(
        ResultTable(
          title: "Predictions for \(context.frameName(arguments[CausalParameters.data]))",
          columns: [
            TableColumn("column"), TableColumn("mean"), TableColumn("sd"), TableColumn("min"),
            TableColumn("max"),
          ], rows: rows))
    ]
    result.notes = prediction.notes
    if !model.wasFitted(on: object) {
      result.notes += Extrapolation.check(
        model, name: arguments[Self.model]?.name, on: object.frame, context)
    }
    let isRefitted = model.wasFitted(on: object) && !arguments[Self.fitted]
    if model.lineage.overlaps(object.lineage), !isRefitted, object.frame.rowCount > 0 {
      result.stamps.append("in-sample")
      if !arguments[Self.fitted] {
        context.warn(
          .inSamplePrediction,
          "these rows overlap with those that the model was fitted on, and are predicted as if new")
      }
    }
    let name = context.frameName(arguments[CausalParameters.data])
    let predicted = object.frame.with(columns)
    result.values.set("\(name).rows", predicted.rowCount)
    result.values.set("\(name).columns", predicted.columns.count)
    result.bind(name, object.derived(predicted))
    return result
  }
}

extension DiagnosticKind {
  static let noModel = DiagnosticKind(
    "model.none", .error, "The directive needs a fitted model, and none is fitted above it.")
  static let inSamplePrediction = DiagnosticKind(
    "predict.inSample", .warning,
    "Some of the rows were used to fit the model. Their predictions are closer to the data than those of new rows will be."
  )
  static let noPrediction = DiagnosticKind(
    "predict.unavailable", .error, "This kind of model does not predict what is asked for.")
}
