import Charts
import Diagnostics
import Execution
import Frames
import Numerics
import Statistics

/// `plot overlap`: where the propensities of the arms lie.
package struct PlotOverlapDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "overlap",
    summary: "Draws the propensities of treated and controls, and the share without counterparts.",
    discussion: """
      The probability of each arm against the control, from a logistic regression on `controls` or
      from a column. Where the two outlines do not overlap, effects rest on the model alone; the
      share of rows below 0.1 or above 0.9 is told for each side.
      """,
    example: """
      ```{plot overlap}
      data: customers
      treatment: segment
      control: No E-Mail
      controls: [recency, history, channel]
      ```
      """,
    values: [
      ("outside", "share of propensities below 0.1 or above 0.9, of the arm where it is largest"),
      ("[ARM].outside", "the same of one arm and the control"),
      ("[ARM].outside.treated, [ARM].outside.control", "among the arm's rows; among the control's"),
      ("[ARM].min, [ARM].max", "range of the propensities"),
    ])

  static let propensity = Parameter<ColumnReference?>.optional(
    "propensity", .column, shown: "a logistic regression on controls",
    "A column of the probability of treatment; for one arm.")
  static let bins = Parameter<Int>(
    "bins", .integer(from: 5, to: 200), default: 40, "Bars between 0 and 1.")

  package static let parameters: [any AnyParameter] = [
    CausalParameters.data, CausalParameters.treatment, CausalParameters.control,
    CausalParameters.arms, EffectTargetParameters.controls, propensity, bins,
  ]
  package static let diagnostics: [DiagnosticKind] = [.overlapSource, .propensityModel]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let schema = plan.readFrame(arguments[CausalParameters.data])
    plan.check(arguments[CausalParameters.treatment].column, in: schema)
    plan.check(arguments[EffectTargetParameters.controls], in: schema)
    plan.check(arguments[Self.propensity], in: schema)
    let hasControls = !arguments[EffectTargetParameters.controls].isEmpty
    if hasControls == (arguments[Self.propensity] != nil) {
      plan.error(
        .overlapSource, "the plot needs controls: for a model of the propensity, or propensity:")
    }
    plan.bind(.values)
  }

  /// The propensities of one arm's rows and of the control's.
  private struct Sides {
    var arm: String
    var treated: [Double]
    var control: [Double]
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let frame = try context.frame(arguments[CausalParameters.data]).frame
    let arms = try TreatmentArms.resolve(
      arguments[CausalParameters.treatment], control: arguments[CausalParameters.control],
      arms: arguments[CausalParameters.arms], in: frame, context)
    var result = CellResult()
    result.notes = arms.notes
    let sides =
      try arguments[Self.propensity].map { reference throws(Diagnostic) in
        [try stated(reference, arms, frame, &result, context)]
      } ?? modelled(arms, frame, &result, context)
    var worst = 0.0
    for side in sides {
      let all = side.treated + side.control
      let outside = ArmBalanceReport.outside(all) ?? 0
      worst = max(worst, outside)
      let prefix = "[\(side.arm)]."
      result.values.set(prefix + "outside", outside)
      result.values.set(prefix + "outside.treated", ArmBalanceReport.outside(side.treated))
      result.values.set(prefix + "outside.control", ArmBalanceReport.outside(side.control))
      result.values.set(prefix + "min", all.min())
      result.values.set(prefix + "max", all.max())
    }
    result.values.set("outside", worst)
    result.items = [.chart(chart(sides, arms))]
    return result
  }

  private func stated(
    _ reference: ColumnReference, _ arms: TreatmentArms, _ frame: Frame,
    _ result: inout CellResult, _ context: RunContext
  ) throws(Diagnostic) -> Sides {
    guard arms.arms.count == 1 else {
      throw context.error(
        .overlapSource, at: reference.range,
        "a column of propensities is of one arm, and there are \(arms.arms.count)",
        hint: "choose one with arms:")
    }
    let values = try NumericColumn.values(reference, role: "propensity", in: frame, context)
    let used = NumericColumn.taking(values, arms.rows)
    guard used.allSatisfy({ $0.isNaN || ($0 >= 0 && $0 <= 1) }) else {
      throw context.error(
        .overlapSource, at: reference.range,
        "“\(reference.name)” has values outside 0 to 1, which are no probabilities")
    }
    let missing = used.count { $0.isNaN }
    if missing > 0 {
      result.notes.append("\(CountText.rows(missing)) without a propensity left out.")
    }
    var sides = Sides(arm: arms.arms[0], treated: [], control: [])
    for (row, value) in used.enumerated() where !value.isNaN {
      if arms.codes[row] == 0 { sides.control.append(value) } else { sides.treated.append(value) }
    }
    return sides
  }

  private func modelled(
    _ arms: TreatmentArms, _ frame: Frame, _ result: inout CellResult, _ context: RunContext
  ) throws(Diagnostic) -> [Sides] {
    let set = try CovariateSet(
      arguments[EffectTargetParameters.controls], in: frame, rows: arms.rows, context)
    try set.requireCoarse(.propensityModel, context)
    let complete = set.complete
    let kept = complete.indices.filter { complete[$0] }
    if kept.count < arms.rows.count {
      result.notes.append(
        "\(CountText.rows(arms.rows.count - kept.count)) with a missing control left out.")
    }
    result.notes.append("Propensities are those of a logistic regression, on its own rows.")
    var found: [Sides] = []
    for (index, arm) in arms.arms.enumerated() {
      let rows = kept.filter { arms.codes[$0] == 0 || arms.codes[$0] == index + 1 }
      let treated = rows.map { arms.codes[$0] != 0 }
      let fit = try PropensityRegression(
        set.regressors.map { entry in (entry.label, rows.map { entry.values[$0] }) },
        treated: treated, arms: (arm, arms.control),
        at: arguments.range(of: EffectTargetParameters.controls), context)
      var sides = Sides(arm: arm, treated: [], control: [])
      for (isTreated, propensity) in zip(treated, fit.values) {
        if isTreated { sides.treated.append(propensity) } else { sides.control.append(propensity) }
      }
      found.append(sides)
    }
    return found
  }

  /// A panel for each arm: the share of each side's rows by propensity, with 0.1 and 0.9 marked.
  private func chart(_ sides: [Sides], _ arms: TreatmentArms) -> Chart {
    // A bare 0 or 1 says nothing in a legend.
    func name(_ label: String) -> String {
      ["0", "1", "false", "true"].contains(label) ? "\(arms.column) = \(label)" : label
    }
    let count = arguments[Self.bins]
    let edges = (0...count).map { Double($0) / Double(count) }
    func shares(_ values: [Double]) -> [Double] {
      var counts = [Double](repeating: 0, count: count)
      for value in values { counts[min(count - 1, Int(value * Double(count)))] += 1 }
      return counts.map { $0 / Double(max(1, values.count)) }
    }
    let panels = sides.map { side in
      Panel(
        title: sides.count > 1 ? side.arm : nil,
        marks: [
          .rule(RuleMark(.x(0.1), label: "0.1")), .rule(RuleMark(.x(0.9), label: "0.9")),
          .histogram(
            HistogramMark(
              name: name(side.arm), edges: edges, values: shares(side.treated), role: .series(0),
              outlined: true)),
          .histogram(
            HistogramMark(
              name: name(arms.control), edges: edges, values: shares(side.control),
              role: .series(1),
              outlined: true)),
        ])
    }
    return Chart(
      kind: "overlap", x: Axis("probability of treatment", lower: 0, upper: 1),
      y: Axis("share of the arm's rows", format: .share, lower: 0), panels: panels)
  }
}

extension DiagnosticKind {
  static let overlapSource = DiagnosticKind(
    "plot.overlap", .error,
    "The plot of overlap takes propensities from `controls:` or from a column of one arm's probability: one of the two."
  )
}
