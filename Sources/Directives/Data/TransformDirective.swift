import Diagnostics
import Execution
import Frames
import NotebookSyntax

/// `transform`: a frame prepared in steps, each counted.
package struct TransformDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "transform", summary: "Prepares a frame in steps, and says what each step changed.",
    discussion: """
      `steps` is a list, done in order; each item is one step:

      \(TransformSteps.all.map { "`\($0.name)`: \($0.summary)." }.joined(separator: "\n\n"))

      Nothing is imputed, dropped or clipped but what a step says. Parameters estimated from the rows
      (means, quantiles, scales) are noted with their values.
      """,
    example: """
      ```{transform #clean}
      data: customers
      steps:
        - recode: {gender: {man: Male, female: Female}}
        - impute: {age: median}
        - derive: {log_history: ln(history)}
        - filter: age >= 18
      ```
      """,
    values: [
      ("rows", "rows of the result"), ("columns", "its visible columns"),
      ("cells[N]", "cells that step N changed, from 1"),
      ("rows[N]", "rows after step N"),
    ])

  static let data = Parameter<NameReference?>.optional(
    "data", .frame, shown: "the frame last bound", "The frame that is prepared.")
  static let steps = Parameter<[any TransformStep]>(
    "steps", .transformSteps, "The steps, in order.")

  package static let parameters: [any AnyParameter] = [data, steps]
  package static let diagnostics: [DiagnosticKind] = [.transformNames, .transformValues]

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) {
    var schema = plan.readFrame(arguments[Self.data])
    for step in arguments[Self.steps] {
      plan.check(step.reads, in: schema)
      for (frame, columns) in step.frames { plan.check(columns, in: plan.readFrame(frame)) }
      schema = step.schema(schema)
    }
    plan.bind(.frame(schema))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    let data = try context.frame(arguments[Self.data])
    var frame = data.frame
    var result = CellResult()
    var rows: [[TableCell]] = []
    for (index, step) in arguments[Self.steps].enumerated() {
      let outcome = try step.apply(to: frame, context)
      rows.append([
        .integer(index + 1), .text(outcome.what), .integer(outcome.frame.rowCount),
        .integer(outcome.frame.rowCount - frame.rowCount),
        .integer(outcome.frame.columns.count - frame.columns.count),
        .integer(outcome.changedCells),
      ])
      frame = outcome.frame
      result.values.set("cells[\(index + 1)]", outcome.changedCells)
      result.values.set("rows[\(index + 1)]", frame.rowCount)
      result.notes += outcome.notes
    }
    result.values.set("rows", frame.rowCount)
    result.values.set("columns", frame.visibleColumns.count)
    result.items = [
      .table(
        ResultTable(
          title: "Steps",
          columns: [
            TableColumn("step", .count), TableColumn("what"), TableColumn("rows", .count),
            TableColumn("change of rows", .count), TableColumn("change of columns", .count),
            TableColumn("cells changed", .count),
          ], rows: rows))
    ]
    result.bind(context.name, data.derived(frame))
    return result
  }
}

extension ParameterType where Value == [any TransformStep] {
  static let transformSteps = ParameterType("list of steps") { raw, context in
    let items: [RawValue] = if case .list(let items) = raw.kind { items } else { [raw] }
    var steps: [any TransformStep] = []
    for item in items {
      guard case .map(let entries) = item.kind else {
        return context.fail(
          .wrongType, at: item.range, "a step is NAME: SETTINGS",
          hint: "steps: \(TransformSteps.names.joined(separator: ", "))")
      }
      for entry in entries {
        guard let step = TransformSteps.decode(entry, &context) else { return nil }
        steps.append(step)
      }
    }
    return steps
  }
}
