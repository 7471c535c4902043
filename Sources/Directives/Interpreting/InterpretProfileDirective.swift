import Causal
import Charts
import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `interpret profile`: what those with the highest scores have that those with the lowest have not.
package struct InterpretProfileDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "interpret", kind: "profile",
    summary: "Compares the top share of rows by a score with the bottom share, column by column.",
    discussion: """
      Classification analysis (Chernozhukov, Demirer, Duflo and Fernández-Val 2018): means of columns
      among the top share of rows by score and among the bottom share, with the difference, its
      interval and a test corrected over the columns (Holm). A level of a category is a column of 0
      and 1. The effect itself is compared too, by doubly robust scores: without a difference there,
      those of the columns are idle. Rows of one score stay together.
      """,
    example: """
      ```{interpret profile #who}
      data: half.test
      model: tau
      share: 0.2
      ```
      """,
    values: [
      ("top[COLUMN], bottom[COLUMN]", "means; of a level, COLUMN=LEVEL, shares"),
      ("difference[COLUMN]", "top less bottom, with .se, .ci and .p (Holm)"),
      (
        "effect.top, effect.bottom, effect.difference",
        "mean doubly robust scores, with .se and .ci"
      ),
      ("rows.top, rows.bottom", "rows of the two shares"),
    ])

  static let share = Parameter<Double>(
    "share", .number(from: 0, to: 0.5, excludingLow: true), default: 0.2,
    "The share of rows at either end.")
  private static let mostLevels = 12

  package static let parameters: [any AnyParameter] = InterpretationParameters.all + [share]
  package static let diagnostics = InterpretationParameters.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { InterpretationParameters.plan(arguments, &plan) }

  /// One column, or one level.
  private struct Line {
    let key: String
    let isShare: Bool
    let top: Double
    let bottom: Double
    let difference: Estimate
    /// The standard deviation over both ends.
    let spread: Double
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let rows = try SegmentRows.resolve(context)
    guard let score = rows.score, !score.ranking.isConstant else {
      throw context.error(
        .unjudgeable, "the score is the same for every row, so it has no top and no bottom")
    }
    let (top, bottom) = ends(score.ranking, rows.sample)
    guard top.count > 1, bottom.count > 1 else {
      throw context.error(
        .unjudgeable, at: arguments.range(of: Self.share),
        "the top has \(CountText.rows(top.count)) and the bottom \(bottom.count)",
        hint: "take a larger share:")
    }
    let names = arguments[SegmentParameters.columns]?.map(\.name) ?? rows.model?.features ?? []
    var notes: [String] = []
    var lines: [Line] = []
    for name in names { lines += self.lines(name, rows, top, bottom, &notes) }
    let effects = [top, bottom].map { end in mean(end, rows.sample) }
    var result = CellResult()
    record(lines, effects, (top.count, bottom.count), context.level, &result.values)
    result.items = [.verdict(verdict(effects, context.level))]
    if !lines.isEmpty {
      result.items.append(.chart(chart(lines, context.level)))
      result.items.append(.table(table(lines, effects, context.level)))
    }
    result.notes = notes + rows.notes
    result.stamps = rows.stamps
    result.definitions = [
      .init("difference", "mean of the top share less that of the bottom share (Welch)"),
      .init("effect", "mean doubly robust score"),
    ]
    return result
  }

  /// Judged rows of the top and of the bottom share; a tied group belongs where its middle lies.
  private func ends(_ ranking: Ranking, _ sample: JudgedSample) -> (top: [Int], bottom: [Int]) {
    let total = sample.totalWeight
    let share = arguments[Self.share]
    var (top, bottom): ([Int], [Int]) = ([], [])
    var (above, start) = (0.0, 0)
    for end in ranking.groupEnds {
      let tied = ranking.order[start..<Int(end)].map { Int($0) }
      start = Int(end)
      let weight = tied.reduce(0.0) { $0 + (sample.weights?[$1] ?? 1) }
      let middle = (above + weight / 2) / total
      above += weight
      if middle < share { top += tied } else if middle > 1 - share { bottom += tied }
    }
    return (top, bottom)
  }

  private func mean(_ positions: [Int], _ sample: JudgedSample) -> Estimate {
    let scores = sample.effectScores ?? []
    let found = InfluenceEstimate(
      meanOf: positions.map { scores[$0] },
      weights: sample.weights.map { weights in positions.map { weights[$0] } },
      clusters: sample.clusters.map { clusters in positions.map { clusters[$0] } })
    return Estimate(value: found.value, standardError: found.standardError)
  }

  private func lines(
    _ name: String, _ rows: SegmentRows, _ top: [Int], _ bottom: [Int], _ notes: inout [String]
  ) -> [Line] {
    guard let column = rows.object.frame[name] else { return [] }
    func line(_ key: String, isShare: Bool, _ value: (Int) -> Double) -> Line {
      func moments(_ end: [Int]) -> Moments {
        Moments(end.map { value(rows.rows[$0]) }.filter(\.isFinite))
      }
      let (high, low) = (moments(top), moments(bottom))
      return Line(
        key: key, isShare: isShare, top: high.mean, bottom: low.mean,
        difference: MeanComparison.welch(high, low),
        spread: high.merged(with: low).standardDeviation)
    }
    if case .category(let codes, let levels) = column.storage {
      let flags = column.missing?.flags
      let shown = levels.indices.prefix(Self.mostLevels)
      if shown.count < levels.count {
        notes.append("The first \(shown.count) of \(levels.count) levels of \(name) are told.")
      }
      return shown.map { level in
        line("\(name)=\(levels[level])", isShare: true) { row in
          flags?[row] ?? false ? .nan : (codes[row] == Int32(level) ? 1 : 0)
        }
      }
    }
    guard let values = column.doubles else {
      notes.append("“\(name)” is no number and no category, and is not told.")
      return []
    }
    return [line(name, isShare: false) { values[$0] }]
  }

  // MARK: - Result

  private func adjusted(_ lines: [Line]) -> [Double] {
    MultipleTesting.holm.adjust(lines.map(\.difference.pValue))
  }

  private func difference(_ effects: [Estimate]) -> Estimate {
    Estimate(
      value: effects[0].value - effects[1].value,
      standardError: (effects[0].standardError * effects[0].standardError
        + effects[1].standardError * effects[1].standardError).squareRoot())
  }

  private func record(
    _ lines: [Line], _ effects: [Estimate], _ counts: (Int, Int), _ level: Double,
    _ values: inout ResultValues
  ) {
    values.set("rows.top", counts.0)
    values.set("rows.bottom", counts.1)
    for (key, estimate) in [
      ("top", effects[0]), ("bottom", effects[1]), ("difference", difference(effects)),
    ] {
      let interval = estimate.interval(level: level)
      values.set("effect.\(key)", estimate.value)
      values.set("effect.\(key).se", estimate.standardError)
      values.set("effect.\(key).ci", low: interval.low, high: interval.high)
    }
    values.set("effect.difference.p", difference(effects).pValue)
    for (line, p) in zip(lines, adjusted(lines)) {
      let interval = line.difference.interval(level: level)
      values.set("top[\(line.key)]", line.top)
      values.set("bottom[\(line.key)]", line.bottom)
      values.set("difference[\(line.key)]", line.difference.value)
      values.set("difference.se[\(line.key)]", line.difference.standardError)
      values.set("difference.ci[\(line.key)]", low: interval.low, high: interval.high)
      values.set("difference.p[\(line.key)]", p)
    }
  }

  private func verdict(_ effects: [Estimate], _ level: Double) -> String {
    let gap = difference(effects)
    let interval = gap.interval(level: level)
    let numbers =
      "\(NumberFormat.significant(gap.value, digits: 3)), \(NumberFormat.shortest(level * 100))% interval \(NumberFormat.significant(interval.low, digits: 2)) to \(NumberFormat.significant(interval.high, digits: 2))"
    return interval.contains(0) || !gap.value.isFinite
      ? "No evidence that the effect differs between top and bottom (difference \(numbers)): what follows tells the score, not the effect."
      : "The effect differs between top and bottom (difference \(numbers))."
  }

  private func table(_ lines: [Line], _ effects: [Estimate], _ level: Double) -> ResultTable {
    let gap = difference(effects)
    var rows: [[TableCell]] = [
      [
        .text("effect"), .optional(effects[0].value), .optional(effects[1].value),
        .optional(gap.value), .optional(gap.standardError),
        ArmEffectReport.interval(gap.interval(level: level)), .optional(gap.pValue),
      ]
    ]
    for (line, p) in zip(lines, adjusted(lines)) {
      rows.append([
        .text(line.isShare ? line.key + " (share)" : line.key), .optional(line.top),
        .optional(line.bottom), .optional(line.difference.value),
        .optional(line.difference.standardError),
        ArmEffectReport.interval(line.difference.interval(level: level)), .optional(p),
      ])
    }
    return ResultTable(
      title: "Top and bottom \(NumberFormat.shortest(arguments[Self.share] * 100))%",
      columns: [
        TableColumn("Column"), TableColumn("Top"), TableColumn("Bottom"),
        TableColumn("Difference"), TableColumn("SE"), TableColumn(LevelText.interval(level)),
        TableColumn("p (Holm)", .probability),
      ], rows: rows, emphasised: [0])
  }

  /// Differences in standard deviations, the largest first.
  private func chart(_ lines: [Line], _ level: Double) -> Chart {
    let shown = lines.filter { $0.spread > 0 }
      .sorted {
        abs($0.difference.value / $0.spread) > abs($1.difference.value / $1.spread)
      }.prefix(25)
    let scaled = shown.map { $0.difference.scaled(by: 1 / $0.spread) }
    let intervals = scaled.map { $0.interval(level: level) }
    return Chart(
      kind: "profile", x: Axis("top less bottom, in standard deviations", includesZero: true),
      y: .categories(shown.map(\.key)),
      marks: [
        .rule(RuleMark(.x(0), label: "alike")),
        .intervals(
          IntervalMark(
            name: "difference", positions: scaled.indices.map(Double.init),
            values: scaled.map(\.value), low: intervals.map(\.low), high: intervals.map(\.high),
            role: .series(0))),
      ])
  }
}
