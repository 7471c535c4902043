import Diagnostics
import Execution

/// `simulate kunzel`: the designs 1 to 6 of Künzel et al. (2019).
package struct SimulateKunzelDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "simulate", kind: "kunzel",
    summary: "Simulates a design of Künzel, Sekhon, Bickel and Yu (2019), with known effects.",
    discussion: """
      1: one in a hundred is treated, a step effect; 2: unrelated linear arms; 3: unrelated
      smooth arms; 4 and 5: no effect; 6: confounding. Features are correlated 0.5 to the power
      of their distance. Hidden: _tau, _e, _mu0, _mu1.
      """,
    example: """
      ```{simulate kunzel #d}
      setup: 1
      ```
      """, values: SimulationResult.values)

  package static let parameters: [any AnyParameter] = [
    SimulationKeys.rows, SimulationKeys.kunzelSetup,
  ]

  private let settings: SimulationSettings

  package init(arguments: Arguments) {
    var settings = SimulationSettings(rows: arguments[SimulationKeys.rows])
    settings.kunzel = arguments[SimulationKeys.kunzelSetup]
    self.settings = settings
  }

  package func plan(_ plan: inout CellPlan) { SimulationResult.plan(&plan, .kunzel, settings) }

  package func run(_ context: RunContext) throws -> CellResult {
    SimulationResult.result(.kunzel, settings, context)
  }
}
