import Execution
import Learners

/// `fit nonparam-dml`: residuals, with a last stage of any shape.
package struct FitNonparamDMLDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "nonparam-dml",
    summary: "Estimates effects or slopes of any shape, from residuals of outcome and treatment.",
    discussion: """
      Double machine learning with any base learner as the last stage: what is left of the outcome,
      over what is left of the treatment, is regressed on the features with the weight of the
      latter squared. A numeric treatment with more than two values is an amount, and effects are
      slopes. With final: linear, or a polynomial or spline, this is linear-dml.
      """,
    example: """
      ```{fit nonparam-dml #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      propensity: design
      final: {boosting: {depth: 2}}
      ```
      """,
    values: FitParameters.values + FitParameters.linearValues)

  package static let learner = EffectKind.nonparamDML
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
