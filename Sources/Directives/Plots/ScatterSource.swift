import Charts
import Diagnostics
import Execution
import Frames
import Learners
import Numerics
import Statistics

/// What a scatter draws: columns of a frame, or the residuals of a model.
struct ScatterSource {
  var rows: PlotRows
  /// A panel each, where there are several.
  let xs: [PlotColumn]
  let y: PlotColumn
  private let errors: [PlotColumn]
  private let arguments: Arguments
  private let level: Double
  private let isResidual: Bool
  private let smoothKind: SmoothLine.Kind

  init(_ arguments: Arguments, _ context: RunContext) throws(Diagnostic) {
    self.arguments = arguments
    level = context.level
    let color = arguments[PlotParameters.color]
    let facet = arguments[PlotParameters.facet]
    var extra: (frame: Frame?, fitted: PlotColumn, residual: PlotColumn)?
    let partial = arguments[PlotScatterDirective.partial]
    if let partial {
      extra = try Self.partial(partial, context)
    } else if let model = arguments[PlotScatterDirective.residuals] {
      extra = try Self.residuals(model, arguments, context)
    }
    isResidual = extra != nil && partial == nil
    let isGiven = arguments.isGiven(PlotScatterDirective.smooth)
    smoothKind = partial != nil && !isGiven ? .linear : arguments[PlotScatterDirective.smooth]
    var given = extra?.frame
    if let residual = extra?.residual, let fitted = extra?.fitted {
      // The condition of `where` takes rows away: residuals travel with them as columns.
      let base =
        if let given { given } else { try context.frame(arguments[PlotParameters.data]).frame }
      given = base.with([
        Column(name: residual.name, numbers: residual.values),
        Column(name: fitted.name, numbers: fitted.values),
      ])
    }
    let rows = try PlotRows(color: color, facet: facet, frame: given, context)
    self.rows = rows
    let hint = "plot box shows numbers by the levels of a column"
    func column(_ reference: ColumnReference) throws(Diagnostic) -> PlotColumn {
      try PlotColumn(reference, in: rows.frame, otherwise: hint, context)
    }
    var xs: [PlotColumn] = []
    let references =
      arguments[PlotParameters.columns].isEmpty
      ? [arguments[PlotScatterDirective.x]].compactMap { $0 } : arguments[PlotParameters.columns]
    for reference in references { xs.append(try column(reference)) }
    let here = arguments.headRange
    if let extra {
      y = try column(ColumnReference(extra.residual.name, here))
      if xs.isEmpty { xs = [try column(ColumnReference(extra.fitted.name, here))] }
    } else if let reference = arguments[PlotScatterDirective.y] {
      y = try column(reference)
    } else {
      throw context.error(.plotColumns, "a scatter needs y:")
    }
    self.xs = xs
    var errors: [PlotColumn] = []
    for reference in arguments[PlotScatterDirective.error] { errors.append(try column(reference)) }
    self.errors = errors
  }

  /// Treatment and outcome of an estimate, freed of its controls.
  private static func partial(
    _ estimate: NameReference, _ context: RunContext
  ) throws(Diagnostic) -> (frame: Frame?, fitted: PlotColumn, residual: PlotColumn) {
    let effects = try context.object(AverageEffects.self, estimate)
    guard let rests = effects.partial?() else {
      throw context.error(
        .plotResiduals, at: estimate.range,
        "the effect of “\(estimate.name)” is no slope between what its controls leave of outcome and treatment",
        hint: "estimate ols of one treatment has it, and estimate dml with partialling-out")
    }
    return (
      rests.frame.taking(rests.rows),
      PlotColumn(name: "\(rests.treatment), freed of the controls", values: rests.treatmentRest),
      PlotColumn(name: "\(effects.outcome), freed of the controls", values: rests.outcomeRest)
    )
  }

  /// Fitted values and residuals, with the frame where a regression has its own.
  private static func residuals(
    _ model: NameReference, _ arguments: Arguments, _ context: RunContext
  ) throws(Diagnostic) -> (frame: Frame?, fitted: PlotColumn, residual: PlotColumn) {
    if let regression = context.object(named: model.name) as? AverageEffects {
      guard let fit = regression.fit else {
        throw context.error(
          .plotResiduals, at: model.range, "“\(model.name)” is no regression, and has no residuals",
          hint: "estimate ols has them")
      }
      return (
        fit.frame.taking(fit.rows),
        PlotColumn(name: "fitted \(regression.outcome)", values: fit.fitted),
        PlotColumn(name: "residual", values: fit.residuals)
      )
    }
    let fitted = try context.object(FittedEffect.self, model)
    let frame = try context.frame(arguments[PlotParameters.data]).frame
    func predict(_ what: PredictDirective.What) throws(LearnerError) -> [Double] {
      try EffectPredictor(model: fitted, frame: frame, what: what, level: context.level)
        .predict(interval: false).parts.first?.values ?? []
    }
    do throws(LearnerError) {
      return (
        nil, PlotColumn(name: "fitted \(fitted.outcome)", values: try predict(.fitted)),
        PlotColumn(name: "residual", values: try predict(.residual))
      )
    } catch .unsupported(let reason) {
      throw context.error(.plotResiduals, at: model.range, reason)
    } catch {
      throw LearnerProblem.diagnostic(error, roles: fitted.roles, context)
    }
  }

  private var isLogX: Bool { arguments[PlotParameters.log].contains(.x) }
  private var isLogY: Bool { arguments[PlotParameters.log].contains(.y) }

  func axis(_ x: PlotColumn) -> Axis {
    x.axis(label: xs.count > 1 ? nil : arguments[PlotParameters.xLabel], isLog: isLogX)
  }

  var yAxis: Axis {
    let label =
      arguments[PlotParameters.yLabel] ?? (isResidual ? "residual: observed − fitted" : nil)
    return y.axis(label: label, isLog: isLogY, includesZero: isResidual)
  }

  mutating func parts(
    _ x: PlotColumn, _ context: RunContext
  ) throws(Diagnostic) -> [PlotRows.Part] {
    try rows.parts(
      of: [x, y] + errors, positive: (isLogX ? [x] : []) + (isLogY ? [y] : []), context)
  }

  private func smooth(_ part: PlotRows.Part, _ x: PlotColumn) -> SmoothLine? {
    SmoothLine(
      smoothKind, x: NumericColumn.taking(x.values, part.rows),
      y: NumericColumn.taking(y.values, part.rows), logX: isLogX, logY: isLogY,
      span: arguments[PlotScatterDirective.span], level: level)
  }

  func marks(_ part: PlotRows.Part, _ x: PlotColumn) -> [Mark] {
    let xs = NumericColumn.taking(x.values, part.rows)
    let ys = NumericColumn.taking(y.values, part.rows)
    // One series is named by the axis and needs no legend; its smooth line stands out from it.
    let name = rows.hasColors ? rows.name(part) : ""
    let role = ChartRole.series(part.group)
    var marks: [Mark] = []
    if let (low, high) = ends(part.rows, around: ys) {
      marks.append(
        .intervals(
          IntervalMark(
            name: name, positions: xs, values: ys, low: low, high: high, role: role,
            orientation: .vertical)))
    } else {
      marks.append(.points(PointMark(name: name, x: xs, y: ys, role: role)))
    }
    if let smooth = smooth(part, x) {
      let label = smoothKind.rawValue
      marks += smooth.marks(
        name: name.isEmpty ? label : "\(label), \(name)",
        role: rows.hasColors ? role : .accent)
    }
    return marks
  }

  private func ends(_ rows: [Int], around values: [Double]) -> ([Double], [Double])? {
    switch errors.count {
    case 1:
      let quantile = NormalDistribution.standard.upperQuantile(0.5 * (1 - level))
      let reach = rows.map { quantile * errors[0].values[$0] }
      return (zip(values, reach).map { $0 - $1 }, zip(values, reach).map { $0 + $1 })
    case 2:
      return (
        NumericColumn.taking(errors[0].values, rows), NumericColumn.taking(errors[1].values, rows)
      )
    default: return nil
    }
  }

  /// Slope and correlation of a linear line.
  func record(_ part: PlotRows.Part, _ x: PlotColumn, in values: inout ResultValues) {
    guard let smooth = smooth(part, x), let slope = smooth.slope else { return }
    let key = (xs.count > 1 ? "[\(x.name)]" : "") + rows.key(part)
    let interval = slope.interval(level: level)
    values.set("slope" + key, slope.value)
    values.set("slope.se" + key, slope.standardError)
    values.set("slope.ci" + key, low: interval.low, high: interval.high)
    values.set("slope.p" + key, slope.pValue)
    values.set("r" + key, smooth.correlation)
  }

  var smoothNote: String? {
    SmoothLine.note(
      smoothKind, span: arguments[PlotScatterDirective.span],
      level: level)
  }

  /// Points above this number are drawn but not all listed.
  private static let listed = 2000

  /// Lists a part of the points of a large chart in its data, drawn at random in the order of rows.
  ///
  /// - Returns: a sentence that says so.
  static func thinned(_ chart: inout Chart, _ context: RunContext) -> String? {
    let longest = chart.series.map(\.y.count).max() ?? 0
    guard longest > listed else { return nil }
    chart.series = chart.series.map { series in
      guard series.y.count > listed else { return series }
      var stream = context.stream("listed points", content: UInt64(series.y.count))
      let positions = stream.permutation(series.y.count).prefix(listed).sorted()
      var thinned = series
      func take(_ values: [Double]) -> [Double] {
        values.isEmpty ? [] : positions.map { values[$0] }
      }
      thinned.x = take(series.x)
      thinned.y = take(series.y)
      thinned.low = take(series.low)
      thinned.high = take(series.high)
      return thinned
    }
    return
      "All points are drawn; the data of the chart list \(NumberFormat.count(listed)) of each series, drawn at random."
  }
}
