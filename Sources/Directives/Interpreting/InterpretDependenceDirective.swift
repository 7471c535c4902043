import Execution

/// `interpret dependence`: predicted effects along a feature, beside the effects found there.
package struct InterpretDependenceDirective: InterpretingDirective {
  package typealias Subject = DependenceInterpretation

  package static let manual = DirectiveManual(
    verb: "interpret", kind: "dependence",
    summary: "Tells the effect along one feature: predicted, and found in groups of rows.",
    discussion: DependenceInterpretation.discussion,
    example: """
      ```{interpret dependence #age}
      data: half.test
      model: tau
      x: history
      facet: newbie
      ```
      """,
    values: DependenceInterpretation.values)

  package static let hasTable = true
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
