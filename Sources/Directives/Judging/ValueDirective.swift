import Causal
import Diagnostics
import Execution
import NotebookSyntax
import Numerics

/// `value`: what policies are worth on rows that they were not learned from.
package struct ValueDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "value",
    summary:
      "Estimates what policies are worth per customer, with standard errors and paired contrasts.",
    discussion: """
      A policy P is the name of a fitted one, `all`, `none`, `random` (at `share`), an arm's label,
      or an expression that gives an arm, as in policies: {near: "distance < 5"}. Rewards are
      revenue · outcome − cost of the action. Gains are paired, row by row, against `reference`.
      Every fitted policy is also set against treating all and against a random choice of as many.
      """,
    example: """
      ```{value #worth}
      data: half.test
      policies: [targeted, all, none]
      estimator: [dr, snips, ips]
      ```
      """,
    values: [
      ("profit[P]", "mean reward per customer by the first estimator, with .se and .ci"),
      ("profit.dr[P]", "by this estimator, and so for ips and snips, with .se and .ci"),
      ("gain[P]", "paired difference from the reference, with .se, .ci and .p; gain.dr[P] too"),
      (
        "over.all[P], over.random[P]",
        "paired difference from treating all, and from a random choice of as many, with .se, .ci and .p"
      ),
      ("share[P]", "share of rows that the policy treats"),
      ("profit.sum[P]", "profit of all judged rows"),
      ("rows", "rows on which policies are valued"),
    ])

  static let policies = Parameter<[PolicyEntry]>(
    "policies", .policies, "The policies that are compared.")
  static let estimator = Parameter<[ValueEstimator]>(
    "estimator", .list(of: .choice()), default: [.dr, .snips, .ips], shown: "[dr, snips, ips]",
    "Estimators; the first one is the plain name's.")
  static let cost = Parameter<CostReference?>.optional(
    "cost", .cost, shown: "the policies' own", "What an action costs.")
  static let revenue = Parameter<AmountReference?>.optional(
    "revenue", .amount, shown: "the policies' own", "What one unit of the outcome is worth.")
  static let reward = Parameter<AmountReference?>.optional(
    "reward", .amount, shown: "the outcome", "An expression in place of the outcome.")
  static let reference = Parameter<Located<String>>(
    "reference", .located(.string), default: Located("none", .start), shown: "none",
    "The policy that gains are counted from.")
  static let share = Parameter<Double?>.optional(
    "share", .number(from: 0, to: 1), shown: "the first policy's share",
    "The share that the policy random treats.")
  static let per = Parameter<Double>(
    "per", .number(from: 0, excludingLow: true), default: 1, shown: "1",
    "Customers that amounts are told for, such as 1000.")

  package static let parameters: [any AnyParameter] = [
    policies, JudgingParameters.data, estimator, cost, revenue, reward, reference, share, per,
    JudgingParameters.outcome, JudgingParameters.treatment, JudgingParameters.control,
    JudgingParameters.arms, JudgingParameters.propensity, JudgingParameters.features,
    JudgingParameters.models, JudgingParameters.folds, JudgingParameters.clip,
    JudgingParameters.weights, JudgingParameters.cluster, JudgingParameters.allow,
  ]
  package static let diagnostics: [DiagnosticKind] = [
    .unknownPolicy, .policiesDisagree, .severalArms, .valueInSample, .missingRole, .unjudgeable,
    .invalidAmount,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[JudgingParameters.data])
    for entry in arguments[Self.policies] where entry.expression == nil && entry.reserved == nil {
      switch plan.schema(of: entry.name) {
      case .object(PolicyObject.typeName)?, .values?: _ = plan.readIfBound(entry.name)
      default: break
      }
    }
    _ = plan.readLastObject(type: FittedEffect.typeName)
    plan.check(arguments[JudgingParameters.outcome], in: schema)
    plan.check(arguments[JudgingParameters.treatment]?.column, in: schema)
    plan.check(arguments[JudgingParameters.features] ?? [], in: schema)
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    var valuation = try PolicyValuation(context)
    let valued = try valuation.run()
    let report = ValueReport(
      policies: valued, estimators: arguments[Self.estimator], level: context.level,
      per: arguments[Self.per], rowCount: valuation.rows.sample.rowCount,
      reference: arguments[Self.reference].value)
    var result = CellResult()
    report.record(in: &result.values)
    result.items = report.items
    result.notes = valuation.notes
    result.stamps = valuation.stamps
    result.definitions = arguments[Self.estimator].map {
      .init("profit.\($0.rawValue)", $0.definition)
    }
    return result
  }
}

extension DiagnosticKind {
  static let unknownPolicy = DiagnosticKind(
    "value.unknownPolicy", .error,
    "A name under `policies:` is no fitted policy, no arm, and none of all, none, random.")
  static let policiesDisagree = DiagnosticKind(
    "value.policiesDisagree", .error,
    "The policies were made with different costs, revenues or controls. Say with `cost:` and `revenue:` which ones count."
  )
  static let valueInSample = DiagnosticKind(
    "value.inSample", .warning,
    "A policy is valued on rows that it, or its model, may have been learned from, which flatters it. Value it on another part of a split; `allow: in-sample` drops the warning and keeps the stamp."
  )
}
