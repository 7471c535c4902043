import Execution

/// `fit linear-dml`.
package struct FitLinearDMLDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "fit", kind: "linear-dml",
    summary: "Estimates an effect that is linear in the features, with standard errors.",
    discussion: """
      Double machine learning (Chernozhukov et al. 2018): residuals of the outcome on residuals of
      the treatment times (1, features), by least squares with HC1 standard errors.
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
    values: FitParameters.values)

  package static let parameters = FitParameters.all
  package static let diagnostics = EffectFitting.diagnostics

  private let fit: SingleFit

  package init(arguments: Arguments) { fit = SingleFit(.linearDML, arguments) }

  package func plan(_ plan: inout CellPlan) { fit.plan(&plan) }

  package func run(_ context: RunContext) throws -> CellResult { try fit.run(context) }
}
