import Execution

/// `interpret tree`: a small tree that says for whom the effect is large.
package struct InterpretTreeDirective: InterpretingDirective {
  package typealias Subject = TreeInterpretation

  package static let manual = DirectiveManual(
    verb: "interpret", kind: "tree",
    summary: "Explains predicted effects by a small honest tree, with an interval in every leaf.",
    discussion: """
      The tree is grown by least squares on the predicted effects of one half of the rows; each
      leaf's effect is the mean doubly robust score of the other half, so that it owes nothing to the
      search. A score that is no model is explained by the doubly robust scores of the first half.
      A rule is a leaf's path in words, and the key of its values. `columns` says what the tree may
      ask about.
      """,
    example: """
      ```{interpret tree #who}
      data: half.test
      model: tau
      depth: 2
      min-leaf: 500
      ```
      """,
    values: TreeInterpretation.values)

  package static let hasTable = true
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
