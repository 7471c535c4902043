import Execution
import Learners

/// `fit causal-forest`: a generalised random forest, with intervals.
package struct FitCausalForestDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "causal-forest",
    summary: "Grows a generalised random forest of effects, with intervals.",
    discussion: """
      The causal forest of Athey, Tibshirani and Wager (2019): outcome and treatment less what models
      expect of them; trees whose splits tell rows of different effects apart, each seeing half of
      the rows and using one half of those to choose splits and the other to estimate; and a local
      regression with the weights that the trees give. The rows it was fitted on are predicted by
      trees that did not see them. Features may have missing values and many levels. The outcome
      model is cross-fitted boosting and the propensity, unless it is known, that of a random forest
      out of bag; models: changes both. The ATE and ATT are means of doubly robust scores with the
      forest's own models. A forest smooths, so that effects that vary much lie too near their mean,
      and where they hardly vary its differences are noise; where the test of calibration is sure of
      either, effects are scaled about their mean, and the result says by how much. Of a treatment that is an amount the effect is the slope, with models
      cross-fitted. With cluster:, trees draw whole clusters. Intervals cover the forest's expectation, which in small samples is
      smoother than the effect.
      """,
    example: """
      ```{fit causal-forest #tau}
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

  package static let learner = EffectKind.causalForest
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
