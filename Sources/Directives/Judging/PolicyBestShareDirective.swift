import Causal
import Charts
import Diagnostics
import Execution
import Learners
import NotebookSyntax
import Numerics

/// `policy best-share`: treat the share of rows at which the profit found is highest.
package struct PolicyBestShareDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "policy", kind: "best-share",
    summary: "Finds the share of rows at which gain or profit peaks, and treats down to that cut.",
    discussion: """
      Rows are ranked by revenue · τ̂ − cost, that of their best arm where there are several; the
      profit found at each share is the sum of revenue · Γ − cost over the top of the ranking, Γ
      doubly robust scores, per customer of all. Without a cost it is the gain. The model says who
      comes first, and with which arm; the data how far to go: a cut above zero where the model is
      too hopeful. Of a model of slopes, the profit is what one unit more for the top of the
      ranking brings. `best.ci` holds the shares that the data cannot tell from the best. The height
      of the peak was looked for, so tell the rule's value on other rows, with `value`; choosing on
      the model's own rows warns.
      """,
    example: """
      ```{policy best-share #reach}
      data: parts.choose
      model: tau
      cost: 0.10
      revenue: 1
      ```
      """,
    values: PolicyParameters.values + [
      ("best, best.ci", "share at the peak, and those that cannot be told from it"),
      ("best.value", "profit per customer at the peak, against treating nobody"),
      ("cut", "the least revenue · τ̂ − cost that is treated"),
    ])

  static let replicates = Parameter<Int>(
    "replicates", .integer(from: 20, to: 10_000), default: 200,
    "Bootstrap replicates behind the interval of the peak.")

  package static let parameters: [any AnyParameter] =
    PolicyParameters.all + [JudgingParameters.scores, JudgingParameters.allow, replicates]
  package static let diagnostics: [DiagnosticKind] =
    PolicyParameters.diagnostics + JudgedScores.diagnostics.filter { $0.id != "judge.nothing" }
    + [.severalScores]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    if let scores = arguments[JudgingParameters.scores] {
      plan.error(
        .severalScores, at: scores.first?.range ?? arguments.headRange,
        "a rule is made from a model's effects, so it takes model: and not scores:",
        hint: "model: \(scores.first?.name ?? "tau")")
    }
    PolicyParameters.plan(arguments, &plan)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    try PolicyParameters.run(context) { try fit($0, context) }
  }

  private func fit(_ amounts: PolicyAmounts, _ context: RunContext) throws -> FittedPolicy {
    let (name, model) = try PolicyParameters.model(context, takesSlopes: true)
    let labels = try PolicyParameters.labels(of: model, name, context)
    let frame = try context.frame(arguments[JudgingParameters.data])
    func policy(_ cut: Double, _ text: String) -> PolicyObject {
      PolicyObject(
        rule: .net(atLeast: cut), model: model, modelName: name, labels: labels,
        revenue: amounts.revenue, costs: amounts.cost.amounts(labels: labels),
        lineages: [frame.lineage, model.lineage], text: text)
    }
    let draft = policy(0, "")
    let judged: Judged
    if model.isSlope {
      judged = try slopes(draft, frame, context)
    } else {
      warnInSample(name, model, frame, context)
      judged = try arms(model, draft, frame, context)
    }
    do throws(RankingError) {
      let ranking = try Ranking(descending: judged.predicted)
      let sample = try judged.sample.with(netGains: judged.found)
      let curves = try CurveReplicates(
        .profit, of: sample, by: [ranking], replicates: arguments[Self.replicates], points: 200,
        stream: context.stream("best share", content: UInt64(sample.rowCount)))
      let best = curves.bestShare(of: 0, level: context.level)
      let words = RewardWords(model.outcome, revenue: draft.revenue, costs: draft.costs)
      let cut = cut(at: best.share, judged.predicted, ranking, sample)
      var fitted = FittedPolicy(
        policy: policy(cut, text(draft, cut: cut, share: best.share)),
        charts: [chart(curves, best, isSlope: model.isSlope, words, context)])
      fitted.values.set("best", best.share)
      fitted.values.set("best.ci", low: best.low, high: best.high)
      fitted.values.set("best.value", best.value)
      fitted.values.set("cut", cut)
      fitted.notes =
        [
          "The peak was looked for on these rows, so its height flatters; tell the rule's value on other rows."
        ] + judged.notes
      fitted.rows = judged.rows
      return fitted
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// What the model predicts that treating each row gains, and what the data found.
  private struct Judged {
    let predicted: [Double]
    let found: [Double]
    let sample: JudgedSample
    var notes: [String] = []
    /// The rows by arm; nil where the treatment is an amount.
    var rows: ValuedRows?
  }

  /// Of several arms each row counts with its best one.
  private func arms(
    _ model: FittedEffect, _ draft: PolicyObject, _ frame: FrameObject, _ context: RunContext
  ) throws(Diagnostic) -> Judged {
    let rows = try ValuedRows.gather(
      model: model, labels: draft.labels, frame: frame.frame, context)
    let payoff = rows.taking(try draft.payoff(frame.frame, context))
    let effects = try draft.effects(frame.frame, context).map { all in rows.rows.map { all[$0] } }
    let best = GreedyRules.bestTreatment(effects: effects, payoff: payoff)
    do throws(RankingError) {
      let sample = try JudgedSample(
        outcome: rows.sample.outcome, treatment: rows.sample.actions.map { $0 == 0 ? 0 : 1 },
        weights: rows.sample.weights, clusters: rows.sample.clusters)
      return Judged(
        predicted: best.gains, found: gains(of: best.actions, rows.sample, payoff),
        sample: sample, rows: rows)
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
  }

  /// Where the treatment is an amount, a gain is what one unit more of it brings.
  private func slopes(
    _ draft: PolicyObject, _ frame: FrameObject, _ context: RunContext
  ) throws -> Judged {
    let judged = try JudgedScores.resolve(context)
    guard let comparison = judged.comparisons.first, let score = comparison.scores.first,
      let scores = comparison.sample.effectScores
    else { throw context.error(.nothingToJudge, "the model has no slopes on these rows") }
    let whole = try draft.payoff(frame.frame, context)
    let payoff = Payoff(
      revenue: whole.revenue.taking(comparison.rows),
      costs: whole.costs.map { $0.taking(comparison.rows) })
    return Judged(
      predicted: PolicyObject.net(score.values, payoff), found: PolicyObject.net(scores, payoff),
      sample: comparison.sample, notes: judged.notes)
  }

  private func text(_ policy: PolicyObject, cut: Double, share: Double) -> String {
    let labels = policy.labels
    guard cut.isFinite else {
      let everybody = labels[0] == TreatmentArms.unitLess ? "No more" : labels[0]
      return "\(everybody) for everybody: no share earns anything."
    }
    let whom =
      labels.count == 2
      ? "\(labels[1]) where \(policy.revenue.text) · effect − \(policy.costs[1].text)"
      : "The arm of \(labels.dropFirst().joined(separator: ", ")) with the highest revenue · effect − cost where that"
    let percent = NumberFormat.fixed(share * 100, digits: 1)
    return
      "\(whom) is at least \(AmountReference.rounded(cut)), the top \(percent)%; else the control."
  }

  /// What each row's treatment gains over the control, by doubly robust scores.
  private func gains(of actions: [Int32], _ sample: ActionSample, _ payoff: Payoff) -> [Double] {
    guard let scores = sample.scores else { return [] }
    return actions.indices.map { row in
      let action = Int(actions[row])
      return payoff.revenue[row] * (scores[action][row] - scores[0][row])
        - (payoff.costs[action][row] - payoff.costs[0][row])
    }
  }

  private func warnInSample(
    _ name: String, _ model: FittedEffect, _ frame: FrameObject, _ context: RunContext
  ) {
    guard model.lineage.overlaps(frame.lineage),
      arguments[JudgingParameters.allow] != .inSample
    else { return }
    context.warn(
      .inSample, at: arguments.range(of: JudgingParameters.data),
      "“\(name)” is judged on rows that it may have been fitted on, which flatters it",
      hint: "judge it on another part of a split")
  }

  /// The lowest score among the best rows whose weight makes the share.
  private func cut(
    at share: Double, _ scores: [Double], _ ranking: Ranking, _ sample: JudgedSample
  ) -> Double {
    guard share > 0 else { return .infinity }
    let total = sample.totalWeight
    var (above, start) = (0.0, 0)
    for end in ranking.groupEnds {
      let tied = ranking.order[start..<Int(end)]
      start = Int(end)
      above += tied.reduce(0.0) { $0 + (sample.weights?[Int($1)] ?? 1) }
      if above >= share * total * (1 - 1e-12) {
        return tied.reduce(Double.infinity) { min($0, scores[Int($1)]) }
      }
    }
    return -.infinity
  }

  private func chart(
    _ curves: CurveReplicates, _ best: BestShare, isSlope: Bool, _ words: RewardWords,
    _ context: RunContext
  ) -> Chart {
    let band = curves.band(of: 0, level: context.level)
    let curve = band.curve
    return Chart(
      kind: "best-share", x: Axis("share treated", format: .share),
      y: Axis(isSlope ? "\(words.gain) of one unit more" : words.gain),
      marks: [
        .rule(RuleMark(.xRange(best.low, best.high), role: .muted)),
        .rule(RuleMark(.y(0), role: .muted)),
      ]
        + Mark.curve(
          LineMark(name: "profit", x: curve.shares, y: curve.values, role: .series(0)),
          low: band.low, high: band.high)
        + [
          .text(
            TextMark(
              "best \(NumberFormat.fixed(best.share * 100, digits: 1))%", x: best.share,
              y: best.value))
        ],
      remarks: ["The shaded shares cannot be told from the best one."])
  }
}
