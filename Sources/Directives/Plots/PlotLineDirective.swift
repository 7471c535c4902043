import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `plot line`: a number along another or along dates.
package struct PlotLineDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "line",
    summary: "Draws a line along a number or dates, or the mean at each x with its band.",
    discussion: """
      Where each x has one row the line goes through the rows. Where it has more, the line goes
      through their means (`value` chooses sums, medians or counts), and a band shows the interval;
      a 0/1 column gives shares with Wilson's interval. `bins` cuts x at quantiles first. Without y
      the line counts rows. `smooth: linear` adds the straight line fitted to the rows, to compare a
      dose-response with.
      """,
    example: """
      ```{plot line}
      data: experiment
      x: discount
      y: profit
      color: segment
      smooth: linear
      ```
      """,
    values: [
      ("mean[X]", "the mean at an x, with mean.se and mean.ci; rows[X]"),
      ("mean[X][COLOR][PANEL]", "the same of one colour and panel of several"),
      ("slope, slope.se, slope.ci, slope.p, r", "of the straight line, with smooth: linear"),
    ])

  static let x = Parameter<ColumnReference>(
    "x", .column, "A column of numbers or dates, along the horizontal axis.")
  static let y = Parameter<ColumnReference?>.optional(
    "y", .column, shown: "the number of rows", "The column whose values the line shows.")
  static let value = Parameter<GroupSummary.Kind>(
    "value", .choice(), default: .mean, shown: "mean",
    "What stands for the rows of one x: mean, sum, median or count.")
  static let bins = Parameter<Int?>.optional(
    "bins", .integer(from: 2, to: 200), shown: "every x",
    "Cuts x into so many groups of about equal size, drawn at their mean x.")
  static let smooth = PlotScatterDirective.smooth

  package static let parameters: [any AnyParameter] =
    [x, y, value, PlotParameters.color, PlotParameters.facet, bins, GroupSummary.error, smooth]
    + [PlotScatterDirective.span, PlotParameters.log] + PlotParameters.common
  package static let diagnostics: [DiagnosticKind] = PlotParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    PlotParameters.plan(
      arguments,
      [arguments[Self.x], arguments[Self.y], arguments[PlotParameters.color]]
        + [arguments[PlotParameters.facet]], &plan)
  }

  private var isLogX: Bool { arguments[PlotParameters.log].contains(.x) }
  private var isLogY: Bool { arguments[PlotParameters.log].contains(.y) }
  private var kind: GroupSummary.Kind {
    arguments[Self.y] == nil ? .count : arguments[Self.value]
  }

  package func run(_ context: RunContext) throws -> CellResult {
    var rows = try PlotRows(
      color: arguments[PlotParameters.color], facet: arguments[PlotParameters.facet], context)
    let x = try PlotColumn(
      arguments[Self.x], in: rows.frame, otherwise: "plot bar shows the levels of a column",
      context)
    var y: PlotColumn?
    if let reference = arguments[Self.y] {
      y = try PlotColumn(reference, in: rows.frame, context)
    }
    let parts = try rows.parts(
      of: [x] + (y.map { [$0] } ?? []),
      positive: (isLogX ? [x] : []) + (isLogY && kind != .count ? (y.map { [$0] } ?? []) : []),
      context)
    var result = CellResult()
    result.values.set("rows", parts.reduce(0) { $0 + $1.rows.count })
    let lines = parts.map { line($0, x, y, level: context.level) }
    let hasMeans = lines.contains { $0.hasMeans }
    var drawn: [[Mark]] = []
    for (part, line) in zip(parts, lines) {
      if hasMeans { record(line, rows.key(part), in: &result.values) }
      drawn.append(marks(line, part, rows, x, y, level: context.level, &result.values))
    }
    let panels = rows.panels(parts, marks: drawn, lines: arguments[PlotParameters.lines])
    let isBinary = y?.isBinary ?? false
    let label =
      hasMeans || y == nil
      ? GroupSummary.label(kind, y?.name, isBinary: isBinary) : y?.name
    let isShare = isBinary && kind == .mean
    result.items = [
      .chart(
        Chart(
          kind: "line", x: x.axis(label: arguments[PlotParameters.xLabel], isLog: isLogX),
          y: Axis(
            arguments[PlotParameters.yLabel] ?? label,
            format: isShare ? .share : kind == .count ? .count : .number,
            scale: isLogY ? .log : .linear, includesZero: kind == .count || kind == .sum),
          panels: panels))
    ]
    result.notes = rows.notes
    if hasMeans {
      result.notes +=
        [
          GroupSummary.note(
            kind, isBinary: isBinary, error: arguments[GroupSummary.error], level: context.level)
        ].compactMap { $0 }
    }
    result.notes +=
      [
        SmoothLine.note(
          arguments[Self.smooth], span: arguments[PlotScatterDirective.span], level: context.level)
      ].compactMap { $0 }
    return result
  }

  /// The points of one part, in order of x.
  private struct Line {
    var x: [Double] = []
    /// How each x is written as a key.
    var keys: [String] = []
    var summaries: [GroupSummary] = []
    /// Whether some x stands for several rows.
    var hasMeans = false
  }

  private func line(
    _ part: PlotRows.Part, _ x: PlotColumn, _ y: PlotColumn?, level: Double
  ) -> Line {
    let order = part.rows.sorted { x.values[$0] < x.values[$1] }
    var line = Line()
    var start = 0
    let target = arguments[Self.bins].map { Double(order.count) / Double($0) }
    while start < order.count {
      var end = start + 1
      let goal = target.map {
        Int((Double(line.x.count + 1) * $0).rounded())
      }
      while end < order.count,
        x.values[order[end]] == x.values[order[end - 1]] || goal.map({ end < $0 }) ?? false
      {
        end += 1
      }
      let group = Array(order[start..<end])
      let mean = Moments(NumericColumn.taking(x.values, group)).mean
      line.x.append(mean)
      line.keys.append(
        x.isDate
          ? CivilDate(daysSinceEpoch: Int32(mean)).description
          : NumberFormat.significant(mean, digits: 6).trimmedZeros)
      line.summaries.append(
        GroupSummary(
          y.map { NumericColumn.taking($0.values, group) } ?? group.map { _ in 1 }, kind,
          isBinary: y?.isBinary ?? false, error: arguments[GroupSummary.error], level: level))
      if group.count > 1 || y == nil { line.hasMeans = true }
      start = end
    }
    return line
  }

  private func marks(
    _ line: Line, _ part: PlotRows.Part, _ rows: PlotRows, _ x: PlotColumn, _ y: PlotColumn?,
    level: Double, _ values: inout ResultValues
  ) -> [Mark] {
    let role = ChartRole.series(part.group)
    let values0 = line.summaries.map(\.value)
    let name = rows.name(part)
    let drawn = LineMark(name: name, x: line.x, y: values0, role: role)
    let hasBand = line.summaries.contains { $0.low.isFinite }
    var marks: [Mark] = []
    // Few means are points with intervals, joined; a band between three points would mislead.
    if hasBand, line.x.count <= 12 {
      marks.append(
        .intervals(
          IntervalMark(
            name: name, positions: line.x, values: values0, low: line.summaries.map(\.low),
            high: line.summaries.map(\.high), role: role, orientation: .vertical)))
      marks.append(.line(LineMark(name: name, x: line.x, y: values0, role: role, label: "")))
    } else if hasBand {
      marks += Mark.curve(
        drawn, low: line.summaries.map(\.low), high: line.summaries.map(\.high))
    } else {
      marks.append(.line(drawn))
    }
    guard let y, arguments[Self.smooth] != .none else { return marks }
    let smooth = SmoothLine(
      arguments[Self.smooth], x: NumericColumn.taking(x.values, part.rows),
      y: NumericColumn.taking(y.values, part.rows), logX: isLogX, logY: isLogY,
      span: arguments[PlotScatterDirective.span], level: level)
    guard let smooth else { return marks }
    let label = arguments[Self.smooth].rawValue
    marks += smooth.marks(
      name: name.isEmpty ? label : "\(label), \(name)",
      role: rows.hasColors ? role : .accent)
    if let slope = smooth.slope {
      let key = rows.key(part)
      let interval = slope.interval(level: level)
      values.set("slope" + key, slope.value)
      values.set("slope.se" + key, slope.standardError)
      values.set("slope.ci" + key, low: interval.low, high: interval.high)
      values.set("slope.p" + key, slope.pValue)
      values.set("r" + key, smooth.correlation)
    }
    return marks
  }

  /// More values than this are for the chart's data alone.
  private static let mostRecorded = 200

  private func record(_ line: Line, _ key: String, in values: inout ResultValues) {
    guard line.x.count <= Self.mostRecorded else { return }
    for (name, summary) in zip(line.keys, line.summaries) {
      summary.record(kind, key: "[\(name)]" + key, in: &values)
    }
  }
}

extension String {
  /// A decimal without zeros at its end.
  var trimmedZeros: String {
    guard contains("."), !contains("e") else { return self }
    var text = self
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
