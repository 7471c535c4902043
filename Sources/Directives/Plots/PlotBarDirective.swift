import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `plot bar`: counts, shares or means by the levels of a column.
package struct PlotBarDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "bar",
    summary: "Draws counts, shares or means by the levels of a column, with intervals.",
    discussion: """
      Without y a bar counts rows; with y it is their mean with its interval, a share with Wilson's
      where y is 0/1. `color` sets bars beside each other; `stack: count` sets them on each other,
      and `stack: share` fills each bar to 100%. Numbers with many values are cut at quantiles.
      `columns` draws a panel for each of several columns.
      """,
    example: """
      ```{plot bar}
      data: customers
      x: channel
      y: visit
      color: segment
      ```
      """,
    values: [
      ("mean[LEVEL]", "mean of a level, with mean.se, mean.ci and rows; sum, median or count"),
      ("share[LEVEL][COLOR]", "the part of a level that has a colour, with stack: share"),
      ("mean[LEVEL][COLOR][PANEL]", "the same of one colour and panel of several"),
    ])

  /// How the colours of one bar share its room.
  enum Stack: String, CaseIterable, Sendable { case none, count, share }
  /// The order of the bars.
  enum Order: String, CaseIterable, Sendable { case name, value }

  static let x = Parameter<ColumnReference?>.optional(
    "x", .column, "The column whose levels have a bar each.")
  static let y = Parameter<ColumnReference?>.optional(
    "y", .column, shown: "the number of rows", "The column that is averaged.")
  static let value = PlotLineDirective.value
  static let stack = Parameter<Stack>(
    "stack", .choice(), default: .none, shown: "none",
    "Sets colours on each other: count adds rows up, share fills each bar to 100%.")
  static let bins = Parameter<Int?>.optional(
    "bins", .integer(from: 2, to: 60), shown: "10 where there are more than 24 values",
    "Into how many groups of about equal size numbers are cut.")
  static let order = Parameter<Order>(
    "order", .choice(), default: .name, shown: "name",
    "The order of bars: by name, or by value with the largest first.")

  package static let parameters: [any AnyParameter] =
    [x, y, value, PlotParameters.color, stack, PlotParameters.facet, PlotParameters.columns, bins]
    + [order, GroupSummary.error] + PlotParameters.common
  package static let diagnostics: [DiagnosticKind] = PlotParameters.diagnostics

  /// More bars cannot be read.
  static let mostLevels = 24

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let columns = arguments[PlotParameters.columns]
    if columns.isEmpty, arguments[Self.x] == nil {
      plan.error(.plotColumns, "bars need x:", hint: "or columns: with several")
    }
    if !columns.isEmpty, arguments[Self.x] != nil || arguments[PlotParameters.facet] != nil {
      plan.error(
        .plotColumns, at: arguments.range(of: PlotParameters.columns),
        "columns: stands in place of x: and facet:")
    }
    if arguments[Self.stack] != .none, arguments[PlotParameters.color] == nil {
      plan.error(
        .plotColumns, at: arguments.range(of: Self.stack),
        "stack: needs color: to set on each other")
    }
    if arguments[Self.stack] != .none, arguments[Self.y] != nil {
      plan.error(
        .plotColumns, at: arguments.range(of: Self.stack),
        "bars on each other count rows: leave out y:")
    }
    PlotParameters.plan(
      arguments,
      columns + [arguments[Self.x], arguments[Self.y], arguments[PlotParameters.color]]
        + [arguments[PlotParameters.facet]], &plan)
  }

  private var kind: GroupSummary.Kind {
    arguments[Self.y] == nil ? .count : arguments[Self.value]
  }

  package func run(_ context: RunContext) throws -> CellResult {
    var rows = try PlotRows(
      color: arguments[PlotParameters.color], facet: arguments[PlotParameters.facet], context)
    var y: PlotColumn?
    if let reference = arguments[Self.y] {
      y = try PlotColumn(
        reference, in: rows.frame,
        otherwise: "shares of a column's levels are color: and stack: share",
        context)
    }
    let references =
      arguments[PlotParameters.columns].isEmpty
      ? [arguments[Self.x]].compactMap { $0 } : arguments[PlotParameters.columns]
    var result = CellResult()
    var panels: [Panel] = []
    var notes: [String] = []
    var isLying = false
    for reference in references {
      let column = try context.column(reference, in: rows.frame)
      let levels = PlotLevels(column, limit: Self.mostLevels, bins: arguments[Self.bins])
      notes += [levels.note].compactMap { $0 }
      let known = PlotColumn(
        name: levels.name, values: levels.codes.map { $0 < 0 ? .nan : Double($0) })
      let parts = try rows.parts(of: [known] + (y.map { [$0] } ?? []), context)
      let bars = Bars(
        levels: levels, rows: rows, parts: parts, y: y, kind: kind,
        error: arguments[GroupSummary.error], stack: arguments[Self.stack],
        ordersByValue: arguments[Self.order] == .value, level: context.level)
      isLying = isLying || bars.isLying
      bars.record(column: references.count > 1 ? column.name : nil, in: &result.values)
      var drawn = bars.panels(
        isLying: references.count > 1 ? false : bars.isLying,
        lines: arguments[PlotParameters.lines])
      if references.count > 1 {
        for index in drawn.indices { drawn[index].x = .categories(bars.names, label: column.name) }
      }
      panels += drawn
      if references.count == 1 {
        result.items = [.chart(chart(bars, panels, y))]
      }
    }
    if references.count > 1 {
      result.items = [
        .chart(
          Chart(kind: "bar", y: valueAxis(y), panels: panels, sharing: .y, columns: 2))
      ]
    }
    result.notes = rows.notes + notes
    if arguments[Self.stack] == .none {
      result.notes +=
        [
          GroupSummary.note(
            kind, isBinary: y?.isBinary ?? false, error: arguments[GroupSummary.error],
            level: context.level)
        ].compactMap { $0 }
    }
    return result
  }

  private func valueAxis(_ y: PlotColumn?) -> Axis {
    let isShare = arguments[Self.stack] == .share || (y?.isBinary ?? false) && kind == .mean
    let label =
      arguments[Self.stack] == .share
      ? "share of rows" : GroupSummary.label(kind, y?.name, isBinary: y?.isBinary ?? false)
    return Axis(
      arguments[PlotParameters.yLabel] ?? label,
      format: isShare ? .share : kind == .count ? .count : .number,
      upper: arguments[Self.stack] == .share ? 1 : nil, includesZero: true)
  }

  private func chart(_ bars: Bars, _ panels: [Panel], _ y: PlotColumn?) -> Chart {
    let names = Axis.categories(
      bars.names, label: arguments[PlotParameters.xLabel] ?? bars.levels.name)
    let values = valueAxis(y)
    return Chart(
      kind: "bar", x: bars.isLying ? values : names, y: bars.isLying ? names : values,
      panels: panels)
  }
}
