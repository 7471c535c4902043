import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `estimate ipw`: average effects by inverse probability weighting.
package struct EstimateIPWDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "estimate", kind: "ipw",
    summary: "Estimates average effects by inverse probability weighting.",
    discussion: """
      Each row counts with the inverse of its probability to get what it got. The probability is
      known (`propensity`), or estimated by logistic regression on the controls among the rows of the
      arm and of the control. The estimate has weights that add up to one in each arm (Hájek); the
      plain sums (Horvitz and Thompson) stand beside it. Standard errors know that propensities were
      estimated, which makes the effect more precise.
      """,
    example: """
      ```{estimate ipw #weighted}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      controls: [recency, history, mens, womens, newbie, zip_code, channel]
      ```
      """,
    values: [
      ("ate, ate.se, ate.ci, ate.p", "the effect of the first arm, weights adding up to one"),
      ("ht, ht.se", "the same by plain sums (target: ate)"),
      ("[ARM].ate", "the same of each arm"),
      ("effective.treated, effective.control", "effective sample sizes"),
      ("propensity.min, propensity.max, clipped", "range of estimated propensities, rows clipped"),
    ])

  package static let parameters: [any AnyParameter] =
    ComparedArms.parameters + [
      EffectTargetParameters.controls, FitParameters.propensity, FitParameters.clip,
      EffectTargetParameters.target, CausalParameters.weights, ClusterParameter.cluster,
      FitParameters.rowCondition,
    ]
  package static let diagnostics: [DiagnosticKind] = [.propensityModel]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let controls = arguments[EffectTargetParameters.controls]
    let schema = ComparedArms.plan(arguments, controls: controls, &plan)
    plan.check(arguments[CausalParameters.weights], in: schema)
    plan.check(arguments[ClusterParameter.cluster], in: schema)
    plan.check(arguments[FitParameters.propensity], in: schema)
    if controls.isEmpty, arguments[FitParameters.propensity] == nil {
      plan.error(
        .propensityModel, "give controls: to estimate propensities from, or state propensity:")
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let data = try IPWData(ComparedArms(context), context)
    var effects: [ArmEffect] = []
    var estimates: [(arm: String, estimate: Estimate)] = []
    var result = CellResult()
    result.notes = data.rows.notes
    for (index, arm) in data.rows.outcome.arms.arms.enumerated() {
      let part = try data.part(arm: index + 1, context)
      let weighting = InverseProbabilityWeighting(
        outcome: part.outcome, treated: part.treated, propensities: part.propensities,
        weights: part.weights, clusters: part.clusters,
        target: arguments[EffectTargetParameters.target],
        model: part.design.map { .init(design: $0) })
      effects.append(ArmEffect(arm: arm, weighting.normalized, level: context.level))
      estimates.append((arm, weighting.normalized))
      add(weighting, part, prefixes: (index == 0 ? [""] : []) + ["[\(arm)]."], to: &result.values)
      result.notes += part.notes
    }
    var values = ArmEffectReport.values(effects, level: context.level)
    values.merge(result.values)
    result.values = values
    let name = data.rows.outcome.name
    let target = arguments[EffectTargetParameters.target].rawValue
    result.items = ArmEffectReport.items(
      effects, on: name, title: "Effect on \(name) (\(target))",
      isShare: data.rows.outcome.isBinary, level: context.level)
    if effects.count > 1 {
      result.notes.append("Each arm is compared with the control on the rows of the two.")
    }
    result.definitions = [
      CellResult.Definition(
        target,
        "difference of means weighted by inverse probabilities that add up to one in each arm; SE from influence functions, with the propensity model's part"
      )
    ]
    result.bind(context.name, AverageEffects(outcome: name, effects: estimates))
    return result
  }

  private func add(
    _ weighting: InverseProbabilityWeighting, _ part: IPWData.Part, prefixes: [String],
    to values: inout ResultValues
  ) {
    for prefix in prefixes {
      if let plain = weighting.unnormalized {
        values.set(prefix + "ht", plain.value)
        values.set(prefix + "ht.se", plain.standardError)
      }
      values.set(prefix + "effective.treated", weighting.effectiveSizes.treated)
      values.set(prefix + "effective.control", weighting.effectiveSizes.control)
      values.set(prefix + "propensity.min", part.range.lowerBound)
      values.set(prefix + "propensity.max", part.range.upperBound)
      values.set(prefix + "clipped", part.clipped)
      values.set(prefix + "rows", part.outcome.count)
    }
  }
}

extension DiagnosticKind {
  static let propensityModel = DiagnosticKind(
    "estimate.propensityModel", .error,
    "The propensities cannot be estimated: there are no controls, or they tell the arms apart without error."
  )
}
