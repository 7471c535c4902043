import Execution
import Learners

/// `fit x-learner`: effects imputed with the other arm's outcome model.
package struct FitXLearnerDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "x-learner",
    summary: "Imputes each row's effect with the other arm's outcome model, and models those.",
    discussion: """
      The X-learner of Künzel et al. (2019). Effects imputed on the treated and on the controls are
      modelled apart and blended by the propensity, so that a small arm leans on the large one.
      """,
    example: """
      ```{fit x-learner #tau}
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

  package static let learner = EffectKind.xLearner
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
