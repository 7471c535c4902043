import Causal
import Diagnostics
import Execution
import Learners
import NotebookSyntax

/// `plot profit`: what treating the best-ranked share earns after its cost.
package struct PlotProfitDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "profit",
    summary: "Draws the profit of treating the top share of one or more scores, with bands.",
    discussion: """
      At share q: the sum over the best-ranked q of all rows of revenue · Γ − cost, per customer of
      all, against treating nobody. A model of effects ranks by revenue · τ̂ − cost, a column by
      itself. `best` is the share at the peak; `best.ci` holds every share that the data cannot tell
      from the best one. `sweep` draws a line for each of several amounts, its peak marked with an
      interval each way; several scores or arms have a panel for each amount.
      """,
    example: """
      ```{plot profit #earned}
      data: half.test
      scores: [tau, history]
      cost: 0.10
      revenue: 1
      ```
      """,
    values: CurvePlot.values + CurvePlot.bestValues + [
      ("best[S, revenue=30]", "with sweep, every value for each step; there are no plain names")
    ])

  static let sweep = Parameter<[(key: Located<String>, value: [Double])]>(
    "sweep", .map(of: .list(of: .number), keys: "revenue or cost"), default: [], shown: "none",
    "Values of revenue or cost that get a line or panel each, as {revenue: [30, 20]}.")

  package static let parameters: [any AnyParameter] =
    CurvePlot.parameters + [PolicyParameters.cost, PolicyParameters.revenue, sweep]
  package static let diagnostics =
    CurvePlot.diagnostics + [DiagnosticKind.invalidAmount, DiagnosticKind.unfitSweep]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    CurvePlot.plan(arguments, &plan)
    PolicySweep.check(arguments, &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let settings = PolicySweep.settings(arguments)
    guard !settings.isEmpty else {
      let amounts = PolicyAmounts(arguments)
      return try CurvePlot.run(.profit, context, words: amounts.words) { comparison, judged in
        [try withNetGains(comparison, judged, amounts, context)]
      }
    }
    let judgesOne = (arguments[JudgingParameters.scores] ?? []).count < 2
    return try CurvePlot.run(
      .profit, context, words: { words(for: $0, settings) }, together: judgesOne
    ) { comparison, judged in
      try settings.map { amounts in
        Self.named(
          try withNetGains(comparison, judged, amounts, context), by: amounts,
          amongArms: judged.comparisons.count > 1)
      }
    }
  }

  /// What all steps of a sweep count.
  private func words(for outcome: String, _ settings: [PolicyAmounts]) -> RewardWords {
    settings.map { $0.words(for: outcome) }
      .reduce(PolicyAmounts(arguments).words(for: outcome)) { $0.merged(with: $1) }
  }

  /// The comparison as one step of a sweep: its scores' names and its panel's title tell the step.
  private static func named(
    _ comparison: JudgedScores.Comparison, by amounts: PolicyAmounts, amongArms: Bool
  ) -> JudgedScores.Comparison {
    JudgedScores.Comparison(
      arm: amongArms ? "\(comparison.arm), \(amounts.title)" : amounts.title,
      control: comparison.control,
      scores: comparison.scores.map { score in
        JudgedScores.Score(
          name: "\(score.name), \(amounts.title)", meaning: score.meaning, values: score.values,
          ranking: score.ranking, model: score.model)
      },
      sample: comparison.sample, doublyRobust: comparison.doublyRobust,
      residuals: comparison.residuals, rows: comparison.rows, trueGains: comparison.trueGains)
  }

  /// The comparison with the net gain of treating each row, ranked by the predicted one.
  private func withNetGains(
    _ comparison: JudgedScores.Comparison, _ judged: JudgedScores, _ amounts: PolicyAmounts,
    _ context: RunContext
  ) throws -> JudgedScores.Comparison {
    let frame = judged.frame.frame
    let costs = amounts.cost.amounts(labels: [comparison.control, comparison.arm])
    let revenue = try amounts.revenue.amounts(over: frame, context)
      .taking(comparison.rows)
    let control = try costs[0].amounts(over: frame, context).taking(comparison.rows)
    let treated = try costs[1].amounts(over: frame, context).taking(comparison.rows)
    func net(_ effect: [Double]) -> [Double] {
      effect.indices.map { revenue[$0] * effect[$0] - (treated[$0] - control[$0]) }
    }
    do throws(RankingError) {
      let truth = try TrueEffects.values(context.arguments[CurvePlot.truth], comparison, judged)
      var scores: [JudgedScores.Score] = []
      for score in comparison.scores {
        let values = score.meaning == .effect ? net(score.values) : score.values
        scores.append(
          JudgedScores.Score(
            name: score.name, meaning: score.meaning, values: values,
            ranking: try Ranking(descending: values)))
      }
      return JudgedScores.Comparison(
        arm: comparison.arm, control: comparison.control, scores: scores,
        sample: try comparison.sample.with(netGains: net(comparison.sample.effectScores ?? [])),
        doublyRobust: comparison.doublyRobust, residuals: comparison.residuals,
        rows: comparison.rows, trueGains: truth.map(net))
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }
}
