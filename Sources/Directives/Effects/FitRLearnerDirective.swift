import Execution
import Learners

/// `fit r-learner`: residuals of the outcome on residuals of the treatment.
package struct FitRLearnerDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "r-learner",
    summary: "Regresses what is left of the outcome on what is left of the treatment.",
    discussion: """
      The R-learner of Nie and Wager (2021): Y and T lose what cross-fitted models of the features
      explain, and τ̂ minimises Σ(Ỹ − T̃·τ(x))². Strong where outcome and treatment share causes.
      """,
    example: """
      ```{fit r-learner #tau}
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

  package static let learner = EffectKind.rLearner
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
