import Charts
import Diagnostics
import Execution

/// `plot tree`: the drawing of `interpret tree` alone.
package struct PlotTreeDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "plot", kind: "tree",
    summary: "Draws the small honest tree that explains predicted effects.",
    discussion: "The tree of `interpret tree`, with the same values, without its table.",
    example: """
      ```{plot tree}
      data: half.test
      model: tau
      depth: 3
      ```
      """,
    values: TreeInterpretation.values)

  package static let parameters = TreeInterpretation.parameters
  package static let diagnostics = TreeInterpretation.diagnostics

  private let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }

  package func plan(_ plan: inout CellPlan) { InterpretationParameters.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    try TreeInterpretation.run(context, hasTable: false)
  }
}
