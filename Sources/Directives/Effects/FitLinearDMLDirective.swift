import Execution
import Learners

/// `fit linear-dml`: effects that are linear in the features.
package struct FitLinearDMLDirective: EffectFitDirective {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "linear-dml",
    summary: "Estimates an effect that is linear in the features, with standard errors.",
    discussion: """
      Double machine learning (Chernozhukov et al. 2018): residuals of the outcome on residuals of
      the treatment times (1, features), by least squares with HC1 standard errors. A numeric
      treatment with more than two values is an amount, and effects are slopes: of logarithms, an
      elasticity. final: {polynomial: 2} or {spline: {df: 5}} bends the effect along the features;
      its terms are named as income^2, age*income and income spline 2.
      """,
    example: """
      ```{fit linear-dml #tau}
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

  package static let learner = EffectKind.linearDML
  package let arguments: Arguments

  package init(arguments: Arguments) { self.arguments = arguments }
}
