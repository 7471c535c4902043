import Diagnostics
import Execution
import Learners

/// A directive that fits one learner of effects and binds it; it adds its manual and the learner.
package protocol EffectFitDirective: Directive {
  static var learner: EffectKind { get }
  var arguments: Arguments { get }
}

extension EffectFitDirective {
  package static var parameters: [any AnyParameter] {
    FitParameters.all + learner.ownParameters
  }
  package static var diagnostics: [DiagnosticKind] { EffectFitting.diagnostics }

  package func plan(_ plan: inout CellPlan) {
    EffectFitting(arguments: arguments).plan(&plan, [(Self.learner, arguments)])
    plan.bind(.object(FittedEffect.typeName))
  }

  package func run(_ context: RunContext) throws -> CellResult {
    try reported(context).result
  }

  /// The result with what it was made from, for kinds that add to it.
  func reported(_ context: RunContext) throws -> (report: EffectReport, result: CellResult) {
    let report = try EffectFitting(arguments: arguments).report(
      EffectChoices(kind: Self.learner, arguments: arguments), context)
    for warning in report.warnings { context.warn(warning) }
    var result = report.result()
    result.bind(context.name, report.model)
    return (report, result)
  }
}
