import Charts
import Diagnostics
import Execution
import Frames
import Learners
import Numerics
import Statistics

/// `plot scatter`: a point for each row.
package struct PlotScatterDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "scatter",
    summary: "Draws a point for each row, with a smooth line where wanted.",
    discussion: """
      Above 2,000 points a panel shows counts in small cells, darker where more rows lie. `smooth`
      adds a line with its band for each colour: `loess` is local regression, `linear` least squares.
      On logarithmic axes it is fitted to the logarithms. `columns` draws a panel for each of several
      x, `facet` one for each level of a column.

      `residuals` draws the residuals of a regression or a fitted model against its fitted values, or
      against `x`; the rows of a regression are its own.

      `partial` draws the outcome against the treatment of `estimate ols` or `dml`, both freed of what
      the controls explain: the slope of its line is the effect, and the points show what it rests on.
      """,
    example: """
      ```{plot scatter}
      data: customers
      x: history
      y: spend
      where: spend > 0
      smooth: loess
      log: [x, y]
      ```
      """,
    values: [
      ("rows", "rows drawn"), ("slope, slope.se, slope.ci, slope.p", "of a linear smooth line"),
      ("r", "Pearson's correlation, with a linear smooth line"),
      ("slope[COLOR][PANEL]", "any of these for one colour and panel of several"),
    ])

  static let x = Parameter<ColumnReference?>.optional(
    "x", .column, "The column along the horizontal axis.")
  static let y = Parameter<ColumnReference?>.optional(
    "y", .column, "The column along the vertical axis.")
  static let smooth = Parameter<SmoothLine.Kind>(
    "smooth", .choice(), default: .none, shown: "none", "A smooth line: loess, linear or none.")
  static let span = Parameter<Double>(
    "span", .number(from: 0, to: 1, excludingLow: true), default: LocalRegression.standardSpan,
    "The share of the rows that a loess line takes at each point.")
  static let error = Parameter<[ColumnReference]>(
    "error", .columns, default: [], shown: "none",
    "Error bars: a column of standard errors, or two columns with the lower and upper ends.")
  static let residuals = Parameter<NameReference?>.optional(
    "residuals", .name("model or regression"),
    "The model or regression whose residuals are drawn.")
  static let partial = Parameter<NameReference?>.optional(
    "partial", .name("estimate"),
    "The estimate whose outcome and treatment are drawn, freed of its controls.")

  package static let parameters: [any AnyParameter] =
    [x, y, PlotParameters.color, PlotParameters.facet, PlotParameters.columns, smooth, span, error]
    + [residuals, partial, PlotParameters.log] + PlotParameters.common
  package static let diagnostics: [DiagnosticKind] = PlotParameters.diagnostics + [.plotResiduals]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    checkColumns(&plan)
    if let estimate = arguments[Self.partial] {
      plan.readObject(estimate, types: [AverageEffects.typeName])
      plan.bind(.values)
      return
    }
    guard let model = arguments[Self.residuals] else {
      PlotParameters.plan(
        arguments,
        [arguments[Self.x], arguments[Self.y], arguments[PlotParameters.color]]
          + [arguments[PlotParameters.facet]] + arguments[PlotParameters.columns]
          + arguments[Self.error], &plan)
      return
    }
    plan.readObject(model, types: [FittedEffect.typeName, AverageEffects.typeName])
    if case .object(AverageEffects.typeName)? = plan.schema(of: model.name) {
      if arguments.isGiven(PlotParameters.data) {
        plan.error(
          .plotResiduals, at: arguments.range(of: PlotParameters.data),
          "a regression has its own rows, so there is no data: beside residuals:")
      }
      plan.bind(.values)
    } else {
      PlotParameters.plan(arguments, [arguments[Self.x], arguments[PlotParameters.color]], &plan)
    }
  }

  private func checkColumns(_ plan: inout CellPlan) {
    let columns = arguments[PlotParameters.columns]
    if arguments[Self.partial] != nil {
      let others: [any AnyParameter] = [
        Self.x, Self.y, PlotParameters.data, PlotParameters.columns, Self.residuals,
      ]
      for other in others where arguments.isGiven(other) {
        plan.error(
          .plotResiduals, at: arguments.range(of: Self.partial),
          "partial: draws what the estimate rests on, so there is no \(other.name): beside it")
      }
    } else if arguments[Self.residuals] != nil {
      if arguments[Self.y] != nil {
        plan.error(
          .plotColumns, at: arguments.range(of: Self.y), "the residuals stand in place of y")
      }
    } else if arguments[Self.y] == nil {
      plan.error(.plotColumns, "a scatter needs y:", hint: "name a column of numbers")
    } else if columns.isEmpty, arguments[Self.x] == nil {
      plan.error(.plotColumns, "a scatter needs x:", hint: "or columns: with several")
    }
    if !columns.isEmpty, arguments[Self.x] != nil || arguments[PlotParameters.facet] != nil {
      plan.error(
        .plotColumns, at: arguments.range(of: PlotParameters.columns),
        "columns: stands in place of x: and facet:")
    }
    if arguments[Self.error].count > 2 {
      plan.error(
        .plotColumns, at: arguments.range(of: Self.error),
        "error: takes a column of standard errors, or the columns of the two ends")
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    var source = try ScatterSource(arguments, context)
    var result = CellResult()
    var panels: [Panel] = []
    var used = 0
    for x in source.xs {
      let parts = try source.parts(x, context)
      used = max(used, parts.reduce(0) { $0 + $1.rows.count })
      var drawn = source.rows.panels(parts, marks: parts.map { source.marks($0, x) }, lines: [])
      for part in parts { source.record(part, x, in: &result.values) }
      for index in drawn.indices {
        drawn[index].marks.insert(
          contentsOf: arguments[PlotParameters.lines].map(\.mark), at: 0)
        if source.xs.count > 1 { drawn[index].x = source.axis(x) }
      }
      panels += drawn
    }
    result.values.set("rows", used)
    var chart = Chart(
      kind: "scatter", x: source.axis(source.xs[0]), y: source.yAxis, panels: panels,
      sharing: source.xs.count > 1 ? .y : .both)
    let points = ScatterSource.thinned(&chart, context)
    result.items = [.chart(chart)]
    result.notes = source.rows.notes + [source.smoothNote, points].compactMap { $0 }
    return result
  }
}

extension DiagnosticKind {
  static let plotResiduals = DiagnosticKind(
    "plot.residuals", .error, "The residuals of this model cannot be drawn as asked.")
}
