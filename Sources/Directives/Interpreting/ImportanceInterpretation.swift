import Causal
import Charts
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics
import Statistics

/// The importances behind `interpret importance` and `plot importance`.
package struct ImportanceInterpretation: Interpretation {
  enum Metric: String, CaseIterable, Sendable { case autoc, split, shap }

  static let metric = Parameter<Metric>(
    "metric", .choice(), default: .autoc, shown: "autoc",
    "autoc: AUTOC lost when a feature is scrambled; shap: mean absolute Shapley value; split: what splits on it won, for a last stage of trees."
  )
  static let groups = Parameter<[(key: Located<String>, value: [ColumnReference])]>(
    "groups", .map(of: .columns), default: [], shown: "each feature alone",
    "Features that count as one, such as channel: [channel_web, channel_phone].")
  static let repeats = Parameter<Int?>.optional(
    "repeats", .integer(from: 2, to: 1000), shown: "10 for autoc, 32 for shap",
    "Scramblings of each feature, or pairs of orders behind a Shapley value.")
  private static let shapleyRows = 300

  package static let parameters: [any AnyParameter] =
    InterpretationParameters.all + [metric, groups, repeats]
  package static let diagnostics: [DiagnosticKind] =
    InterpretationParameters.diagnostics + [DiagnosticKind.notAModel, .noSplits, .unknownGroup]

  static let values: [(path: String, summary: String)] = [
    ("importance[FEATURE]", "AUTOC lost, mean |Shapley value|, or share of the splits' gain"),
    (
      "importance.se[FEATURE], importance.ci[FEATURE], importance.p[FEATURE]",
      "for autoc, p by Holm; without .p for shap"
    ),
    ("autoc, autoc.se", "AUTOC of the model as it is"),
    ("first", "the most important feature"),
  ]

  /// One feature or group.
  struct Line: Sendable {
    let name: String
    let value: Double
    let error: Estimate?
    let pValue: Double?
  }

  let rows: SegmentRows
  let model: FittedEffect
  let arm: Int
  let context: RunContext

  package static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    InterpretationParameters.plan(arguments, &plan)
  }

  package static func run(_ context: RunContext, hasTable: Bool) throws -> CellResult {
    let rows = try SegmentRows.resolve(context)
    let (model, arm) = try InterpretationParameters.model(rows, context)
    return try ImportanceInterpretation(rows: rows, model: model, arm: arm, context: context)
      .result(hasTable: hasTable)
  }

  private func result(hasTable: Bool) throws -> CellResult {
    let groups = try groups()
    var result = CellResult()
    var lines: [Line]
    do throws(LearnerError) {
      switch context.arguments[Self.metric] {
      case .autoc: lines = try ranking(groups, &result)
      case .shap: lines = try shapley(groups, &result)
      case .split: lines = try splits(groups, &result)
      }
    } catch .unsupported(let reason) {
      throw context.error(
        .noSplits, at: context.arguments.range(of: Self.metric), reason,
        hint: "use metric: autoc or shap, which look at predictions alone")
    } catch {
      throw LearnerProblem.diagnostic(error, roles: model.roles, context)
    }
    lines.sort { ($1.value, $0.name) < ($0.value, $1.name) }
    for line in lines {
      result.values.set("importance[\(line.name)]", line.value)
      if let error = line.error {
        let interval = error.interval(level: context.level)
        result.values.set("importance.se[\(line.name)]", error.standardError)
        result.values.set("importance.ci[\(line.name)]", low: interval.low, high: interval.high)
      }
      if let p = line.pValue { result.values.set("importance.p[\(line.name)]", p) }
    }
    if let first = lines.first { result.values.set("first", first.name) }
    result.items.append(.chart(chart(lines)))
    if hasTable { result.items.append(.table(table(lines))) }
    result.notes += rows.notes
    result.stamps += rows.stamps
    return result
  }

  /// Columns of X by group: the named groups first, then every other feature alone.
  private func groups() throws(Diagnostic) -> [(name: String, columns: [Int])] {
    var left = Set(model.features)
    var groups: [(name: String, columns: [Int])] = []
    for entry in context.arguments[Self.groups] {
      var columns: [Int] = []
      for reference in entry.value {
        guard let column = model.features.firstIndex(of: reference.name),
          left.remove(reference.name) != nil
        else {
          throw context.error(
            .unknownGroup, at: reference.range,
            model.features.contains(reference.name)
              ? "“\(reference.name)” is in two groups"
              : "“\(reference.name)” is not a feature of the model",
            hint: NearMiss.hint(for: reference.name, in: model.features, what: "features"))
        }
        columns.append(column)
      }
      groups.append((entry.key.value, columns))
    }
    for (column, name) in model.features.enumerated() where left.contains(name) {
      groups.append((name, [column]))
    }
    return groups
  }

  /// The encoded judged rows.
  private func judgedRows() throws(LearnerError) -> EffectRows {
    try model.rows(of: rows.object.frame).rows.selecting(rows: rows.rows)
  }

  private func effects(_ encoded: EffectRows, _ features: FeatureMatrix) throws(LearnerError)
    -> [Double]
  {
    var changed = encoded
    changed.features = features
    return try model.fitted.model.effects(changed, arm: arm)
  }

  // MARK: - Metrics

  /// What the ranking loses when each group's columns are exchanged between rows.
  private func ranking(
    _ groups: [(name: String, columns: [Int])], _ result: inout CellResult
  ) throws(LearnerError) -> [Line] {
    let encoded = try judgedRows()
    let repeats = context.arguments[Self.repeats] ?? 10
    let count = encoded.rowCount
    var estimates: [(name: String, estimate: Estimate)] = []
    do {
      let whole = try RankWeightedEffect.autoc.estimate(
        of: rows.sample, by: try Ranking(descending: try effects(encoded, encoded.features)))
      result.values.set("autoc", whole.value)
      result.values.set("autoc.se", whole.standardError)
      for (index, group) in groups.enumerated() {
        context.progress(Double(index) / Double(groups.count), "scrambling \(group.name)")
        // One stream a group, so that another group moves nothing.
        let stream = context.stream("scrambling \(group.name)", content: UInt64(count))
        let scrambled = try (0..<repeats).map { round in
          var own = stream.substream(round)
          return try effects(
            encoded, encoded.features.permuting(columns: group.columns, by: own.permutation(count)))
        }
        let loss = try RankingLoss(of: whole, scrambled: scrambled, on: rows.sample)
        estimates.append((group.name, loss.estimate))
      }
    } catch let error as LearnerError {
      throw error
    } catch {
      throw .unsupported("the effects of these rows cannot be ranked")
    }
    let adjusted = MultipleTesting.holm.adjust(estimates.map(\.estimate.pValue))
    result.notes.append(
      "Each feature was exchanged between rows \(repeats) times, the model being what it is."
        + (model.controls.isEmpty ? "" : " Controls were left alone."))
    result.definitions.append(
      .init(
        "importance",
        "AUTOC of the model less its mean AUTOC with the feature exchanged between rows; SE of the paired difference, and of the exchanges"
      ))
    return zip(estimates, adjusted).map {
      Line(name: $0.name, value: $0.estimate.value, error: $0.estimate, pValue: $1)
    }
  }

  private func shapley(
    _ groups: [(name: String, columns: [Int])], _ result: inout CellResult
  ) throws(LearnerError) -> [Line] {
    let encoded = try judgedRows()
    let rounds = context.arguments[Self.repeats] ?? 32
    var stream = context.stream("shapley rows", content: UInt64(encoded.rowCount))
    let size = min(Self.shapleyRows, encoded.rowCount)
    let explained = encoded.selecting(
      rows: stream.sample(size, of: encoded.rowCount).sorted())
    let found = try ShapleyValues.sample(
      explained.features, background: encoded.features, rounds: rounds,
      stream: context.stream("shapley orders", content: UInt64(size))
    ) { features throws(LearnerError) in try effects(explained, features) }
    result.notes.append(
      "Shapley values of \(CountText.rows(size)) from \(rounds) pairs of orders, each against a random row: what is not sampled is smaller."
    )
    result.definitions.append(
      .init(
        "importance",
        "mean absolute Shapley value of the predicted effect, in units of the effect"))
    return groups.map { group in
      let sizes = (0..<size).map { row in
        abs(group.columns.reduce(0) { $0 + found.values[$1][row] })
      }
      let moments = Moments(sizes)
      return Line(
        name: group.name, value: moments.mean,
        error: Estimate(value: moments.mean, standardError: moments.standardError), pValue: nil)
    }
  }

  private func splits(
    _ groups: [(name: String, columns: [Int])], _ result: inout CellResult
  ) throws(LearnerError) -> [Line] {
    guard let gains = (model.fitted.model as? any SplitGainEffects)?.splitGains(arm: arm),
      gains.count >= model.features.count
    else {
      throw .unsupported(
        "\(model.kind.withArticle) with these base learners has no trees of its own for the effect")
    }
    let total = gains.prefix(model.features.count).reduce(0, +)
    result.notes.append(
      "Splits tell what the model used, on the rows that it learned from: features with many values are favoured."
    )
    result.definitions.append(
      .init("importance", "share of the loss that splits on the feature took away"))
    return groups.map { group in
      let own = group.columns.reduce(0) { $0 + gains[$1] }
      return Line(
        name: group.name, value: total > 0 ? own / total : 0, error: nil, pValue: nil)
    }
  }

  // MARK: - Result

  private var axis: String {
    switch context.arguments[Self.metric] {
    case .autoc: "AUTOC lost"
    case .shap: "mean |Shapley value| of the effect on \(rows.outcome)"
    case .split: "share of the gain of splits"
    }
  }

  private func chart(_ lines: [Line]) -> Chart {
    let shown = Array(lines.prefix(25))
    let names = shown.map(\.name)
    var marks: [Mark] = [.rule(RuleMark(.x(0), role: .muted))]
    if shown.contains(where: { $0.error != nil }) {
      let intervals = shown.map {
        $0.error?.interval(level: context.level) ?? Interval(low: .nan, high: .nan)
      }
      marks.append(
        .intervals(
          IntervalMark(
            name: "importance", positions: names.indices.map(Double.init),
            values: shown.map(\.value), low: intervals.map(\.low), high: intervals.map(\.high),
            role: .series(0))))
    } else {
      marks.append(
        .bars(
          BarMark(
            series: [.init(name: "importance", values: shown.map(\.value), role: .series(0))],
            orientation: .horizontal)))
    }
    return Chart(
      kind: "importance", x: Axis(axis, includesZero: true), y: .categories(names), marks: marks)
  }

  private func table(_ lines: [Line]) -> ResultTable {
    let hasError = lines.contains { $0.error != nil }
    let hasTest = lines.contains { $0.pValue != nil }
    var columns = [
      TableColumn("Feature"),
      hasError
        ? TableColumn("Importance", .estimate(standardErrors: 2)) : TableColumn("Share", .share(1)),
    ]
    if hasError {
      columns += [
        TableColumn("SE"),
        TableColumn(LevelText.interval(context.level), .estimate(standardErrors: 2)),
      ]
    }
    if hasTest { columns.append(TableColumn("p (Holm)", .probability)) }
    let rows = lines.map { line -> [TableCell] in
      var cells: [TableCell] = [.text(line.name), .optional(line.value)]
      if hasError {
        cells += [
          .optional(line.error?.standardError),
          line.error.map { ArmEffectReport.interval($0.interval(level: context.level)) }
            ?? .missing,
        ]
      }
      if hasTest { cells.append(.optional(line.pValue)) }
      return cells
    }
    return ResultTable(.supporting, title: "Importance: \(axis)", columns: columns, rows: rows)
  }
}

extension DiagnosticKind {
  static let noSplits = DiagnosticKind(
    "interpret.noSplits", .error,
    "Split importance needs a last stage of trees for the effect itself; models of outcomes split on what predicts outcomes."
  )
  static let unknownGroup = DiagnosticKind(
    "interpret.group", .error, "A group holds a column that is no feature, or is in another group.")
}
