import Charts
import Diagnostics
import Execution
import Frames
import NotebookSyntax
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
      the pooled standard error; otherwise it is Welch's.
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
    ])

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.outcome, CausalParameters.treatment,
    CausalParameters.control, CausalParameters.arms,
  ]
  package static let diagnostics: [DiagnosticKind] = [.tinyArm]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check(
      [arguments[CausalParameters.outcome], arguments[CausalParameters.treatment].column], in: schema)
    plan.bind(.object(AverageEffects.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[CausalParameters.data]).frame
    let outcome = arguments[CausalParameters.outcome]
    let values = try NumericColumn.values(outcome, role: "outcome", in: frame, context)
    var arms = try TreatmentArms.resolve(
      arguments[CausalParameters.treatment], control: arguments[CausalParameters.control],
      arms: arguments[CausalParameters.arms], in: frame, context)
    let complete = NumericColumn.complete([values], rows: arms.rows)
    let dropped = complete.count { !$0 }
    arms = arms.filtered(complete)

    let samples = try moments(of: values, arms: arms, context)
    let isBinary = arms.rows.allSatisfy { values[$0] == 0 || values[$0] == 1 }
    let effects = arms.arms.indices.map {
      ArmEffect(arm: arms.arms[$0], treated: samples[$0 + 1], control: samples[0], isBinary: isBinary)
    }
    var result = CellResult(values: Self.values(effects, arms: arms, samples, level: context.level))
    result.items = [
      .table(Self.table(effects, arms: arms, samples, outcome: outcome.name, isBinary, context.level))
    ]
    if effects.count > 1 { result.items.append(.chart(Self.chart(effects, isBinary, context.level))) }
    result.notes = arms.notes
    if dropped > 0 { result.notes.append("\(CountText.rows(dropped)) with a missing “\(outcome.name)” left out.") }
    result.definitions = [Self.definition(isBinary)]
    result.bind(
      context.name,
      AverageEffects(outcome: outcome.name, effects: effects.map { ($0.arm, $0.difference) }))
    return result
  }

  /// Count, mean and variance of the control and each arm.
  private func moments(
    of values: [Double], arms: TreatmentArms, _ context: RunContext
  ) throws(Diagnostic) -> [Moments] {
    var samples = [[Double]](repeating: [], count: arms.labels.count)
    for (index, row) in arms.rows.enumerated() { samples[arms.codes[index]].append(values[row]) }
    for (label, sample) in zip(arms.labels, samples) where sample.count < 2 {
      throw context.error(
        .tinyArm, at: arguments.range(of: CausalParameters.treatment),
        "“\(label)” has \(sample.count == 0 ? "no row" : "a single row") with an outcome, and a standard error needs two")
    }
    return samples.map { Moments($0) }
  }

  private static func values(
    _ effects: [ArmEffect], arms: TreatmentArms, _ samples: [Moments], level: Double
  ) -> ResultValues {
    var values = ResultValues()
    for (index, effect) in effects.enumerated() {
      let own = effect.values(level: level)
      if index == 0 { values.merge(own) }
      values.merge(own, prefix: "[\(effect.arm)].")
    }
    for (label, sample) in zip(arms.labels, samples) {
      values.set("mean[\(label)]", sample.mean)
      values.set("n[\(label)]", sample.count)
    }
    return values
  }

  private static func table(
    _ effects: [ArmEffect], arms: TreatmentArms, _ samples: [Moments], outcome: String,
    _ isBinary: Bool, _ level: Double
  ) -> ResultTable {
    let number: NumberStyle = isBinary ? .share(2) : .automatic
    let difference: NumberStyle = isBinary ? .points(2) : .automatic
    let unit = isBinary ? "points" : nil
    var rows: [[TableCell]] = [
      [.text(arms.control), .integer(samples[0].count), .optional(samples[0].mean)]
        + [TableCell](repeating: .missing, count: 4)
    ]
    for effect in effects {
      let interval = effect.difference.interval(level: level)
      rows.append([
        .text(effect.arm), .integer(effect.treated.count), .optional(effect.treated.mean),
        .optional(effect.difference.value), .optional(effect.difference.standardError),
        .interval(interval.low, interval.high), .optional(effect.pValue),
      ])
    }
    return ResultTable(
      title: "\(outcome) by \(arms.column)",
      columns: [
        TableColumn(arms.column), TableColumn("rows", .count), TableColumn("mean", number),
        TableColumn("difference", difference, unit: unit),
        TableColumn("standard error", difference, unit: unit),
        TableColumn(LevelText.interval(level), difference, unit: unit),
        TableColumn("p", .probability),
      ], rows: rows)
  }

  private static func chart(_ effects: [ArmEffect], _ isBinary: Bool, _ level: Double) -> Chart {
    let intervals = effects.map { $0.difference.interval(level: level) }
    return Chart(
      kind: "forest",
      x: Axis("difference from the control", format: isBinary ? .points : .number),
      y: Axis(scale: .categories(effects.map(\.arm))),
      marks: [
        .rule(RuleMark(.x(0))),
        .intervals(
          IntervalMark(
            name: "difference", positions: effects.indices.map(Double.init),
            values: effects.map(\.difference.value), low: intervals.map(\.low),
            high: intervals.map(\.high), role: .series(0))),
      ])
  }

  private static func definition(_ isBinary: Bool) -> CellResult.Definition {
    CellResult.Definition(
      "difference",
      isBinary
        ? "Arm's share less the control's. The interval uses each arm's own variance (unpooled, Welch); the p-value is that of the z test with the pooled standard error."
        : "Arm's mean less the control's, with Welch's standard error, degrees of freedom and p-value.")
  }
}

/// One arm against the control.
private struct ArmEffect {
  var arm: String
  var treated: Moments
  var control: Moments
  var isBinary: Bool

  var difference: Estimate { MeanComparison.welch(treated, control) }
  var lift: Estimate { RelativeLift.estimate(treated: treated, control: control) }

  var pValue: Double {
    guard isBinary else { return difference.pValue }
    return ProportionComparison.pooled(
      Proportion(successes: treated.sum, trials: Double(treated.count)),
      Proportion(successes: control.sum, trials: Double(control.count))
    ).pValue
  }

  func values(level: Double) -> ResultValues {
    var values = ResultValues()
    let interval = difference.interval(level: level)
    values.set("ate", difference.value)
    values.set("ate.se", difference.standardError)
    values.set("ate.ci", low: interval.low, high: interval.high)
    values.set("ate.p", pValue)
    values.set("ate.df", difference.degreesOfFreedom)
    let liftInterval = lift.interval(level: level)
    values.set("lift", lift.value)
    values.set("lift.se", lift.standardError)
    values.set("lift.ci", low: liftInterval.low, high: liftInterval.high)
    return values
  }
}

extension DiagnosticKind {
  static let tinyArm = DiagnosticKind(
    "treatment.tinyArm", .error, "An arm has too few rows for a standard error.")
}
