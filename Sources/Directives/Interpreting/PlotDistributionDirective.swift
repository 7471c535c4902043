import Charts
import Diagnostics
import Execution
import Frames
import Learners
import NotebookSyntax
import Numerics

/// `plot distribution`: how predicted effects are spread over the rows.
package struct PlotDistributionDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "distribution",
    summary: "Draws the distribution of the predicted effects of one or more scores.",
    discussion: """
      Histograms over common bins, as shares of the rows. Rows need no outcome. Predictions are
      spread less than true effects where a learner shrinks, and more where it follows noise: the
      width alone is no evidence that the effect varies. The outermost thousandth at either end is
      not drawn, and counted.
      """,
    example: """
      ```{plot distribution}
      data: half.test
      scores: [tau, forest]
      ```
      """,
    values: [
      ("mean[S], sd[S], min[S], max[S]", "of the scores of S"),
      ("q05[S], q25[S], q50[S], q75[S], q95[S]", "quantiles"),
      ("positive[S]", "share of rows above zero"),
    ])

  static let bins = Parameter<Int>(
    "bins", .integer(from: 2, to: 200), default: 40, "Bins over the range of all scores.")

  package static let parameters: [any AnyParameter] = [
    JudgingParameters.model, JudgingParameters.scores, JudgingParameters.data,
    JudgingParameters.arms, bins,
  ]
  package static let diagnostics: [DiagnosticKind] = [
    .nothingToJudge, .invalidScore, .unscoredRows,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    if let model = arguments[JudgingParameters.model] {
      plan.readObject(model, types: [FittedEffect.typeName])
    }
    for score in arguments[JudgingParameters.scores] ?? [] {
      if case .object(FittedEffect.typeName)? = plan.schema(of: score.name) {
        _ = plan.readIfBound(score.name)
      } else {
        plan.check(score.column, in: schema)
      }
    }
    if arguments[JudgingParameters.scores] == nil, arguments[JudgingParameters.model] == nil,
      !plan.readLastObject(type: FittedEffect.typeName)
    {
      plan.error(
        .nothingToJudge, "no model is fitted above", hint: "fit one, or name columns with scores:")
    }
    plan.bind(.values)
  }

  private struct Series {
    let name: String
    /// Without what is missing.
    let values: [Double]
    let missing: Int
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[JudgingParameters.data]).frame
    let series = try self.series(frame, context)
    if let empty = series.first(where: { $0.values.isEmpty }) {
      throw context.error(.unscoredRows, "no row has the score “\(empty.name)”")
    }
    var result = CellResult()
    for one in series { record(one, &result.values) }
    result.items = [.chart(chart(series, &result.notes)), .table(table(series))]
    for one in series where one.missing > 0 {
      result.notes.append("\(CountText.rowsAre(one.missing)) without \(one.name), and left out.")
    }
    return result
  }

  private func series(_ frame: Frame, _ context: RunContext) throws(Diagnostic) -> [Series] {
    var series: [Series] = []
    guard let references = arguments[JudgingParameters.scores] else {
      let model = try FittedEffect.named(arguments[JudgingParameters.model], context)
      let name =
        arguments[JudgingParameters.model]?.name
        ?? context.lastObject(FittedEffect.self)?.name ?? "tau"
      return try self.series(model, name, arm: nil, sign: 1, frame, context)
    }
    for reference in references {
      let sign: Double = reference.isReversed ? -1 : 1
      if let model = context.object(named: reference.name, at: reference.range) as? FittedEffect {
        let name = (reference.isReversed ? "-" : "") + reference.name
        series += try self.series(model, name, arm: reference.arm, sign: sign, frame, context)
      } else {
        let values = try NumericColumn.values(
          reference.column, role: "score", in: frame, context)
        series.append(Self.series(reference.text, values.map { sign * $0 }))
      }
    }
    return series
  }

  private func series(
    _ model: FittedEffect, _ name: String, arm: String?, sign: Double, _ frame: Frame,
    _ context: RunContext
  ) throws(Diagnostic) -> [Series] {
    do throws(LearnerError) {
      let scores = try model.scores(frame)
      let wanted = arm.map { [$0] } ?? arguments[JudgingParameters.arms]?.map(\.value) ?? model.arms
      var found: [Series] = []
      for (label, values) in zip(model.arms, scores) where wanted.contains(label) {
        found.append(
          Self.series(
            model.arms.count > 1 ? "\(name)[\(label)]" : name, values.map { sign * $0 }))
      }
      if !found.isEmpty { return found }
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    let unknown = arm ?? arguments[JudgingParameters.arms]?.first?.value ?? ""
    throw context.error(
      .invalidScore, at: arguments.range(of: JudgingParameters.scores),
      "“\(name)” has no arm “\(unknown)”",
      hint: NearMiss.hint(for: unknown, in: model.arms, what: "arms"))
  }

  private static func series(_ name: String, _ values: [Double]) -> Series {
    let known = values.filter(\.isFinite)
    return Series(name: name, values: known, missing: values.count - known.count)
  }

  // MARK: - Result

  private static let levels = [0.05, 0.25, 0.5, 0.75, 0.95]

  private func record(_ series: Series, _ values: inout ResultValues) {
    let moments = Moments(series.values)
    values.set("mean[\(series.name)]", moments.mean)
    values.set("sd[\(series.name)]", moments.standardDeviation)
    values.set("min[\(series.name)]", series.values.min())
    values.set("max[\(series.name)]", series.values.max())
    for (key, quantile) in zip(
      ["q05", "q25", "q50", "q75", "q95"], Quantile.of(series.values, at: Self.levels))
    {
      values.set("\(key)[\(series.name)]", quantile)
    }
    values.set(
      "positive[\(series.name)]",
      Double(series.values.count { $0 > 0 }) / Double(series.values.count))
  }

  private func chart(_ series: [Series], _ notes: inout [String]) -> Chart {
    let ends = series.map { Quantile.of($0.values, at: [0.001, 0.999]) }
    var low = ends.map { $0[0] }.min() ?? 0
    var high = ends.map { $0[1] }.max() ?? 1
    if !(low < high) {
      let reach = max(abs(low) * 0.1, 0.5)
      (low, high) = (low - reach, high + reach)
    }
    let count = arguments[Self.bins]
    let width = (high - low) / Double(count)
    let edges = (0...count).map { low + width * Double($0) }
    var outside = 0
    let marks = series.enumerated().map { index, one -> Mark in
      var counts = [Double](repeating: 0, count: count)
      for value in one.values {
        if value < low || value > high {
          outside += 1
        } else {
          counts[min(count - 1, max(0, Int((value - low) / width)))] += 1
        }
      }
      let total = Double(one.values.count)
      return .histogram(
        HistogramMark(
          name: ScoreLabel.text(one.name), edges: edges, values: counts.map { $0 / total },
          role: .series(index),
          outlined: series.count > 1))
    }
    if outside > 0 { notes.append("\(CountText.counted(outside, "score")) beyond the chart.") }
    return Chart(
      kind: "distribution", x: Axis("predicted effect"),
      y: Axis("share of rows", format: .share),
      marks: marks + [.rule(RuleMark(.x(0), label: "no effect", extendsDomain: false))])
  }

  private func table(_ series: [Series]) -> ResultTable {
    ResultTable(
      .supporting,
      title: "Distribution of scores",
      columns: [
        TableColumn("Score"), TableColumn("Mean"), TableColumn("SD"), TableColumn("5%"),
        TableColumn("25%"), TableColumn("Median"), TableColumn("75%"), TableColumn("95%"),
        TableColumn("Above 0", .share(1)),
      ],
      rows: series.map { one in
        let moments = Moments(one.values)
        return [.text(one.name), .optional(moments.mean), .optional(moments.standardDeviation)]
          + Quantile.of(one.values, at: Self.levels).map { .optional($0) }
          + [.optional(Double(one.values.count { $0 > 0 }) / Double(one.values.count))]
      })
  }
}
