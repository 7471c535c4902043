import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `plot box`: quartiles and outliers, by the levels of a column.
package struct PlotBoxDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "box",
    summary: "Draws box plots of a column, by the levels of another.",
    discussion: """
      A box runs from the lower to the upper quartile (type 7) with the median across; whiskers reach
      the farthest values within 1.5 times its height, and values beyond are dots. `columns` draws a
      panel with its own scale for each of several columns.
      """,
    example: """
      ```{plot box}
      data: customers
      x: channel
      y: history
      log: y
      ```
      """,
    values: [
      ("median[LEVEL]", "median of a level, with q25, q75 and rows"),
      ("median[COLUMN][LEVEL][COLOR][PANEL]", "the same of one of several"),
    ])

  static let x = Parameter<ColumnReference?>.optional(
    "x", .column, shown: "one box", "The column whose levels have a box each.")
  static let y = Parameter<ColumnReference?>.optional(
    "y", .column, "The column of numbers that the boxes show.")
  static let bins = PlotBarDirective.bins

  package static let parameters: [any AnyParameter] =
    [x, y, PlotParameters.color, PlotParameters.facet, columns, bins, PlotParameters.log]
    + PlotParameters.common
  package static let diagnostics: [DiagnosticKind] = PlotParameters.diagnostics

  static let columns = Parameter<[ColumnReference]>(
    "columns", .columns, default: [], shown: "none",
    "Columns of numbers that get a panel each, in place of y.")

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let columns = arguments[Self.columns]
    if columns.isEmpty, arguments[Self.y] == nil {
      plan.error(.plotColumns, "box plots need y:", hint: "or columns: with several")
    }
    if !columns.isEmpty, arguments[Self.y] != nil || arguments[PlotParameters.facet] != nil {
      plan.error(
        .plotColumns, at: arguments.range(of: Self.columns),
        "columns: stands in place of y: and facet:")
    }
    PlotParameters.plan(
      arguments,
      columns + [arguments[Self.x], arguments[Self.y], arguments[PlotParameters.color]]
        + [arguments[PlotParameters.facet]], &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    var rows = try PlotRows(
      color: arguments[PlotParameters.color], facet: arguments[PlotParameters.facet], context)
    let levels: PlotLevels
    if let reference = arguments[Self.x] {
      levels = PlotLevels(
        try context.column(reference, in: rows.frame), limit: PlotBarDirective.mostLevels,
        bins: arguments[Self.bins])
    } else {
      levels = PlotLevels(all: rows.frame.rowCount)
    }
    let known = PlotColumn(
      name: levels.name, values: levels.codes.map { $0 < 0 ? .nan : Double($0) })
    let isLog = arguments[PlotParameters.log].contains(.y)
    let references =
      arguments[Self.columns].isEmpty
      ? [arguments[Self.y]].compactMap { $0 } : arguments[Self.columns]
    var result = CellResult()
    var panels: [Panel] = []
    var axis = Axis()
    for reference in references {
      let y = try PlotColumn(reference, in: rows.frame, context)
      let parts = try rows.parts(
        of: (levels.name.isEmpty ? [] : [known]) + [y], positive: isLog ? [y] : [], context)
      axis = y.axis(label: arguments[PlotParameters.yLabel], isLog: isLog)
      let isAlone = references.count == 1
      var marks: [[Mark]] = []
      for part in parts {
        let values = values(of: part, y, levels)
        let key = (isAlone ? "" : "[\(y.name)]")
        for (level, sample) in values.enumerated() where !sample.isEmpty {
          let label = levels.name.isEmpty ? "" : "[\(levels.labels[level])]"
          record(sample, key: key + label + rows.key(part), in: &result.values)
        }
        marks.append([.boxes(boxes(values, part, rows))])
      }
      var drawn = rows.panels(parts, marks: marks, lines: arguments[PlotParameters.lines])
      if !isAlone {
        for index in drawn.indices {
          drawn[index].title = y.name
          drawn[index].y = y.axis(label: "", isLog: isLog)
        }
      }
      panels += drawn
    }
    var chart = Chart(
      kind: "box",
      x: .categories(
        levels.labels,
        label: arguments[PlotParameters.xLabel] ?? (levels.name.isEmpty ? nil : levels.name)),
      y: axis, panels: panels, sharing: references.count > 1 ? .x : .both)
    chart.remarks = ["Whiskers reach the farthest values within 1.5 interquartile ranges."]
    result.items = [.chart(chart)]
    result.notes = rows.notes + [levels.note].compactMap { $0 }
    return result
  }

  private func values(
    of part: PlotRows.Part, _ y: PlotColumn, _ levels: PlotLevels
  ) -> [[Double]] {
    var values = [[Double]](repeating: [], count: levels.labels.count)
    for row in part.rows { values[Int(levels.codes[row])].append(y.values[row]) }
    return values.map { $0.sorted() }
  }

  private func boxes(_ samples: [[Double]], _ part: PlotRows.Part, _ rows: PlotRows) -> BoxMark {
    let boxes = samples.enumerated().compactMap { position, sorted -> BoxMark.Box? in
      guard let lowest = sorted.first, let highest = sorted.last else { return nil }
      let lower = Quantile.ofSorted(sorted, at: 0.25)
      let upper = Quantile.ofSorted(sorted, at: 0.75)
      let reach = 1.5 * (upper - lower)
      let inside = sorted.filter { $0 >= lower - reach && $0 <= upper + reach }
      return BoxMark.Box(
        position: Double(position), lowerWhisker: min(inside.first ?? lowest, lower),
        lowerQuartile: lower, median: Quantile.ofSorted(sorted, at: 0.5), upperQuartile: upper,
        upperWhisker: max(inside.last ?? highest, upper),
        outliers: Self.thinned(sorted.filter { $0 < lower - reach || $0 > upper + reach }))
    }
    return BoxMark(name: rows.name(part), boxes: boxes, role: .series(part.group))
  }

  /// Outliers that a chart can show: of many, those evenly spaced in order, with both ends.
  private static func thinned(_ sorted: [Double]) -> [Double] {
    let most = 2000
    guard sorted.count > most else { return sorted }
    return (0..<most).map { sorted[$0 * (sorted.count - 1) / (most - 1)] }
  }

  private func record(_ sorted: [Double], key: String, in values: inout ResultValues) {
    values.set("median" + key, Quantile.ofSorted(sorted, at: 0.5))
    values.set("q25" + key, Quantile.ofSorted(sorted, at: 0.25))
    values.set("q75" + key, Quantile.ofSorted(sorted, at: 0.75))
    values.set("rows" + key, sorted.count)
  }
}
