import Causal
import Charts
import Diagnostics
import Execution

/// `plot calibration`: effects found against effects predicted, group by group.
package struct PlotCalibrationDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "calibration",
    summary: "Draws the effects found in groups of rows against the effects predicted for them.",
    discussion: """
      Rows are cut by predicted effect into groups of equal size. A well-sized model has its groups
      on the diagonal: where it predicts more, as much more is found. The slope of the regression of
      doubly robust scores on predictions is `calibration`; 1 is right, 0 is no relation.
      """,
    example: """
      ```{plot calibration}
      data: half.test
      scores: [tau]
      ```
      """,
    values: GroupPlot.values)

  package static let parameters = GroupPlot.parameters
  package static let diagnostics = GroupPlot.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    GroupPlot.plan(arguments, &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let judged = try JudgedScores.resolve(context)
    if let other = judged.all.first(where: { $0.score.meaning != .effect }) {
      throw context.error(
        .notAnEffect, at: arguments.range(of: JudgingParameters.scores),
        "“\(other.score.name)” is no model of effects, so it has no calibration",
        hint: "plot deciles takes any score")
    }
    let cut = try GroupPlot.cut(judged, context)
    let reach = GroupPlot.reach(context.level)
    var marks: [Mark] = [.rule(RuleMark(.identity, label: "as predicted", extendsDomain: false))]
    for (index, grouped) in cut.enumerated() {
      marks.append(
        .intervals(
          IntervalMark(
            name: grouped.score.legend, positions: grouped.groups.map(\.meanScore),
            values: grouped.groups.map(\.effect),
            low: grouped.groups.map { $0.effect - reach * $0.effectStandardError },
            high: grouped.groups.map { $0.effect + reach * $0.effectStandardError },
            role: .series(index), orientation: .vertical)))
      if let truth = grouped.truth {
        marks.append(
          .intervals(
            IntervalMark(
              name: "\(grouped.score.legend), true", positions: grouped.groups.map(\.meanScore),
              values: truth, role: .series(index), orientation: .vertical, hollow: true)))
      }
    }
    let chart = Chart(
      kind: "calibration", x: Axis("predicted effect on \(judged.outcome)"),
      y: Axis("effect found"), marks: marks,
      remarks: ["On the dashed line the effect found is the effect predicted."])
    return try GroupPlot.result(cut, chart: chart, judged: judged, context)
  }
}
