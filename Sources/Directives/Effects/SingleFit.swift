import Execution
import Learners

/// A `fit` of one kind, bound to the name of its cell.
struct SingleFit {
  private let choices: EffectChoices
  private let fitting: EffectFitting

  /// - Parameters:
  ///   - final: the last stage that the kind's own key names.
  ///   - forest: how a causal forest is grown.
  ///   - uplift: how uplift trees are grown.
  init(
    _ kind: EffectKind, _ arguments: Arguments, final: (any BaseLearner)? = nil,
    forest: CausalForestParameters? = nil, uplift: UpliftParameters? = nil
  ) {
    var choices = EffectChoices(kind: kind, arguments: arguments)
    choices.final = final
    choices.forest = forest ?? .standard
    choices.uplift = uplift ?? .standard
    self.choices = choices
    fitting = EffectFitting(arguments: arguments)
  }

  func plan(_ plan: inout CellPlan) {
    fitting.plan(&plan, [choices])
    plan.bind(.object(FittedEffect.typeName))
  }

  func run(_ context: RunContext) throws -> CellResult { try reported(context).result }

  /// The result with what it was made from, for kinds that add to it.
  func reported(_ context: RunContext) throws -> (report: EffectReport, result: CellResult) {
    let report = try fitting.report(choices, context)
    var result = report.result()
    result.bind(context.name, report.model)
    return (report, result)
  }
}
