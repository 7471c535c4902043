import Execution
import Learners

/// `fit dr-learner`: doubly robust scores on features.
package struct FitDRLearnerDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "dr-learner",
    summary: "Regresses doubly robust scores on features.",
    discussion: """
      The DR-learner of Kennedy (2023): cross-fitted outcome and propensity models make a score for
      each row whose mean is its effect if either model is right; one final model smooths them.
      """,
    example: """
      ```{fit dr-learner #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      propensity: design
      ```
      """,
    values: FitParameters.values + FitParameters.linearValues)

  package static let learner = EffectKind.drLearner
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
