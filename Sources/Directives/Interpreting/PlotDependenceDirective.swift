import Execution

/// `plot dependence`: predicted effects along a feature, beside the effects found there.
package struct PlotDependenceDirective: InterpretingDirective {
  package typealias Subject = DependenceInterpretation

  package static let manual = DirectiveManual(
    verb: "plot", kind: "dependence",
    summary: "Draws the effect along one feature: predicted, and found in groups of rows.",
    discussion: """
      The line is the mean predicted effect with every row's feature set to each value; its band
      holds the middle 80% of the predictions. Dots are mean doubly robust scores of groups of rows
      by their own values, with intervals, so that a line that the data do not bear out is seen. The
      rug shows where the rows are; `facet` draws a panel for each level of a column.
      """,
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
