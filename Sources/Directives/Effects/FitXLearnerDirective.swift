import Execution
import Learners

/// `fit x-learner`.
package struct FitXLearnerDirective: Directive {
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

  package static let parameters = FitParameters.all + EffectKind.xLearner.ownParameters
  package static let diagnostics = EffectFitting.diagnostics

  private let fit: SingleFit

  package init(arguments: Arguments) { fit = SingleFit(.xLearner, arguments) }

  package func plan(_ plan: inout CellPlan) { fit.plan(&plan) }

  package func run(_ context: RunContext) throws -> CellResult { try fit.run(context) }
}
