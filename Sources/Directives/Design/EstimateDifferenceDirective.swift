import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `estimate difference`: the difference of arm means.
package struct EstimateDifferenceDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "estimate", kind: "difference",
    summary: "Estimates an average effect as the difference of the means of two arms.",
    discussion: """
      Each arm is compared with the control. The standard error leaves each arm its own variance,
      SE² = s₁²/n₁ + s₀²/n₀, and the interval uses Welch's degrees of freedom. For a 0/1 outcome the
      p-value is that of the pooled two-proportion z-test, whose standard error assumes equal shares;
      it can disagree with the interval at the margin. The lift is the effect over the control mean,
      with a delta-method interval.

      The difference is an effect where the arms were assigned at random; elsewhere it mixes the
      effect with whatever else differs between the arms.
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
      ("ate", "the difference of means, where there is one arm"),
      ("ate.se", "its standard error"), ("ate.ci", "its interval"), ("ate.p", "its p-value"),
      ("lift", "the effect as a share of the control mean, with lift.se and lift.ci"),
      ("[ARM].ate", "the same of each arm, with all the fields above"),
      ("mean[ARM]", "the mean of an arm, the control included"),
      ("rows[ARM]", "its rows with an outcome"),
      ("f, f.p", "Welch's test that all arms have one mean, where there are several"),
    ])

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.outcome, CausalParameters.treatment,
    CausalParameters.control, CausalParameters.arms,
  ]

  package static let diagnostics: [DiagnosticKind] = [.tooFewRows, .constantOutcome]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check(arguments[CausalParameters.outcome], in: schema)
    plan.check(arguments[CausalParameters.treatment].column, in: schema)
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[CausalParameters.data]).frame
    let arms = try TreatmentArms.resolve(
      arguments[CausalParameters.treatment], control: arguments[CausalParameters.control],
      arms: arguments[CausalParameters.arms], in: frame, context)
    let reference = arguments[CausalParameters.outcome]
    let outcome = try OutcomeColumn(reference, arms: arms, in: frame, context)
    let samples = outcome.arms.labels.indices.map { Moments(outcome.values(ofArm: $0)) }
    if samples.allSatisfy({ $0.sumOfSquares == 0 }), Set(samples.map(\.mean)).count == 1 {
      context.warn(
        .constantOutcome, at: reference.range,
        "“\(outcome.name)” has the same value in every row, so that the effect is 0 without a standard error"
      )
    }
    let effects = outcome.arms.arms.enumerated().map { index, arm in
      Self.effect(
        arm: arm, treated: samples[index + 1], control: samples[0], isBinary: outcome.isBinary,
        level: context.level)
    }
    var result = CellResult(values: ArmEffectReport.values(effects, level: context.level))
    for (label, sample) in zip(outcome.arms.labels, samples) {
      result.values.set("mean[\(label)]", sample.mean)
      result.values.set("rows[\(label)]", sample.count)
    }
    result.items = [
      .table(meansTable(outcome, samples, level: context.level)),
      .table(
        ArmEffectReport.table(
          effects, title: "Effect on \(outcome.name) against \(outcome.arms.control)",
          isShare: outcome.isBinary, level: context.level)),
    ]
    if effects.count > 1 {
      let test = AnalysisOfVariance.welch(samples)
      result.values.set("f", test.f)
      result.values.set("f.p", test.pValue)
      result.items.append(
        .chart(
          ArmEffectReport.chart(
            effects, kind: "difference", label: "effect on \(outcome.name)",
            isShare: outcome.isBinary)))
    }
    result.notes = outcome.arms.notes + outcome.notes
    result.definitions = Self.definitions(isBinary: outcome.isBinary)
    return result
  }

  static func effect(
    arm: String, treated: Moments, control: Moments, isBinary: Bool, level: Double
  ) -> ArmEffect {
    var effect = ArmEffect(
      arm: arm, MeanComparison.welch(treated, control), level: level,
      lift: control.mean == 0
        ? nil : RelativeLift.estimate(treated: treated, control: control))
    if isBinary {
      effect.pValue =
        ProportionComparison.pooled(
          Proportion(successes: treated.sum.rounded(), trials: Double(treated.count)),
          Proportion(successes: control.sum.rounded(), trials: Double(control.count))
        ).pValue
    }
    return effect
  }

  private func meansTable(
    _ outcome: OutcomeColumn, _ samples: [Moments], level: Double
  ) -> ResultTable {
    let style: NumberStyle = outcome.isBinary ? .share(2) : .estimate(standardErrors: 4)
    let rows = zip(outcome.arms.labels, samples).map { label, sample -> [TableCell] in
      let interval =
        outcome.isBinary
        ? Proportion(successes: sample.sum.rounded(), trials: Double(sample.count))
          .wilsonInterval(level: level)
        : MeanComparison.oneSample(sample, against: 0).interval(level: level)
      return [
        .text(label), .integer(sample.count), .optional(sample.mean),
        .optional(sample.standardDeviation), .optional(sample.standardError),
        ArmEffectReport.interval(interval),
      ]
    }
    return ResultTable(
      title: "\(outcome.name) by arm",
      columns: [
        TableColumn("Arm"), TableColumn("Rows", .count), TableColumn("Mean", style),
        TableColumn("SD"), TableColumn("SE", outcome.isBinary ? .share(2) : .automatic),
        TableColumn(ArmEffectReport.levelName(level), style),
      ], rows: rows,
      notes: outcome.isBinary ? ["Intervals of the shares are Wilson's."] : [])
  }

  private static func definitions(isBinary: Bool) -> [CellResult.Definition] {
    var definitions = [
      CellResult.Definition(
        "ate", "difference of arm means; SE² = s₁²/n₁ + s₀²/n₀; interval from Welch's t",
        source: "average-effects"),
      CellResult.Definition(
        "lift", "difference of arm means over the control mean; delta-method interval",
        source: "average-effects"),
    ]
    if isBinary {
      definitions.append(
        CellResult.Definition(
          "ate.p", "pooled two-proportion z-test; the interval does not pool",
          source: "average-effects"))
    }
    return definitions
  }
}

extension DiagnosticKind {
  static let constantOutcome = DiagnosticKind(
    "outcome.constant", .warning, "The outcome has one value in every row that is used.")
}
