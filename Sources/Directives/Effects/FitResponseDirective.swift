import Execution
import Learners

/// `fit response`: the baseline that knows of no treatment.
package struct FitResponseDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "response",
    summary: "Fits a plain predictive model of the outcome, blind to the treatment.",
    discussion: """
      The baseline that a model of effects has to beat: it ranks rows by what they will do, not by
      what the treatment changes. Every legend says that its score is not an effect.
      """,
    example: """
      ```{fit response #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      ```
      """,
    values: FitParameters.responseValues)

  package static let learner = EffectKind.response
  package let arguments: Arguments
  package static let parameters = FitParameters.response

  package init(arguments: Arguments) { self.arguments = arguments }
}
