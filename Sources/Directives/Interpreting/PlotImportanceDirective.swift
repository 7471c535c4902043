import Charts
import Diagnostics
import Execution

/// `plot importance`: the chart of `interpret importance` alone.
package struct PlotImportanceDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "importance",
    summary: "Draws which features the predicted effects rest on.",
    discussion: "The chart of `interpret importance`, with the same values, without its table.",
    example: """
      ```{plot importance}
      data: half.test
      model: tau
      metric: shap
      ```
      """,
    values: ImportanceInterpretation.values)

  package static let parameters = ImportanceInterpretation.parameters
  package static let diagnostics = ImportanceInterpretation.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { InterpretationParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    try ImportanceInterpretation.run(context, hasTable: false)
  }
}
