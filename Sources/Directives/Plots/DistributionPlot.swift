import Charts
import Diagnostics
import Execution
import Frames
import Glibc
import Numerics

/// What `plot histogram` and `plot density` share: one column or several, a panel each.
enum DistributionPlot {
  static func plan(
    _ arguments: Arguments, _ x: Parameter<ColumnReference?>, _ plan: inout CellPlan
  ) {
    let columns = arguments[PlotParameters.columns]
    if columns.isEmpty, arguments[x] == nil {
      plan.error(.plotColumns, "a distribution needs x:", hint: "or columns: with several")
    }
    if !columns.isEmpty, arguments[x] != nil || arguments[PlotParameters.facet] != nil {
      plan.error(
        .plotColumns, at: arguments.range(of: PlotParameters.columns),
        "columns: stands in place of x: and facet:")
    }
    PlotParameters.plan(
      arguments,
      columns + [arguments[x], arguments[PlotParameters.color], arguments[PlotParameters.facet]],
      &plan)
  }

  /// - Parameter draw: makes the marks of each part of a column.
  static func run(
    _ kind: String, x: Parameter<ColumnReference?>, y: Axis, isLog: Bool = false,
    _ context: RunContext,
    draw: (
      PlotColumn, [PlotRows.Part], PlotRows, inout ResultValues
    ) throws -> [[Mark]]
  ) throws -> CellResult {
    let arguments = context.arguments
    var rows = try PlotRows(
      color: arguments[PlotParameters.color], facet: arguments[PlotParameters.facet], context)
    let references =
      arguments[PlotParameters.columns].isEmpty
      ? [arguments[x]].compactMap { $0 } : arguments[PlotParameters.columns]
    var result = CellResult()
    var panels: [Panel] = []
    var axis = Axis()
    var used = 0
    for reference in references {
      let column = try PlotColumn(
        reference, in: rows.frame, otherwise: "plot bar counts the levels of a column", context)
      let parts = try rows.parts(of: [column], positive: isLog ? [column] : [], context)
      used = max(used, parts.reduce(0) { $0 + $1.rows.count })
      let isAlone = references.count == 1
      for part in parts {
        record(column, part, key: (isAlone ? "" : "[\(column.name)]") + rows.key(part), &result)
      }
      let marks = try draw(column, parts, rows, &result.values)
      axis = column.axis(
        label: isAlone ? arguments[PlotParameters.xLabel] : nil, isLog: isLog)
      if column.isBinary { axis.format = .count }
      var drawn = rows.panels(parts, marks: marks, lines: arguments[PlotParameters.lines])
      if !isAlone {
        for index in drawn.indices {
          drawn[index].x = axis
          drawn[index].y = Axis(nil, format: y.format, includesZero: true)
        }
      }
      panels += drawn
    }
    result.values.set("rows", used)
    result.items = [
      .chart(
        Chart(
          kind: kind, x: axis, y: y, panels: panels,
          sharing: references.count > 1 ? .none : .both))
    ]
    result.notes = rows.notes
    return result
  }

  private static func record(
    _ column: PlotColumn, _ part: PlotRows.Part, key: String, _ result: inout CellResult
  ) {
    let sample = NumericColumn.taking(column.values, part.rows)
    result.values.set("mean" + key, Moments(sample).mean)
    result.values.set("median" + key, Quantile.median(sample))
  }
}

/// Logarithms to the base of the axes.
enum LogScale {
  static func log(_ value: Double) -> Double { log10(value) }
  static func power(_ value: Double) -> Double { pow(10, value) }
}
