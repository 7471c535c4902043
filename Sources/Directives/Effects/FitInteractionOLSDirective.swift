import Execution
import Learners

/// `fit interaction-ols`: least squares with products of treatment and features.
package struct FitInteractionOLSDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "interaction-ols",
    summary: "Fits least squares with an interaction of the treatment with every feature.",
    discussion: """
      The effect is linear in the features, and equals that of a T-learner with linear models; the
      standard errors are HC1, over all coefficients together.
      """,
    example: """
      ```{fit interaction-ols #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      ```
      """,
    values: FitParameters.values)

  package static let learner = EffectKind.interactionOLS
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
