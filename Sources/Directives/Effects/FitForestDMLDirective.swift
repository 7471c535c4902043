import Execution
import Learners

/// `fit forest-dml`.
package struct FitForestDMLDirective: Directive {
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

  package static let parameters = FitParameters.all + EffectKind.forestDML.ownParameters
  package static let diagnostics = EffectFitting.diagnostics

  private let fit: SingleFit

  package init(arguments: Arguments) { fit = SingleFit(.forestDML, arguments) }

  package func plan(_ plan: inout CellPlan) { fit.plan(&plan) }

  package func run(_ context: RunContext) throws -> CellResult { try fit.run(context) }
}
