import Causal
import Charts
import Diagnostics
import Execution

/// `plot deciles`: the effect found in each tenth of the rows by score, beside the one predicted.
package struct PlotDecilesDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "deciles",
    summary: "Draws the effect found in each group of rows by score, beside the one predicted.",
    discussion: """
      Rows are cut by score into groups of equal size, the best first. Each group's effect is the
      mean of its doubly robust scores, with an interval; for a model of effects the mean
      prediction is drawn beside it. Rows of one score are never divided.
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
    JudgedScores.plan(arguments, &plan)
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let judged = try JudgedScores.resolve(context)
    let cut = try GroupPlot.cut(judged, context)
    let names = (1...arguments[GroupPlot.groups]).map(String.init)
    let reach = GroupPlot.reach(context.level)
    let panels = cut.map { grouped in
      Panel(title: grouped.score.legend, marks: marks(grouped, reach))
    }
    var chart = Chart(
      kind: "deciles", x: .categories(names, label: "group by score, best first"),
      y: Axis("effect on \(judged.outcome)", includesZero: true), panels: panels,
      remarks: ["Dots are mean doubly robust scores with \(Int(context.level * 100))% intervals."])
    if cut.count == 1 { chart.content = .panels([Panel(marks: marks(cut[0], reach))]) }
    return try GroupPlot.result(cut, chart: chart, judged: judged, context)
  }

  private func marks(_ grouped: GroupPlot.Grouped, _ reach: Double) -> [Mark] {
    let positions = grouped.groups.map { Double($0.number - 1) }
    let effects = grouped.groups.map(\.effect)
    var marks: [Mark] = [
      .rule(RuleMark(.y(0), role: .muted)),
      .intervals(
        IntervalMark(
          name: "found", positions: positions, values: effects,
          low: grouped.groups.map { $0.effect - reach * $0.effectStandardError },
          high: grouped.groups.map { $0.effect + reach * $0.effectStandardError },
          role: .series(0), orientation: .vertical)),
    ]
    if grouped.score.meaning == .effect {
      marks.append(
        .points(
          PointMark(
            name: "predicted", x: positions, y: grouped.groups.map(\.meanScore), role: .series(1))))
    }
    return marks
  }
}
