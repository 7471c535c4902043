import Execution
import Learners

/// `fit t-learner`: the difference of an outcome model for each arm.
package struct FitTLearnerDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "t-learner",
    summary: "Fits one outcome model for each arm; the effect is their difference.",
    discussion: """
      The T-learner of Künzel et al. (2019): τ̂(x) = μ̂₁(x) − μ̂₀(x). It is at its best where the
      outcome follows different rules with and without treatment, and needs many rows in each arm.
      """,
    example: """
      ```{fit t-learner #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      ```
      """,
    values: FitParameters.values)

  package static let learner = EffectKind.tLearner
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
