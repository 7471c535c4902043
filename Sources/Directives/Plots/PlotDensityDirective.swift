import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics
import Statistics

/// `plot density`: smooth distributions.
package struct PlotDensityDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "density",
    summary: "Draws the distribution of a column as a smooth curve (Gaussian kernel).",
    discussion: """
      The bandwidth is Silverman's, 0.9·min(sd, IQR/1.34)·n^(−1/5), times `adjust`. With `log: x` the
      density is that of the logarithm. A smooth curve has tails where there are no values: a column
      with a wall, as one that ends at zero, is better shown by `plot histogram`.
      """,
    example: """
      ```{plot density}
      data: customers
      x: spend
      where: spend > 0
      log: x
      color: segment
      ```
      """,
    values: [
      ("rows", "rows drawn"), ("bandwidth", "bandwidth of the first curve"),
      ("mean, median", "of the values; [COLOR][PANEL] behind it where there are several"),
    ])

  static let x = PlotHistogramDirective.x
  static let adjust = Parameter<Double>(
    "adjust", .number(from: 0, to: 100, excludingLow: true), default: 1, shown: "1",
    "A factor on the bandwidth: below 1 shows more detail.")

  package static let parameters: [any AnyParameter] =
    [x, PlotParameters.columns, PlotParameters.color, PlotParameters.facet, adjust]
    + [PlotParameters.log] + PlotParameters.common
  package static let diagnostics: [DiagnosticKind] = PlotParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { DistributionPlot.plan(arguments, Self.x, &plan) }

  private var isLog: Bool { arguments[PlotParameters.log].contains(.x) }

  package func run(_ context: RunContext) throws -> CellResult {
    var constant: [String] = []
    let y = Axis(arguments[PlotParameters.yLabel] ?? "density", includesZero: true)
    var result = try DistributionPlot.run("density", x: Self.x, y: y, isLog: isLog, context) {
      column, parts, rows, values in
      parts.map { part in
        let sample = NumericColumn.taking(column.values, part.rows)
        guard let curve = curve(sample) else {
          constant.append(rows.hasColors ? rows.name(part) : column.name)
          return []
        }
        if values["bandwidth"] == nil { values.set("bandwidth", curve.bandwidth) }
        return [
          .area(
            AreaMark(
              name: rows.name(part), x: curve.x, y: curve.density, role: .series(part.group)))
        ]
      }
    }
    if !constant.isEmpty {
      result.notes.append(
        "\(PlotRows.list(constant)) has fewer than two different values, and no curve.")
    }
    return result
  }

  /// The curve on the scale of the axis, at the places of the data.
  private func curve(_ sample: [Double]) -> (x: [Double], density: [Double], bandwidth: Double)? {
    let drawn = isLog ? sample.map { LogScale.log($0) } : sample
    let bandwidth = KernelDensity.silverman(drawn) * arguments[Self.adjust]
    guard let density = KernelDensity(drawn, bandwidth: bandwidth) else { return nil }
    return (
      isLog ? density.x.map { LogScale.power($0) } : density.x, density.density, density.bandwidth
    )
  }
}
