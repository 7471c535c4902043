import Causal
import Diagnostics
import Execution
import Frames
import NotebookSyntax
import Numerics

/// `evaluate`: how well scores rank customers by effect, and how well they tell its size.
package struct EvaluateDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "evaluate",
    summary:
      "Judges how well scores rank rows by effect, with standard errors and paired contrasts.",
    discussion: """
      Every score S, a model or a numeric column, is judged on doubly robust scores built on the
      rows of `data`. The verdict comes first: whether the effect varies in the way the score says.
      Models are also compared by their losses with two null models, “no effect” and “constant
      effect”, pair by pair and row by row. Ties are averaged; a model with several arms enters once
      per arm. Where there are several pairs of scores, the intervals and p-values of their
      differences hold for all pairs at once: max-t, with the correlation that the differences have
      on these rows. `select` chooses the best model and binds it under the cell's name, for policies
      and plots below; judge it on other rows than those it was chosen on. `repeats` fits the models
      again on random splits of `data`, and tells how much the split alone moves the result.
      """,
    example: """
      ```{evaluate #judged}
      data: half.test
      scores: [tau, history]
      at: [0.1, 0.3]
      ```
      """,
    values: [
      ("autoc[S]", "area under the targeting operator characteristic, with .se, .ci and .p"),
      ("qini[S]", "(1/n) Σ (k/n)·TOC(k/n), with .se, .ci and .p"),
      ("uplift@0.1[S]", "difference of arm means among the top tenth, with .se"),
      (
        "calibration[S]", "slope of doubly robust scores on predicted effects, with .se, .ci and .p"
      ),
      ("rloss[S], drloss[S]", "losses of predicted effects"),
      (
        "rloss.contrast[A - B], drloss.contrast[A - B]",
        "paired difference of two models' losses, B also no effect or constant effect, with .se, .ci and .p"
      ),
      (
        "rloss.gain[S], drloss.gain[S]",
        "how far below the constant effect's loss, with .se, .ci and .p"
      ),
      (
        "autoc.contrast[A - B]",
        "paired difference of two scores, with .se, .ci and .p for all pairs at once (max-t); qini.contrast too"
      ),
      ("verdict[S]", "varies, noEvidence, reversed or constantScore"),
      (
        "pehe[S], bias[S], correlation[S], coverage[S]",
        "errors against truth:, correlation with it, and the share of the model's intervals that hold it; S also constant effect"
      ),
      ("selected", "name of the chosen model, with selected.lead, .se and .ci over the next one"),
      (
        "autoc.splits.mean[S]",
        "mean over repeats, with autoc.splits.sd, autoc.splits.se, qini.splits and splits.won"
      ),
      ("qini.sklift[S], auuc.sklift[S], qini.causalml[S], auuc.causalml[S]", "with compat: true"),
      (
        "ate, ate.se, ate.ci, rows",
        "mean doubly robust score of the judged rows; behind the arm where several"
      ),
    ])

  static let at = Parameter<[Double]>(
    "at", .list(of: .number(from: 0, to: 1, excludingLow: true)), default: [0.1, 0.3],
    shown: "[0.1, 0.3]", "Shares of the rows at which uplift is told.")
  static let truth = Parameter<ColumnReference?>.optional(
    "truth", .column, "A column of true effects, as simulations have it.")
  static let compat = Parameter<Bool>(
    "compat", .boolean, default: false,
    "Adds the normalised figures of scikit-uplift and CausalML, as those libraries compute them.")

  package static let parameters: [any AnyParameter] =
    JudgingParameters.all + [
      at, truth, ModelSelection.select, RepeatedSplits.repeats, RepeatedSplits.test, compat,
    ]
  package static let diagnostics: [DiagnosticKind] =
    JudgedScores.diagnostics + [.unjudgeable, .nothingToSelect]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    JudgedScores.plan(arguments, &plan)
    plan.checkTruth(arguments[Self.truth], in: plan.readFrame(arguments[JudgingParameters.data]))
    plan.bind(
      arguments[ModelSelection.select] == nil ? .values : .object(FittedEffect.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let judged = try JudgedScores.resolve(context)
    let isCompatible = arguments[Self.compat]
    let found = try judge(judged, context)
    let (judgements, nulls, truths) = (found.judgements, found.nulls, found.truths)
    var result = CellResult()
    let tables = JudgementTables(judgements: judgements, level: context.level)
    let contrasts = RankingContrasts(
      judgements, level: context.level, stream: context.stream("max-t"))
    let verdicts = verdicts(judgements, context.level)
    record(judgements, verdicts, tables, nulls, judged, context.level, in: &result.values)
    contrasts?.record(in: &result.values)
    for (arm, null) in truths.sorted(by: { $0.key < $1.key }) {
      let suffix = truths.count > 1 ? "[\(arm)]" : ""
      result.values.set(
        "pehe[\(NullModels.constantName)\(suffix)]", null.constantEffect.pehe)
    }
    result.items = zip(judgements, verdicts).map {
      .verdict(VerdictText.sentence($1, $0, level: context.level))
    }
    if let criterion = arguments[ModelSelection.select] {
      try select(criterion, judgements, judged, context, in: &result)
    }
    var shown: [ResultTable?] = [
      tables.ranking(verdicts), tables.uplift(), contrasts?.table, tables.calibration(),
      tables.losses(nulls), tables.lossContrasts(nulls), tables.truth(truths),
    ]
    if isCompatible { shown.append(tables.compatible()) }
    result.items += shown.compactMap { $0 }.map { .table($0) }
    if let count = arguments[RepeatedSplits.repeats] {
      let repeats = try EvaluationRepeats(
        judged, count: count, testShare: arguments[RepeatedSplits.test], context)
      repeats.record(in: &result.values)
      result.items += repeats.items
      result.definitions.append(
        .init("SE over splits", SplitVariation.definition, source: "Nadeau and Bengio (2003)"))
    }
    annotate(&result, judged, judgements, isCompatible)
    if contrasts?.isCorrected == true { result.definitions.append(RankingContrasts.definition) }
    return result
  }

  /// What is found of the scores of each arm, and of models that know nothing of the rows.
  private struct Findings {
    var judgements: [ScoreJudgement] = []
    /// By arm.
    var nulls: [String: NullModels] = [:]
    var truths: [String: TruthNulls] = [:]
  }

  private func judge(
    _ judged: JudgedScores, _ context: RunContext
  ) throws -> Findings {
    var found = Findings()
    do throws(RankingError) {
      for comparison in judged.comparisons {
        let losses = try NullModels(comparison)
        found.nulls[comparison.arm] = losses
        let truth = try TrueEffects.values(arguments[Self.truth], comparison, judged)
        if let truth { found.truths[comparison.arm] = try TruthNulls(losses, truth: truth) }
        for score in comparison.scores {
          let intervals =
            truth == nil
            ? nil
            : EffectIntervals.intervals(score, comparison, judged, level: context.level)
          found.judgements.append(
            try ScoreJudgement(
              score, in: comparison, losses: losses, at: arguments[Self.at], truth: truth,
              intervals: intervals, compatible: arguments[Self.compat]))
        }
      }
    } catch {
      throw JudgingProblem.diagnostic(error, context)
    }
    return found
  }

  /// Binds the best model under the cell's name.
  private func select(
    _ criterion: ModelSelection.Criterion, _ judgements: [ScoreJudgement], _ judged: JudgedScores,
    _ context: RunContext, in result: inout CellResult
  ) throws(Diagnostic) {
    let selection = try ModelSelection(criterion, judgements, judged, context)
    selection.record(in: &result.values, level: context.level)
    result.items.append(.verdict(selection.sentence))
    result.notes.append(
      "\(selection.name) was selected on these rows, which flatters it here: report it on others.")
    result.bind(context.name, selection.model)
  }

  /// Verdicts are corrected over the scores of one cell.
  private func verdicts(
    _ judgements: [ScoreJudgement], _ level: Double
  ) -> [HeterogeneityVerdict] {
    HeterogeneityVerdict.judge(
      judgements.map { ($0.autoc, $0.score.ranking.isConstant) }, level: level)
  }

  private func record(
    _ judgements: [ScoreJudgement], _ verdicts: [HeterogeneityVerdict],
    _ tables: JudgementTables, _ nulls: [String: NullModels], _ judged: JudgedScores,
    _ level: Double, in values: inout ResultValues
  ) {
    for (judgement, verdict) in zip(judgements, verdicts) {
      judgement.record(in: &values, level: level, compatible: arguments[Self.compat])
      values.set("verdict[\(judgement.score.name)]", verdict.finding.rawValue)
      guard let null = nulls[judgement.comparison.arm] else { continue }
      if let loss = judgement.drLoss {
        values.set(
          "drloss.gain", judgement.score.name, null.dr.constantEffect - loss, level: level)
      }
      if let loss = judgement.rLoss {
        values.set("rloss.gain", judgement.score.name, null.r.constantEffect - loss, level: level)
      }
    }
    for pair in tables.lossPairs(nulls) {
      values.set("drloss.contrast", pair.name, pair.dr, level: level)
      values.set("rloss.contrast", pair.name, pair.r, level: level)
    }
    for comparison in judged.comparisons {
      let prefix = judged.comparisons.count > 1 ? "[\(comparison.arm)]." : ""
      let mean = InfluenceEstimate(
        meanOf: comparison.sample.effectScores ?? [], weights: comparison.sample.weights,
        clusters: comparison.sample.clusters)
      let interval = mean.interval(level)
      values.set(prefix + "ate", mean.value)
      values.set(prefix + "ate.se", mean.standardError)
      values.set(prefix + "ate.ci", low: interval.low, high: interval.high)
      values.set(prefix + "rows", comparison.sample.rowCount)
    }
  }

  private func annotate(
    _ result: inout CellResult, _ judged: JudgedScores, _ judgements: [ScoreJudgement],
    _ isCompatible: Bool
  ) {
    judged.annotate(&result)
    if isCompatible, judged.isContinuous {
      result.notes.append(
        "The figures of scikit-uplift and CausalML are left out: they are for two arms alone.")
    } else if isCompatible, judgements.contains(where: { $0.sklift == nil }) {
      result.notes.append(
        "scikit-uplift's figures are left out: they are for outcomes of 0 and 1 alone.")
    }
    for judgement in judgements {
      for uplift in judgement.uplift where !uplift.uplift.isFinite {
        result.notes.append(
          "Uplift@\(NumberFormat.shortest(uplift.share)) of \(judgement.score.name) is not defined: the top share holds \(judged.isContinuous ? "too few values of the treatment" : "rows of one arm only")."
        )
      }
    }
    result.definitions += [
      .init("AUTOC", RankWeightedEffect.autoc.definition, source: "Yadlowsky et al. (2021)"),
      .init("QINI", RankWeightedEffect.qini.definition, source: "Yadlowsky et al. (2021)"),
      .init("Uplift@k", UpliftAtShare.definition(continuous: judged.isContinuous)),
    ]
    if judgements.contains(where: { $0.drLoss != nil }) {
      result.definitions += [
        .init("DR-loss", EffectLoss.drLoss.definition),
        .init("R-loss", EffectLoss.rLoss.definition, source: "Nie and Wager (2021)"),
        .init("Calibration", Calibration.definition),
      ]
    }
    if judgements.contains(where: { $0.truth != nil }) {
      result.definitions.append(.init("PEHE", TruthComparison.definition, source: "Hill (2011)"))
    }
  }
}
