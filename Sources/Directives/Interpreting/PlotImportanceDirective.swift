import Execution

/// `plot importance`: the chart of `interpret importance` alone.
package struct PlotImportanceDirective: InterpretingDirective {
  package typealias Subject = ImportanceInterpretation

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

  package static let hasTable = false
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
