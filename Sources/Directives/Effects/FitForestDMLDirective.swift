import Execution
import Learners

/// `fit forest-dml`: residuals, with a causal forest as the last stage.
package struct FitForestDMLDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "forest-dml",
    summary: "Double machine learning with a causal forest as its last stage.",
    discussion: """
      The same forest as causal-forest, with the models of outcome and treatment cross-fitted on the
      folds that every DML learner uses: boosting unless models: says otherwise, and never out of
      bag (Chernozhukov et al. 2018; Athey, Tibshirani and Wager 2019). The treatment may be an
      amount.
      """,
    example: """
      ```{fit forest-dml #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      propensity: design
      ```
      """,
    values: FitParameters.values + ForestKeys.values)

  package static let learner = EffectKind.forestDML
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
