import Diagnostics
import Execution
import Learners
import Numerics
import Statistics

/// `estimate aipw`: doubly robust average effects with cross-fitted models.
package struct EstimateAIPWDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "estimate", kind: "aipw",
    summary: "Estimates average effects by augmented inverse probability weighting.",
    discussion: """
      Models of the outcome (one for each arm) and of the probability of each arm are fitted on the
      other folds; the score of a row is the difference of its predictions, corrected by the weighted
      residual of what it got. The mean of the scores is right when either model is (Robins, Rotnitzky
      and Zhao 1994), and its standard error needs no more than the scores. `target` chooses the
      population. With `cluster` the standard error counts clusters. Estimated propensities are kept within `clip`; the rows touched are counted.
      """,
    example: """
      ```{estimate aipw #robust}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      controls: [recency, history, mens, womens, newbie, zip_code, channel]
      models: {outcome: linear, propensity: logistic}
      ```
      """,
    values: [
      (
        "ate, ate.se, ate.ci, ate.p",
        "the average effect of the first arm over the target population"
      ),
      ("[ARM].ate", "the same of each arm"), ("rows", "rows that were used"),
      ("propensity.min, propensity.max", "range of the estimated propensities before clipping"),
      ("clipped", "rows whose propensities were clipped"),
      ("effective[LEVEL]", "effective sample size of an arm under its weights 1/ê"),
      ("overlap.outside", "share of propensities of the first arm below 0.1 or above 0.9"),
      ("nuisance.outcome.r2", "R² of the outcome models, on rows they did not see"),
      ("nuisance.propensity.auc", "AUC of the propensity model; also .log-loss and .r2"),
    ])

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.outcome, CausalParameters.treatment,
    CausalParameters.control, CausalParameters.arms, EffectTargetParameters.controls,
    FitParameters.propensity, FitParameters.models, FitParameters.folds, FitParameters.clip,
    EffectTargetParameters.target, FitParameters.rowCondition, CausalParameters.weights,
    FitParameters.cluster,
  ]
  package static let diagnostics = LearnerProblem.diagnostics + [.targetOfOneArm]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var roles: CausalRoles {
    var roles = EffectTargetParameters.roles(arguments)
    roles.condition = arguments[FitParameters.rowCondition]
    return roles
  }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check([roles.outcome, roles.treatment.column] + roles.features, in: schema)
    plan.refuseTruth(among: [roles.outcome, roles.treatment.column] + roles.features)
    plan.check(roles.weights, in: schema)
    plan.check(roles.cluster, in: schema)
    plan.check(roles.propensity, in: schema)
    if case .second(let column) = arguments[FitParameters.folds] { plan.check(column, in: schema) }
    plan.bind(.object(AverageEffects.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[CausalParameters.data]).frame
    let learners = LearnerReference.roles(arguments[FitParameters.models])
    var rows = try CausalRows.gather(
      roles, from: frame, propensityLearner: learners.propensity.name, context)
    let target = try EffectTargetParameters.target(ofArms: rows.arms.arms.count, context)
    let settings = NuisanceSettings(
      models: learners, propensity: rows.propensity.source,
      folds: try rows.plan(
        arguments[FitParameters.folds], cluster: roles.cluster, in: frame, context),
      clip: arguments[FitParameters.clip],
      seed: context.seed)
    let scores: DoublyRobustScores
    do throws(LearnerError) {
      scores = try DoublyRobustScores.compute(
        rows.data, settings: settings, cache: context.session.nuisances)
    } catch { throw LearnerProblem.diagnostic(error, roles: roles, context) }
    let estimates = rows.arms.arms.indices.map {
      scores.averageEffect($0 + 1, over: target).normalEstimate
    }
    return report(rows, scores, estimates, target, context)
  }

  /// Effective sample sizes of the weights 1/ê of each arm, and how many rows are nearly sure of one.
  private func addOverlap(
    _ scores: DoublyRobustScores, _ rows: CausalRows, to values: inout ResultValues
  ) {
    for (code, label) in rows.arms.labels.enumerated() {
      let propensities = scores.propensities.values[code]
      let weights = rows.data.treatment.indices.filter { rows.data.treatment[$0] == Int32(code) }
        .map { 1 / propensities[$0] }
      let (sum, squares) = (
        Summation.sum(weights), Summation.sum(weights, weights: weights)
      )
      values.set("effective[\(label)]", sum * sum / squares)
    }
    values.set("overlap.outside", ArmBalanceReport.outside(scores.propensities.values[1]))
  }

  private func report(
    _ rows: CausalRows, _ scores: DoublyRobustScores, _ estimates: [Estimate],
    _ target: EffectTarget, _ context: RunContext
  ) -> CellResult {
    let effects = zip(rows.arms.arms, estimates).map {
      ArmEffect(arm: $0, $1, level: context.level)
    }
    var result = CellResult(values: ArmEffectReport.values(effects, level: context.level))
    let outcome = roles.outcome.name
    result.items = ArmEffectReport.items(
      effects, on: outcome, title: "Effect on \(outcome) (\(target.rawValue))",
      isShare: rows.data.hasBinaryOutcome, level: context.level)
    result.values.set("rows", rows.data.rowCount)
    result.values.set("propensity.min", scores.propensities.range.lowerBound)
    result.values.set("propensity.max", scores.propensities.range.upperBound)
    result.values.set("clipped", scores.propensities.clippedRows)
    addOverlap(scores, rows, to: &result.values)
    NuisanceTable.setValues(scores.nuisances, &result.values)
    result.items.append(
      .table(NuisanceTable.table(scores.nuisances, foldCount: scores.foldCount)))
    result.notes = rows.notes + [rows.propensity.note]
    result.notes += CountText.clipped(
      scores.propensities.clippedRows, at: arguments[FitParameters.clip])
    if !arguments.isGiven(FitParameters.models) {
      result.notes.append("Outcomes are modelled by boosting: choose with models:.")
    }
    result.definitions = [
      CellResult.Definition(
        target.rawValue,
        "mean of cross-fitted doubly robust scores (\(CountText.counted(scores.foldCount, "fold"))); SE of that mean"
      )
    ]
    result.bind(
      context.name,
      AverageEffects(
        outcome: outcome, effects: Array(zip(rows.arms.arms, estimates))))
    return result
  }
}

extension DiagnosticKind {
  static let targetOfOneArm = DiagnosticKind(
    "estimate.targetOfOneArm", .error,
    "The target population depends on the propensity of one arm, and several are compared.")
}
