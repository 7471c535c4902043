import Causal
import Charts
import Diagnostics
import Execution
import NotebookSyntax
import Numerics

/// What the charts of groups by score have in common: `plot deciles` and `plot calibration`.
enum GroupPlot {
  static let groups = Parameter<Int>(
    "groups", .integer(from: 2, to: 100), default: 10, "Into how many groups rows are cut by score."
  )

  static let truth = Parameter<ColumnReference?>.optional(
    "truth", .column,
    "A column of true effects, as simulations have it: each group's true effect is drawn beside. Data without hidden columns have none."
  )

  static let parameters: [any AnyParameter] = JudgingParameters.all + [groups, truth]
  static let diagnostics = JudgedScores.diagnostics + [DiagnosticKind.unjudgeable, .notAnEffect]

  static let values: [(path: String, summary: String)] = [
    ("effect[S 1]", "mean doubly robust score of the best group, and so for every group, with .se"),
    ("uplift[S 1]", "difference of arm means, or slope in a dose, of the best group, with .se"),
    ("score[S 1]", "mean score of the best group"),
    ("truth[S 1]", "mean true effect of the best group, with truth:"),
    ("calibration[S]", "slope of doubly robust scores on predicted effects, with .se, .ci and .p"),
  ]

  /// A score cut into groups.
  struct Grouped {
    let score: JudgedScores.Score
    let arm: String
    let groups: [ScoreGroups.Group]
    /// The mean true effect of each group, where the truth is known.
    let truth: [Double]?
  }

  /// What every chart of groups reads.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan) {
    JudgedScores.plan(arguments, &plan)
    plan.checkTruth(arguments[truth], in: plan.readFrame(arguments[JudgingParameters.data]))
    plan.bind(.values)
  }

  /// Cuts every score that a cell judges.
  static func cut(
    _ judged: JudgedScores, _ context: RunContext
  ) throws(Diagnostic) -> [Grouped] {
    do throws(RankingError) {
      var cut: [Grouped] = []
      for (score, comparison) in judged.all {
        func divided(meansOf values: [Double]) throws(RankingError) -> [ScoreGroups.Group] {
          try ScoreGroups(
            context.arguments[groups], scores: values, of: comparison.sample, by: score.ranking
          ).groups
        }
        var truth: [Double]?
        if let values = try TrueEffects.values(context.arguments[Self.truth], comparison, judged) {
          truth = try divided(meansOf: values).map(\.meanScore)
        }
        cut.append(
          Grouped(
            score: score, arm: comparison.arm, groups: try divided(meansOf: score.values),
            truth: truth))
      }
      return cut
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// Values, tables and notes; the chart is the directive's own.
  static func result(
    _ cut: [Grouped], chart: Chart, judged: JudgedScores, _ context: RunContext
  ) throws(Diagnostic) -> CellResult {
    var result = CellResult(items: [.chart(chart)])
    do throws(RankingError) {
      for (score, comparison) in judged.all
      where score.meaning == .effect && !score.ranking.isConstant {
        let calibration = try Calibration(predicted: score.values, of: comparison.sample)
        result.values.set("calibration", score.name, calibration.slope, level: context.level)
      }
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    for grouped in cut {
      for (index, group) in grouped.groups.enumerated() {
        let key = "[\(grouped.score.name) \(group.number)]"
        result.values.set("effect" + key, group.effect)
        result.values.set("effect.se" + key, group.effectStandardError)
        result.values.set("uplift" + key, group.uplift)
        result.values.set("uplift.se" + key, group.upliftStandardError)
        result.values.set("score" + key, group.meanScore)
        result.values.set("rows" + key, group.rows)
        if let truth = grouped.truth { result.values.set("truth" + key, truth[index]) }
      }
      result.items.append(.table(table(grouped, isContinuous: judged.isContinuous)))
      if grouped.groups.count < context.arguments[groups] {
        result.notes.append(
          "\(grouped.score.legend) has too many ties for \(context.arguments[groups]) groups: rows of one score stay together."
        )
      }
    }
    judged.annotate(&result)
    result.notes += KnownTruth.notes(context.arguments[truth], in: judged.frame.frame)
    result.definitions = [
      .init("effect", "mean doubly robust score of the group's rows"),
      .init(
        "uplift",
        judged.isContinuous
          ? "cov(T, Y) / var(T) among the group's rows, SE HC1"
          : "mean outcome of the group's treated − of its controls"),
      .init("Calibration", Calibration.definition),
    ]
    return result
  }

  private static func table(_ grouped: Grouped, isContinuous: Bool) -> ResultTable {
    var columns = [
      TableColumn("Group", .count), TableColumn("Rows", .count), TableColumn("Mean score"),
      TableColumn("Effect", .estimate(standardErrors: 4)), TableColumn("SE"),
      TableColumn(isContinuous ? "Slope" : "Uplift", .estimate(standardErrors: 6)),
      TableColumn("SE"),
    ]
    if !isContinuous {
      columns += [TableColumn("Treated", .count), TableColumn("Controls", .count)]
    }
    if grouped.truth != nil { columns.append(TableColumn("True effect")) }
    return ResultTable(
      .supporting,
      title: "Groups by \(grouped.score.legend)", columns: columns,
      rows: grouped.groups.enumerated().map { index, group in
        var row: [TableCell] = [
          .integer(group.number), .integer(group.rows), .optional(group.meanScore),
          .optional(group.effect), .optional(group.effectStandardError), .optional(group.uplift),
          .optional(group.upliftStandardError),
        ]
        if !isContinuous { row += [.optional(group.treated), .optional(group.control)] }
        if let truth = grouped.truth { row.append(.optional(truth[index])) }
        return row
      }, notes: ["Group 1 has the highest scores. Effect is the mean doubly robust score."])
  }

  /// The reach of a normal interval.
  static func reach(_ level: Double) -> Double {
    NormalDistribution.standard.quantile((1 + level) / 2)
  }
}

extension DiagnosticKind {
  static let notAnEffect = DiagnosticKind(
    "judge.notAnEffect", .error,
    "The chart compares predicted with found effects, and the score is a column or a predicted outcome. Name a model of effects."
  )
}
