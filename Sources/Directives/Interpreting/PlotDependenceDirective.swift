import Execution

/// `plot dependence`: predicted effects along a feature, beside the effects found there.
package struct PlotDependenceDirective: InterpretingDirective {
  package typealias Subject = DependenceInterpretation

  package static let manual = DirectiveManual(
    verb: "plot", kind: "dependence",
    summary: "Draws the effect along one feature: predicted, and found in groups of rows.",
    discussion: DependenceInterpretation.discussion,
    example: """
      ```{plot dependence #age}
      data: half.test
      model: tau
      x: history
      facet: newbie
      ```
      """,
    values: DependenceInterpretation.values)

  package static let hasTable = false
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
