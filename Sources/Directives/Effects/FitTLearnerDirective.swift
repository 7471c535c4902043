import Execution
import Learners

/// `fit t-learner`.
package struct FitTLearnerDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "t-learner",
    summary: "Fits one outcome model for each arm; the effect is their difference.",
    discussion: """
      The T-learner of Künzel et al. (2019): τ̂(x) = μ̂₁(x) − μ̂₀(x). It is at its best where the
      outcome follows different rules with and without treatment, and needs many rows in each arm.
      """,
    example: """
      ```{fit t-learner #tau}
      data: half.train
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, newbie, channel]
      ```
      """,
    values: FitParameters.values)

  package static let parameters = FitParameters.all + EffectKind.tLearner.ownParameters
  package static let diagnostics = EffectFitting.diagnostics

  private let fit: SingleFit

  package init(arguments: Arguments) { fit = SingleFit(.tLearner, arguments) }

  package func plan(_ plan: inout CellPlan) { fit.plan(&plan) }

  package func run(_ context: RunContext) throws -> CellResult { try fit.run(context) }
}
