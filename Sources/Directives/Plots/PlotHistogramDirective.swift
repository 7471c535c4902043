import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics
import Statistics

/// `plot histogram`: how the values of a column are distributed.
package struct PlotHistogramDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "histogram",
    summary: "Draws how the values of a column are distributed, in bins of round width.",
    discussion: """
      Bins follow Freedman and Diaconis' rule, 2·IQR·n^(−1/3), rounded; whole numbers get whole bins.
      With `color` the outlines lie over each other, as the share of each colour's rows so that
      groups of different size compare. `columns` draws a panel for each of several columns.
      """,
    example: """
      ```{plot histogram}
      data: customers
      x: history
      color: segment
      where: history < 1000
      ```
      """,
    values: [
      ("rows", "rows drawn"), ("width", "width of the bins"),
      ("mean, median", "of the values; [COLOR][PANEL] behind it where there are several"),
    ])

  /// What the height of a bar is.
  enum Height: String, CaseIterable, Sendable { case count, share, density }

  static let x = Parameter<ColumnReference?>.optional(
    "x", .column, "The column of numbers or dates.")
  static let bins = Parameter<Int?>.optional(
    "bins", .integer(from: 1, to: 200), shown: "Freedman and Diaconis' rule",
    "About how many bins there are.")
  static let value = Parameter<Height?>.optional(
    "value", .choice(), shown: "count, or share with color",
    "The height of a bar: count of rows, share of the colour's rows, or density.")

  package static let parameters: [any AnyParameter] =
    [x, PlotParameters.columns, PlotParameters.color, PlotParameters.facet, bins, value]
    + PlotParameters.common
  package static let diagnostics: [DiagnosticKind] = PlotParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { DistributionPlot.plan(arguments, Self.x, &plan) }

  private var height: Height {
    arguments[Self.value] ?? (arguments[PlotParameters.color] == nil ? .count : .share)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let label =
      switch height {
      case .count: "rows"
      case .share: "share of rows"
      case .density: "density"
      }
    let y = Axis(
      arguments[PlotParameters.yLabel] ?? label,
      format: height == .count ? .count : height == .share ? .share : .number, includesZero: true)
    return try DistributionPlot.run("histogram", x: Self.x, y: y, context) {
      column, parts, rows, values in
      let all = parts.flatMap { NumericColumn.taking(column.values, $0.rows) }
      guard let bins = HistogramBins(all, count: arguments[Self.bins]) else {
        throw context.error(
          .plotNoRows, "the values of “\(column.name)” are too large to be put in bins")
      }
      values.set("width", bins.width)
      return parts.map { [marks($0, column, rows, bins)] }
    }
  }

  private func marks(
    _ part: PlotRows.Part, _ column: PlotColumn, _ rows: PlotRows, _ bins: HistogramBins
  ) -> Mark {
    var heights = bins.counts(NumericColumn.taking(column.values, part.rows))
    let scale =
      switch height {
      case .count: 1.0
      case .share: 1 / Double(part.rows.count)
      case .density: 1 / (Double(part.rows.count) * bins.width)
      }
    for index in heights.indices { heights[index] *= scale }
    return .histogram(
      HistogramMark(
        name: rows.name(part), edges: bins.edges, values: heights, role: .series(part.group),
        outlined: rows.hasColors))
  }
}
