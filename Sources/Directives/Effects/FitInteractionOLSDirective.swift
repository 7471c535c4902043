import Execution
import Learners

/// `fit interaction-ols`.
package struct FitInteractionOLSDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "interaction-ols",
    summary: "Fits least squares with an interaction of the treatment with every feature.",
    discussion: """
      The effect is linear in the features, and equals that of a T-learner with linear models; the
      standard errors are HC1, over all coefficients together.
      """,
    example: """
      ```{fit interaction-ols #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      ```
      """,
    values: FitParameters.values)

  package static let parameters = FitParameters.all + EffectKind.interactionOLS.ownParameters
  package static let diagnostics = EffectFitting.diagnostics

  private let fit: SingleFit

  package init(arguments: Arguments) { fit = SingleFit(.interactionOLS, arguments) }

  package func plan(_ plan: inout CellPlan) { fit.plan(&plan) }

  package func run(_ context: RunContext) throws -> CellResult { try fit.run(context) }
}
