import Execution
import Learners

/// `fit s-learner`: one outcome model that has the treatment among its features.
package struct FitSLearnerDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "s-learner",
    summary: "Fits one outcome model with the treatment among its features.",
    discussion: """
      The S-learner of Künzel et al. (2019): τ̂(x) = μ̂(x, 1) − μ̂(x, 0). Learners that shrink, as
      trees do, shrink the effect toward 0; a linear one gives the same effect to every row.
      """,
    example: """
      ```{fit s-learner #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      ```
      """,
    values: FitParameters.values)

  package static let learner = EffectKind.sLearner
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
