import Execution

/// `interpret importance`: which features a model's effects rest on.
package struct InterpretImportanceDirective: InterpretingDirective {
  package typealias Subject = ImportanceInterpretation

  package static let manual = DirectiveManual(
    verb: "interpret", kind: "importance",
    summary: "Tells which features the predicted effects rest on, with intervals.",
    discussion: """
      `autoc` asks what is lost: a feature's values are exchanged between rows, and the ranking by
      the scrambled effects is judged on the same doubly robust scores. A feature may be used much
      and add nothing, or stand in for another: `groups` scrambles several together. `shap` is the
      mean size of sampled Shapley values of the predicted effect, and needs nothing of the model's
      inside. `split` is for learners whose last stage has trees (boosting in an r-, dr- or
      x-learner).
      """,
    example: """
      ```{interpret importance #why}
      data: half.test
      model: tau
      groups: {place: [zip_code, channel]}
      ```
      """,
    values: ImportanceInterpretation.values)

  package static let hasTable = true
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
