import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `abtest`: several outcomes of an experiment, with corrections, covariates and groups.
package struct ABTestDirective: Directive {
  enum Metric: String, CaseIterable, Sendable { case mean, proportion, ratio }
  enum Contrasts: String, CaseIterable, Sendable { case control, all }
  enum Correction: String, CaseIterable, Sendable { case none, holm, bh, bonferroni }

  package static let manual = DirectiveManual(
    verb: "abtest", summary: "Reads an experiment: outcomes, arms and groups in one table.",
    discussion: """
      Every outcome is compared between each arm and the control, or between all pairs
      (`contrasts: all`). A 0/1 outcome is a proportion: its p-value is that of the pooled z test, its
      interval does not pool, and the χ² tests stand beside it. A ratio such as revenue per order
      takes `metric: ratio` and `denominator`; its variance is that of the delta method.

      `cuped` names columns from before the experiment, whose share of the variance is taken out. A
      column that the treatment moved is refused: adjusting for it would bias the effect.
      `by` repeats the comparison in groups, tests whether their effects are equal (Cochran's Q), and
      shrinks each towards the mean. `sequential: true` adds intervals that hold however often the
      data are looked at.
      """,
    example: """
      ```{abtest #test}
      data: customers
      outcomes: [visit, spend]
      treatment: segment
      control: No E-Mail
      cuped: [history]
      correction: holm
      ```
      """,
    values: [
      (
        "[OUTCOME][ARM].difference",
        "the difference; [ARM] may be left out where there is one arm, [OUTCOME] where there is one outcome"
      ),
      (
        "[OUTCOME][ARM].se, .ci, .p, .p.adjusted",
        "its standard error, interval, p-value, corrected p-value"
      ),
      ("[OUTCOME][ARM].lift, .lift.se, .lift.ci", "the difference over the control's mean"),
      (
        "[OUTCOME][ARM].p.unpooled, .chi2, .chi2.p, .chi2.yates.p",
        "the other tests of a proportion"
      ),
      ("[OUTCOME][ARM].sequential.ci, .sequential.p", "always-valid interval and p-value"),
      ("[OUTCOME][ARM][GROUP].difference …, .shrunken", "the same in a group of by:"),
      ("[OUTCOME][ARM].equal.q, .equal.df, .equal.p", "whether the groups' effects are equal"),
      ("variance-reduction[OUTCOME]", "share of variance that the covariates take out"),
      ("n[LEVEL]", "rows of an arm"),
    ])

  static let outcomes = Parameter<[ColumnReference]>(
    "outcomes", .columns, "The outcomes: numeric or 0/1 columns.")
  static let metric = Parameter<Metric?>.optional(
    "metric", .choice(), shown: "proportion for 0/1 columns, else mean",
    "What is compared of each outcome.")
  static let denominator = Parameter<ColumnReference?>.optional(
    "denominator", .column, "The column below the line, for metric: ratio.")
  static let cuped = Parameter<[ColumnReference]>(
    "cuped", .columns, default: [], shown: "none",
    "Columns from before the experiment that predict the outcomes.")
  static let by = Parameter<ColumnReference?>.optional("by", .column, "A column of groups.")
  static let contrasts = Parameter<Contrasts>(
    "contrasts", .choice(), default: .control, shown: "control",
    "Whether arms are compared with the control alone or with each other too.")
  static let correction = Parameter<Correction>(
    "correction", .choice(), default: .none, shown: "none",
    "How p-values are corrected for the number of comparisons.")
  static let sequential = Parameter<Bool>(
    "sequential", .boolean, default: false, "Whether always-valid intervals are added.")
  static let tuning = Parameter<Int>(
    "tuning", .integer(from: 10), default: 5000,
    "The number of rows at which always-valid intervals are narrowest.")

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, outcomes, CausalParameters.treatment, CausalParameters.control,
    CausalParameters.arms, metric, denominator, cuped, by, contrasts, correction, sequential,
    tuning, FitParameters.rowCondition,
  ]
  package static let diagnostics: [DiagnosticKind] = [
    .ratioMetric, .postTreatment, .tooManyGroups, .notProportion,
  ]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check(
      arguments[Self.outcomes] + arguments[Self.cuped] + [
        arguments[CausalParameters.treatment].column
      ],
      in: schema)
    plan.check(arguments[Self.denominator], in: schema)
    plan.check(arguments[Self.by], in: schema)
    let isRatio = arguments[Self.metric] == .ratio
    if isRatio != (arguments[Self.denominator] != nil) {
      let range =
        isRatio ? arguments.range(of: Self.metric) : arguments.range(of: Self.denominator)
      plan.error(
        .ratioMetric, at: range,
        isRatio ? "metric: ratio needs denominator:" : "denominator: goes with metric: ratio")
    }
    if isRatio, let first = arguments[Self.cuped].first {
      plan.error(.ratioMetric, at: first.range, "cuped: adjusts means and proportions, not ratios")
    }
    for column in arguments[Self.cuped]
    where arguments[Self.outcomes].contains(where: { $0.name == column.name }) {
      plan.error(
        .postTreatment, at: column.range,
        "“\(column.name)” is an outcome: what the treatment moves cannot adjust for it")
    }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let compared = try ComparedArms(context)
    let data = try ABTestData(arguments, compared.arms, in: compared.frame, context)
    var analysis = ABTestAnalysis(
      ABTestAnalysis.Settings(
        metric: arguments[Self.metric], contrasts: arguments[Self.contrasts],
        correction: arguments[Self.correction].method,
        tuning: arguments[Self.sequential] ? Double(arguments[Self.tuning]) : nil,
        level: context.level))
    for outcome in data.outcomes {
      do throws(RegressionError) {
        try analysis.add(
          outcome.name, outcome.values, codes: data.arms.codes, labels: data.arms.labels,
          denominator: data.denominator, covariates: data.covariates, groups: data.groups)
      } catch {
        throw context.error(
          .postTreatment, at: arguments.range(of: Self.cuped),
          "the columns of cuped: do not vary in the rows that are used")
      }
    }
    analysis.correct()
    let report = ABTestReport(
      analysis: analysis, outcomes: data.outcomes.map(\.name), arms: data.arms,
      hasGroups: data.groups != nil)
    var result = report.result()
    result.notes = compared.notes + data.notes + result.notes
    return result
  }
}

extension ABTestDirective.Correction {
  var method: MultipleTesting {
    switch self {
    case .none: .none
    case .holm: .holm
    case .bh: .benjaminiHochberg
    case .bonferroni: .bonferroni
    }
  }
}

extension DiagnosticKind {
  static let ratioMetric = DiagnosticKind(
    "abtest.ratio", .error, "A ratio metric has a denominator and no covariates.")
}
