import Execution
import Learners

/// `fit transformed-outcome`: a noisy but unbiased copy of each effect, on features.
package struct FitTransformedOutcomeDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "transformed-outcome",
    summary: "Regresses an unbiased, noisy copy of each row's effect on features.",
    discussion: """
      Z = Y(T − e)/(e(1 − e)) has the mean τ(x) (Athey and Imbens 2016). One model and no outcome
      models: simple, and the least precise of the kinds.
      """,
    example: """
      ```{fit transformed-outcome #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      propensity: design
      ```
      """,
    values: FitParameters.values)

  package static let learner = EffectKind.transformedOutcome
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
