import Charts
import Diagnostics
import Execution
import NotebookSyntax
import Statistics

/// `plot forest`: average effects of several estimates under each other.
package struct PlotForestDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "forest",
    summary: "Sets the effects of several estimates under each other, with their intervals.",
    discussion: """
      A row for each estimate and arm, in the order named, with zero marked. A regression without a
      treatment has no effect: `term` names the coefficient that is drawn for regressions; other
      estimates keep their effects.
      """,
    example: """
      ```{plot forest}
      estimates: [naive, adjusted]
      labels: [Difference in means, With covariates]
      ```
      """,
    values: [
      ("estimate[NAME], se[NAME], ci[NAME]", "the effect of an estimate with one arm, or the term"),
      ("estimate[NAME][ARM], se[NAME][ARM], ci[NAME][ARM]", "of one arm of several"),
    ])

  static let estimates = Parameter<[NameReference]>(
    "estimates", .list(of: .name("estimate")), "Results of `estimate`, from top to bottom.")
  static let labels = Parameter<[String]?>.optional(
    "labels", .list(of: .string), shown: "the names", "What stands beside each estimate.")
  static let term = Parameter<Located<String>?>.optional(
    "term", .located(.string), shown: "the effect of the treatment",
    "The coefficient that is drawn for every regression, as its table names it.")

  package static let parameters: [any AnyParameter] = [
    estimates, labels, term, PlotParameters.xLabel,
  ]
  package static let diagnostics: [DiagnosticKind] = [.forestEstimates, .noEffect]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    let references = arguments[Self.estimates]
    if references.isEmpty {
      plan.error(
        .forestEstimates, at: arguments.range(of: Self.estimates),
        "estimates: names no estimate")
    }
    var seen: Set<String> = []
    for reference in references {
      plan.readObject(reference, types: [AverageEffects.typeName])
      if !seen.insert(reference.name).inserted {
        plan.error(
          .forestEstimates, at: reference.range, "“\(reference.name)” is named twice")
      }
    }
    if let labels = arguments[Self.labels], labels.count != references.count {
      plan.error(
        .forestEstimates, at: arguments.range(of: Self.labels),
        "labels: has \(CountText.counted(labels.count, "label")) for \(CountText.counted(references.count, "estimate"))",
        hint: "give one label for each estimate, in the same order")
    }
    plan.bind(.values)
  }

  /// One row of the chart.
  private struct Row {
    /// Of the estimate, as the page shows it.
    let label: String
    /// Of the arm or term; nil where the estimate has one effect.
    let arm: String?
    /// In the names of values.
    let key: String
    let estimate: Estimate
    let interval: Interval

    var name: String { arm.map { "\(label): \($0)" } ?? label }
    var hasInterval: Bool { interval.low.isFinite && interval.high.isFinite }
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let references = arguments[Self.estimates]
    let labels = arguments[Self.labels] ?? references.map(\.name)
    var rows: [Row] = []
    var outcomes: [String] = []
    for (reference, label) in zip(references, labels) {
      let object = try context.object(AverageEffects.self, reference)
      if !outcomes.contains(object.outcome) { outcomes.append(object.outcome) }
      let effects = try effects(of: object, reference, context)
      rows += effects.map { arm, estimate in
        Row(
          label: label, arm: effects.count > 1 ? arm : nil,
          key: effects.count > 1 ? "[\(reference.name)][\(arm)]" : "[\(reference.name)]",
          estimate: estimate, interval: estimate.interval(level: context.level))
      }
    }
    var result = CellResult()
    for row in rows {
      result.values.set("estimate" + row.key, row.estimate.value)
      result.values.set("se" + row.key, row.estimate.standardError)
      result.values.set("ci" + row.key, low: row.interval.low, high: row.interval.high)
    }
    result.items = [.chart(chart(rows, outcomes)), .table(table(rows, level: context.level))]
    if outcomes.count > 1 {
      let names = outcomes.map { "“\($0)”" }.joined(separator: ", ")
      result.notes.append("The estimates are of effects on different outcomes: \(names).")
    }
    result.notes += rows.filter { !$0.hasInterval }.map {
      "\($0.name) has no finite standard error, and so no interval."
    }
    return result
  }

  /// What is drawn of one estimate: the term of a regression where one is named, else its effects.
  private func effects(
    of object: AverageEffects, _ reference: NameReference, _ context: RunContext
  ) throws(Diagnostic) -> [(arm: String, estimate: Estimate)] {
    if let term = arguments[Self.term], !object.coefficients.isEmpty {
      if let found = object.coefficients.first(where: { $0.term == term.value }) {
        return [(found.term, found.estimate)]
      }
      throw context.error(
        .noEffect, at: term.range, "“\(reference.name)” has no coefficient “\(term.value)”",
        hint: NearMiss.hint(
          for: term.value, in: object.coefficients.map(\.term), what: "coefficients"))
    }
    if !object.effects.isEmpty { return object.effects }
    let example = object.coefficients.first { $0.term != "intercept" }
    throw context.error(
      .noEffect, at: reference.range,
      "“\(reference.name)” is a regression without the effect of a treatment",
      hint: example.map {
        "name a coefficient, as in term: \($0.term), or give the regression treatment:"
      } ?? "give the regression treatment:")
  }

  private func chart(_ rows: [Row], _ outcomes: [String]) -> Chart {
    let mark = IntervalMark(
      name: "effect", positions: rows.indices.map(Double.init), values: rows.map(\.estimate.value),
      low: rows.map(\.interval.low), high: rows.map(\.interval.high), role: .series(0))
    let what =
      arguments[Self.term].map { "coefficient of \($0.value)" }
      ?? (outcomes.count == 1 ? "effect on \(outcomes[0])" : "effect")
    return Chart(
      kind: "forest", x: Axis(arguments[PlotParameters.xLabel] ?? what, includesZero: true),
      y: .categories(rows.map(\.name)),
      marks: [.rule(RuleMark(.x(0), label: "no effect")), .intervals(mark)])
  }

  private func table(_ rows: [Row], level: Double) -> ResultTable {
    let style: NumberStyle = .estimate(standardErrors: 2)
    return ResultTable(
      .supporting,
      title: "Effects of the estimates",
      columns: [
        TableColumn("Estimate"), TableColumn("Effect", style), TableColumn("SE"),
        TableColumn(LevelText.interval(level), style), TableColumn("p", .probability),
      ],
      rows: rows.map { row in
        [
          .text(row.name), .optional(row.estimate.value), .optional(row.estimate.standardError),
          ArmEffectReport.interval(row.interval), .optional(row.estimate.pValue),
        ]
      })
  }
}

extension DiagnosticKind {
  static let forestEstimates = DiagnosticKind(
    "plot.forestEstimates", .error,
    "A forest plot needs estimates, each named once, and a label for each or for none.")
  static let noEffect = DiagnosticKind(
    "plot.noEffect", .error,
    "An estimate has no effect of a treatment, or not the coefficient that is to be drawn.")
}
