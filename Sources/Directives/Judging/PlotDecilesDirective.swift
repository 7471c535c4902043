import Causal
import Charts
import Diagnostics
import Execution
import Numerics

/// `plot deciles`: the effect found in each tenth of the rows by score, beside the one predicted.
package struct PlotDecilesDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "deciles",
    summary: "Draws the effect found in each group of rows by score, beside the one predicted.",
    discussion: """
      Rows are cut by score into groups of equal size, the best first. Each group's effect is the
      mean of its doubly robust scores, with an interval; for a model of effects the mean
      prediction is drawn beside it. For a dose it is the slope among the group's rows, with a robust
      (HC1) interval. Rows of one score are never divided.
      """,
    example: """
      ```{plot deciles #tenths}
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
    let cut = try GroupPlot.cut(judged, context)
    let names = (1...arguments[GroupPlot.groups]).map(String.init)
    let reach = GroupPlot.reach(context.level)
    let panels = cut.map { grouped in
      Panel(
        title: grouped.score.legend, marks: marks(grouped, reach, isSlope: judged.isContinuous))
    }
    var chart = Chart(
      kind: "deciles", x: .categories(names, label: "group by score, best first"),
      y: Axis(axisLabel(judged), includesZero: true), panels: panels,
      remarks: [
        "Dots are \(judged.isContinuous ? "slopes" : "mean doubly robust scores") with \(NumberFormat.shortest(context.level * 100))% intervals."
      ])
    if cut.count == 1 {
      chart.content = .panels([Panel(marks: marks(cut[0], reach, isSlope: judged.isContinuous))])
    }
    return try GroupPlot.result(cut, chart: chart, judged: judged, context)
  }

  private func axisLabel(_ judged: JudgedScores) -> String {
    judged.isContinuous
      ? "slope of \(judged.outcome) in \(judged.comparisons[0].arm)" : "effect on \(judged.outcome)"
  }

  private func marks(
    _ grouped: GroupPlot.Grouped, _ reach: Double, isSlope: Bool
  ) -> [Mark] {
    let positions = grouped.groups.map { Double($0.number - 1) }
    let effects = grouped.groups.map { isSlope ? $0.uplift : $0.effect }
    let errors = grouped.groups.map {
      isSlope ? $0.upliftStandardError : $0.effectStandardError
    }
    var marks: [Mark] = [
      .rule(RuleMark(.y(0), role: .muted)),
      .intervals(
        IntervalMark(
          name: "found", positions: positions, values: effects,
          low: zip(effects, errors).map { $0 - reach * $1 },
          high: zip(effects, errors).map { $0 + reach * $1 },
          role: .series(0), orientation: .vertical)),
    ]
    if grouped.score.meaning == .effect {
      marks.append(
        .points(
          PointMark(
            name: "predicted", x: positions, y: grouped.groups.map(\.meanScore), role: .series(1))))
    }
    if let truth = grouped.truth {
      marks.append(
        .points(PointMark(name: "true", x: positions, y: truth, role: .series(2))))
    }
    return marks
  }
}
