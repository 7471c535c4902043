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
      A policy P is the name of a fitted one, `all`, `none`, `random`, an arm's label, or an
      expression that gives an arm, as in policies: {near: "distance < 5"}. `random` treats a share
      of the rows by lottery, each of several arms as often as the others. Rewards are
      revenue · outcome − cost of the action. Gains are paired, row by row, against `reference`.
      Every fitted policy is also set against treating all and against a random choice of as many.
      With `truth`, the expected outcome as a simulation knows it, estimator truth values policies
      exactly; the expression reads the treatment's column as the level that a policy gives, which
      may be one that no row had. Where it reads columns that start with an underscore and the data
      have none, they are real: that estimator is left out, and a note says so. `sweep` values policies for several amounts: rules that follow
      from them decide anew. `repeats` makes models and rules again on random splits, and tells how
      far each looks better on the rows it was learned from: the winner's curse.
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
      ("profit.dr[P]", "by this estimator, and so for ips, snips and truth, with .se and .ci"),
      ("gain[P]", "paired difference from the reference, with .se, .ci and .p; gain.dr[P] too"),
      (
        "over.all[P], over.random[P]",
        "paired difference from treating all, and from a random choice of as many, with .se, .ci and .p"
      ),
      ("share[P]", "share of rows that the policy treats"),
      ("profit.sum[P]", "profit of all valued rows, with profit.sum.se"),
      ("loss.p[P]", "chance that the gain is below zero, by its normal approximation"),
      (
        "profit[P, revenue=30]",
        "with sweep, every value for each step; the plain names are the first step's"
      ),
      ("profit.bootstrap.ci[P]", "with bootstrap: percentile interval; gain.bootstrap.ci too"),
      (
        "gain.splits.mean[P]",
        "with repeats: mean gain on held-out rows, with gain.splits.sd, gain.splits.se and gain.splits.learning; P also winner"
      ),
      ("optimism[P]", "with repeats: mean gain on the learning rows less that on held-out rows"),
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

  static let truth = Parameter<SQLExpression?>.optional(
    "truth", .expression,
    "The expected outcome (or reward) of a row as a simulation knows it, as an expression over columns and the treatment."
  )
  static let sweep = Parameter<[(key: Located<String>, value: [Double])]?>.optional(
    "sweep", .map(of: .list(of: .number), keys: "revenue or cost"), shown: "no sweep",
    "Amounts to try, as {revenue: [30, 20]}; every combination where both are given.")
  static let bootstrap = Parameter<Int?>.optional(
    "bootstrap", .integer(from: 20, to: 10_000), shown: "no bootstrap",
    "Replicates of percentile intervals beside the analytic ones.")

  package static let parameters: [any AnyParameter] = [
    policies, JudgingParameters.data, estimator, cost, revenue, reward, reference, share, per,
    truth, sweep, RepeatedSplits.repeats, RepeatedSplits.test, bootstrap,
    JudgingParameters.outcome, JudgingParameters.treatment, JudgingParameters.control,
    JudgingParameters.arms, JudgingParameters.propensity, JudgingParameters.features,
    JudgingParameters.models, JudgingParameters.folds, JudgingParameters.clip,
    JudgingParameters.weights, JudgingParameters.cluster,
    JudgingParameters.condition, JudgingParameters.allow,
  ]
  package static let diagnostics: [DiagnosticKind] = [
    .unknownPolicy, .policiesDisagree, .severalArms, .valueInSample, .missingRole, .unjudgeable,
    .invalidAmount, .invalidSweep,
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
    JudgingParameters.checkRoles(arguments, in: schema, &plan)
    for (key, values) in arguments[Self.sweep] ?? [] {
      if key.value != "revenue", key.value != "cost" {
        plan.error(
          .invalidSweep, at: key.range, "“\(key.value)” cannot be swept",
          hint: NearMiss.hint(for: key.value, in: ["revenue", "cost"], what: "amounts"))
      } else if values.isEmpty {
        plan.error(.invalidSweep, at: key.range, "\(key.value) has no amount to try")
      }
    }
    plan.bind(.values)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    var valuation = try PolicyValuation(context)
    let report = ValueReport(
      outcomes: try valuation.run(), estimators: valuation.estimators, level: context.level,
      per: arguments[Self.per], rowCount: valuation.rows.sample.rowCount,
      reference: arguments[Self.reference].value)
    var result = CellResult()
    report.record(in: &result.values)
    result.items = report.items
    result.notes = valuation.notes
    result.stamps = valuation.stamps
    if let count = arguments[RepeatedSplits.repeats] {
      let repeats = try ValueRepeats(
        valuation, count: count, testShare: arguments[RepeatedSplits.test], context)
      repeats.record(in: &result.values, per: arguments[Self.per])
      result.items += repeats.items(unit: report.unit, per: arguments[Self.per])
      result.notes += repeats.notes
      result.definitions.append(
        .init("SE over splits", SplitVariation.definition, source: "Nadeau and Bengio (2003)"))
    }
    result.definitions += valuation.estimators.map {
      .init("profit.\($0.rawValue)", $0.definition)
    }
    return result
  }
}

extension DiagnosticKind {
  static let invalidSweep = DiagnosticKind(
    "value.sweep", .error, "`sweep:` takes lists of numbers for revenue and cost.")
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
