import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `sensitivity`: how strong unobserved confounding, or how different prices, would change a conclusion.
package struct SensitivityDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "sensitivity",
    summary:
      "Says how strong a confounder, or how different costs, would have to be to change a conclusion.",
    discussion: """
      Of an estimate or a model: the robustness value `rv` is the strength (a share of what is left of
      treatment and of outcome) at which a confounder would bring the effect to zero, `rv.alpha` the
      strength at which it would no longer be significant. For a regression they are those of Cinelli
      and Hazlett (2020) with classical standard errors; for doubly robust estimates, double machine
      learning and models those of Chernozhukov et al. (2022); for others the standard error stands for
      √(σ²ν²/n). `benchmark` names
      controls: a confounder as strong as one of them is a point on the contour plot, whose lines are
      what would be left of the effect. The E-value (VanderWeele and Ding 2017) says the same as a risk
      ratio; also of a published `risk-ratio` or `odds-ratio: [estimate, low, high]`.

      Of a policy: its profit, decided anew, over `ranges` of cost, revenue or a parameter that stands
      in them, against treating all and nobody; and the share of its decisions that a confounder of
      each strength could turn, where it biases every row's effect by as much as the average one's.
      """,
    example: """
      ```{sensitivity #robust}
      model: effect
      benchmark: [income, days_visited]
      ```
      """,
    values: [
      ("rv, rv.alpha", "robustness values, as shares"),
      ("partial.r2", "share of the outcome's residual variance that the treatment explains"),
      ("bound.low, bound.high", "the effect's bounds at strength; with bound.ci"),
      (
        "benchmark.treatment[X], benchmark.outcome[X]",
        "strength of a confounder like the control X"
      ),
      ("adjusted[X]", "the effect that such a confounder would leave; also adjusted.ci[X]"),
      (
        "evalue, evalue.limit",
        "E-value of the estimate, and of the interval's limit nearer to none"
      ),
      ("risk-ratio", "the risk ratio behind the E-value, with its ci"),
      ("flipped[STRENGTH]", "share of a policy's decisions that a confounder could turn"),
      ("profit.min, profit.max", "least and greatest profit of a policy over the ranges"),
      ("best.share", "share of the grid on which the policy beats treating all and nobody"),
    ])

  static let model = Parameter<NameReference?>.optional(
    "model", .name("estimate or model"), shown: "the estimate or model last fitted",
    "The effect whose assumptions are probed.")
  static let policy = Parameter<NameReference?>.optional(
    "policy", .name("policy"), "A policy of one arm, in place of an effect.")
  static let arm = RefuteDirective.arm
  static let benchmark = Parameter<[ColumnReference]>(
    "benchmark", .columns, default: [], shown: "none",
    "Controls against whose strength a confounder is measured.")
  static let strength = Parameter<StrengthPair>(
    "strength", .strengthPair, default: StrengthPair(treatment: 0.03, outcome: 0.03),
    shown: "{treatment: 0.03, outcome: 0.03}",
    "The confounder for which bounds are printed, as shares of what is left of each.")
  static let riskRatio = Parameter<[Double]?>.optional(
    "risk-ratio", .list(of: .number(from: 0, excludingLow: true)),
    "A published risk ratio as [estimate, low, high], in place of a model.")
  static let oddsRatio = Parameter<[Double]?>.optional(
    "odds-ratio", .list(of: .number(from: 0, excludingLow: true)),
    "A published odds ratio as [estimate, low, high], in place of a model.")
  static let rare = Parameter<Bool>(
    "rare", .boolean, default: false,
    "Whether fewer than 15% of the controls have the outcome, so that an odds ratio is nearly a risk ratio."
  )
  static let ranges = Parameter<[(key: Located<String>, value: [Double])]>(
    "ranges", .map(of: .list(of: .number), keys: "cost, revenue or a parameter"), default: [],
    shown: "none", "Ranges as [from, to] or [from, to, steps], for a policy's cost and revenue.")

  package static let parameters: [any AnyParameter] = [
    model, policy, arm, benchmark, strength, riskRatio, oddsRatio, rare, ranges,
    JudgingParameters.data, JudgingParameters.outcome, JudgingParameters.treatment,
    JudgingParameters.control, JudgingParameters.arms, JudgingParameters.propensity,
    JudgingParameters.features, JudgingParameters.models, JudgingParameters.folds,
    JudgingParameters.clip, JudgingParameters.weights, JudgingParameters.cluster,
    JudgingParameters.allow,
  ]
  package static let diagnostics: [DiagnosticKind] = [
    .unsuitedSensitivity, .badRange, .uselessBenchmark,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  private var ratio: (values: [Double], range: SourceRange, isOdds: Bool)? {
    if let values = arguments[Self.riskRatio] {
      return (values, arguments.range(of: Self.riskRatio), false)
    }
    return arguments[Self.oddsRatio].map { ($0, arguments.range(of: Self.oddsRatio), true) }
  }

  package func plan(_ plan: inout CellPlan) {
    if let ratio {
      let values = ratio.values
      if values.count != 3 || values[1] > values[0] || values[0] > values[2] {
        plan.error(
          .badRange, at: ratio.range, "a ratio is given as [estimate, low, high], in order")
      }
    } else if let reference = arguments[Self.policy] {
      plan.readObject(reference, types: [PolicyObject.typeName])
      plan.readFrame(arguments[JudgingParameters.data])
    } else if let reference = arguments[Self.model] {
      plan.readObject(reference, types: [AverageEffects.typeName, FittedEffect.typeName])
    } else {
      let found = [AverageEffects.typeName, FittedEffect.typeName].map {
        plan.readLastObject(type: $0)
      }
      if !found.contains(true) {
        plan.error(.notRefittable, "no estimate, model or policy is bound above")
      }
    }
    for (key, values) in arguments[Self.ranges] {
      let steps = values.count == 3 ? values[2] : 11
      if values.count < 2 || values.count > 3 || values[0] >= values[1] || steps < 2 || steps > 101
        || steps != steps.rounded()
      {
        plan.error(
          .badRange, at: key.range,
          "the range of “\(key.value)” is [from, to] or [from, to, steps]",
          hint: "\(key.value): [0, 1, 11], with 2 to 101 steps")
      }
    }
    if let first = arguments[Self.ranges].first, arguments[Self.policy] == nil {
      plan.error(.badRange, at: first.key.range, "ranges are those of a policy: give policy:")
    } else if arguments[Self.ranges].count > 2 {
      plan.error(
        .badRange, at: arguments[Self.ranges][2].key.range, "at most two ranges make a surface")
    }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    if let ratio { return try EValueReport.result(ratio, isRare: arguments[Self.rare], context) }
    if let policy = arguments[Self.policy] {
      let object = try context.object(PolicyObject.self, policy)
      return try PolicySensitivity(object, name: policy.name, context).result()
    }
    let target = try RefitTarget.resolve(arguments[Self.model], arm: arguments[Self.arm], context)
    let sensitivity = try EffectSensitivity.gather(target, context)
    return EffectSensitivityReport(
      target: target, sensitivity: sensitivity, strength: arguments[Self.strength],
      level: context.level
    ).result()
  }
}

/// Shares of the residual variance that a confounder explains.
struct StrengthPair: Sendable, Hashable {
  var treatment: Double
  var outcome: Double
}

extension ParameterType where Value == StrengthPair {
  static let strengthPair = ParameterType("map of treatment and outcome to shares") {
    raw, context in
    guard let both = ParameterType<HiddenStrengths>.strengths.decode(raw, &context) else {
      return nil
    }
    guard both.treatment.count == 1, both.outcome.count == 1,
      (0..<1).contains(both.treatment[0]), (0...1).contains(both.outcome[0])
    else {
      return context.fail(
        .outOfRange, at: raw.range, "strengths are one share each, from 0 to 1 (treatment below 1)")
    }
    return StrengthPair(treatment: both.treatment[0], outcome: both.outcome[0])
  }
}

extension DiagnosticKind {
  static let unsuitedSensitivity = DiagnosticKind(
    "sensitivity.unsuited", .error,
    "The estimate, model or policy cannot be probed this way, or a benchmark is none of its controls."
  )
  static let badRange = DiagnosticKind(
    "sensitivity.range", .error, "A range or ratio is not given as the key takes it.")
  static let uselessBenchmark = DiagnosticKind(
    "sensitivity.benchmark", .warning,
    "A benchmark explains so much of the treatment that no confounder can be as strong.")
}
