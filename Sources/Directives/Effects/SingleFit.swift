import Execution
import Learners

/// A `fit` of one kind, bound to the name of its cell.
struct SingleFit {
  private let kind: EffectKind
  private let arguments: Arguments
  private let fitting: EffectFitting

  init(_ kind: EffectKind, _ arguments: Arguments) {
    self.kind = kind
    self.arguments = arguments
    fitting = EffectFitting(arguments: arguments)
  }

  func plan(_ plan: inout CellPlan) {
    fitting.plan(&plan, [(kind, arguments)])
    plan.bind(.object(FittedEffect.typeName))
  }

  func run(_ context: RunContext) throws -> CellResult { try reported(context).result }

  /// The result with what it was made from, for kinds that add to it.
  func reported(_ context: RunContext) throws -> (report: EffectReport, result: CellResult) {
    let report = try fitting.report(EffectChoices(kind: kind, arguments: arguments), context)
    for warning in report.warnings { context.warn(warning) }
    var result = report.result()
    result.bind(context.name, report.model)
    return (report, result)
  }
}
