import Execution

/// `fit response`.
package struct FitResponseDirective: Directive {
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

  package static let parameters = FitParameters.response
  package static let diagnostics = EffectFitting.diagnostics

  private let fit: SingleFit

  package init(arguments: Arguments) { fit = SingleFit(.response, arguments) }

  package func plan(_ plan: inout CellPlan) { fit.plan(&plan) }

  package func run(_ context: RunContext) throws -> CellResult { try fit.run(context) }
}
