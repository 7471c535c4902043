import Causal
import Diagnostics
import Execution

/// A directive that draws one kind of curve of scores; it adds its manual and the kind.
package protocol CurveDirective: Directive {
  static var curve: CurveKind { get }
  var arguments: Arguments { get }
}

extension CurveDirective {
  package static var parameters: [any AnyParameter] { CurvePlot.parameters }
  package static var diagnostics: [DiagnosticKind] { CurvePlot.diagnostics }

  package func plan(_ plan: inout CellPlan) { CurvePlot.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    try CurvePlot.run(Self.curve, context)
  }
}
