import Diagnostics
import Execution
import Frames
import Glibc
import Numerics
import Statistics

/// `estimate difference`: the difference of each arm's mean and the control's.
package struct EstimateDifferenceDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "estimate", kind: "difference",
    summary: "Estimates average effects as differences of means.",
    discussion: """
      What a randomised test needs and no more: each arm's mean less the control's. The interval is
      Welch's, with a variance for each arm. For a 0/1 outcome the p-value is that of the z test with
      the pooled standard error, which can disagree with the interval at the margin; otherwise it is
      Welch's. The lift is the difference over the control's mean, with a delta-method interval.

      Where the arms were not assigned at random, the difference mixes the effect with whatever else
      differs between them.
      """,
    example: """
      ```{estimate difference #visits}
      data: customers
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      ```
      """,
    values: [
      ("ate", "the first arm's mean less the control's"),
      ("ate.se", "Welch's standard error, √(s₁²/n₁ + s₀²/n₀)"),
      ("ate.ci", "Welch's interval at the cell's level"), ("ate.p", "two-sided p-value"),
      ("ate.df", "Welch's degrees of freedom"),
      ("lift", "the difference as a share of the control's mean, with lift.se and lift.ci"),
      ("mean[level]", "mean of the control or an arm"), ("n[level]", "its rows"),
      ("[arm].ate", "the same values of one arm, where there are several"),
      ("f, f.p", "Welch's test that all arms have one mean, where there are several"),
    ])

  package static let parameters: [any AnyParameter] =
    ComparedArms.parameters + [FitParameters.rowCondition]

  package static let diagnostics: [DiagnosticKind] = [.constantOutcome]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { ComparedArms.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    let compared = try ComparedArms(context)
    let outcome = try OutcomeColumn(
      arguments[CausalParameters.outcome], arms: compared.arms,
      armsRange: arguments.range(of: CausalParameters.treatment), in: compared.frame, context)
    let samples = outcome.samples.map { Moments($0) }
    warnIfConstant(outcome, context)
    let estimates = samples.dropFirst().map { MeanComparison.welch($0, samples[0]) }
    let effects = outcome.arms.arms.enumerated().map { index, arm in
      ArmEffect(
        arm: arm, treated: samples[index + 1], control: samples[0], isBinary: outcome.isBinary,
        level: context.level)
    }
    var result = CellResult(values: ArmEffectReport.values(effects, level: context.level))
    addSamples(samples, estimates, outcome, to: &result.values)
    result.items = [.table(Self.table(effects, outcome, samples, level: context.level))]
    result.items += ArmEffectReport.charts(
      effects, label: "effect on \(outcome.name) against \(outcome.arms.control)",
      isShare: outcome.isBinary)
    result.notes = compared.notes + outcome.arms.notes + outcome.notes
    result.definitions = [Self.definition(outcome.isBinary)]
    result.bind(
      context.name,
      AverageEffects(
        outcome: outcome.name, effects: Array(zip(outcome.arms.arms, estimates))))
    return result
  }

  private func warnIfConstant(_ outcome: OutcomeColumn, _ context: RunContext) {
    guard let first = outcome.values.first, outcome.values.allSatisfy({ $0 == first }) else {
      return
    }
    context.warn(
      .constantOutcome, at: arguments.range(of: CausalParameters.outcome),
      "“\(outcome.name)” is \(NumberFormat.shortest(first)) in every row: the difference is 0 and has no p-value"
    )
  }

  private func addSamples(
    _ samples: [Moments], _ estimates: [Estimate], _ outcome: OutcomeColumn,
    to values: inout ResultValues
  ) {
    for (index, (arm, estimate)) in zip(outcome.arms.arms, estimates).enumerated() {
      if index == 0 { values.set("ate.df", estimate.degreesOfFreedom) }
      values.set("[\(arm)].ate.df", estimate.degreesOfFreedom)
    }
    for (label, sample) in zip(outcome.arms.labels, samples) {
      values.set("mean[\(label)]", sample.mean)
      values.set("n[\(label)]", sample.count)
    }
    if estimates.count > 1 {
      let test = AnalysisOfVariance.welch(samples)
      values.set("f", test.f)
      values.set("f.p", test.pValue)
    }
  }

  private static func table(
    _ effects: [ArmEffect], _ outcome: OutcomeColumn, _ samples: [Moments], level: Double
  ) -> ResultTable {
    let isShare = outcome.isBinary
    let difference: NumberStyle = isShare ? .points(2) : .estimate(standardErrors: 4)
    let unit = isShare ? "points" : nil
    var rows: [[TableCell]] = [
      [.text(outcome.arms.control), .integer(samples[0].count), .optional(samples[0].mean)]
        + [TableCell](repeating: .missing, count: 5)
    ]
    for (index, effect) in effects.enumerated() {
      rows.append([
        .text(effect.arm), .integer(samples[index + 1].count),
        .optional(samples[index + 1].mean), .optional(effect.value),
        .optional(effect.standardError), ArmEffectReport.interval(effect.interval),
        .optional(effect.pValue), .optional(effect.lift?.value),
      ])
    }
    return ResultTable(
      title: "\(outcome.name) by \(outcome.arms.column)",
      columns: [
        TableColumn(outcome.arms.column), TableColumn("rows", .count),
        TableColumn("mean", isShare ? .share(2) : .automatic),
        TableColumn("difference", difference, unit: unit),
        TableColumn("standard error", isShare ? .points(2) : .automatic, unit: unit),
        TableColumn(LevelText.interval(level), difference, unit: unit),
        TableColumn("p", .probability), TableColumn("lift", .share(1)),
      ], rows: rows)
  }

  private static func definition(_ isBinary: Bool) -> CellResult.Definition {
    CellResult.Definition(
      "difference",
      isBinary
        ? "Arm's share less the control's. The interval uses each arm's own variance (unpooled, Welch); the p-value is that of the z test with the pooled standard error."
        : "Arm's mean less the control's, with Welch's standard error, degrees of freedom and p-value."
    )
  }
}

extension ArmEffect {
  /// The comparison of two samples: Welch's, with the pooled z test's p-value for shares.
  init(arm: String, treated: Moments, control: Moments, isBinary: Bool, level: Double) {
    self.init(
      arm: arm, MeanComparison.welch(treated, control), level: level,
      lift: control.mean == 0
        ? nil : RelativeLift.estimate(treated: treated, control: control))
    if isBinary {
      // Counts are whole: the mean times the rows is rounded back to them.
      pValue =
        ProportionComparison.pooled(
          Proportion(successes: treated.sum.rounded(), trials: Double(treated.count)),
          Proportion(successes: control.sum.rounded(), trials: Double(control.count))
        ).pValue
    }
  }
}

extension DiagnosticKind {
  static let constantOutcome = DiagnosticKind(
    "outcome.constant", .warning, "The outcome has one value in every row that is used.")
}
