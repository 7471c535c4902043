import Diagnostics
import Execution

/// What `interpret KIND` tells in full and `plot KIND` draws alone.
package protocol Interpretation {
  static var parameters: [any AnyParameter] { get }
  static var diagnostics: [DiagnosticKind] { get }

  /// Says what a cell reads and binds.
  static func plan(_ arguments: Arguments, _ plan: inout CellPlan)

  /// The result, with its tables and verdict or with its chart alone.
  static func run(_ context: RunContext, hasTable: Bool) throws -> CellResult
}

/// A directive that tells or draws an interpretation; it adds its manual and says whether in full.
package protocol InterpretingDirective: Directive {
  associatedtype Subject: Interpretation

  static var hasTable: Bool { get }
  var arguments: Arguments { get }
}

extension InterpretingDirective {
  package static var parameters: [any AnyParameter] { Subject.parameters }
  package static var diagnostics: [DiagnosticKind] { Subject.diagnostics }

  package func plan(_ plan: inout CellPlan) { Subject.plan(arguments, &plan) }

  package func run(_ context: RunContext) throws -> CellResult {
    try Subject.run(context, hasTable: Self.hasTable)
  }
}
