import Diagnostics
import Execution

/// `simulate hillstrom`: a stand-in for the e-mail test of 2008.
package struct SimulateHillstromDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "simulate", kind: "hillstrom",
    summary: "Simulates an e-mail test like MineThatData's of 2008, with known effects.",
    discussion: """
      The columns and types of the real file: recency, history_segment, history, mens, womens,
      zip_code, newbie, channel, segment (the arm), visit, conversion, spend. Marginals and the
      effects on visits follow the real test. Hidden: the chance of a visit under each arm
      (_mu0, _mu_mens, _mu_womens), and its difference from no e-mail (_tau_mens, _tau_womens).
      The tail of history is heavier than in the real file.
      """,
    example: """
      ```{simulate hillstrom #customers}
      rows: 64000
      ```
      """, values: SimulationResult.values)

  package static let parameters: [any AnyParameter] = [
    SimulationKeys.rows
  ]

  private let settings: SimulationSettings

  package init(arguments: Arguments) {
    settings = SimulationSettings(rows: arguments[SimulationKeys.rows])
  }

  package func plan(_ plan: inout CellPlan) { SimulationResult.plan(&plan, .hillstrom, settings) }

  package func run(_ context: RunContext) throws -> CellResult {
    SimulationResult.result(.hillstrom, settings, context)
  }
}
