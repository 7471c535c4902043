import Execution

/// `plot tree`: the drawing of `interpret tree` alone.
package struct PlotTreeDirective: InterpretingDirective {
  package typealias Subject = TreeInterpretation

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

  package static let hasTable = false
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
