import Diagnostics
import Execution

/// `simulate pricing`: the pricing study of a music service.
package struct SimulatePricingDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "simulate", kind: "pricing",
    summary: "Simulates prices and demand of a music service; the truth is a step at income 1.",
    discussion: """
      demand = γ·price + β, with γ = −17 for incomes below 1 and −3 above, β = 20 +
      0.5·avg_hours + 5·[days_visited > 4]. The price depends on income alone. Hidden: _gamma,
      _beta, and the point elasticity _elasticity.
      """,
    example: """
      ```{simulate pricing #listeners}
      rows: 10000
      ```
      """, values: SimulationResult.values)

  package static let parameters: [any AnyParameter] = [
    SimulationKeys.rows, SimulationKeys.demandNoise,
  ]

  private let settings: SimulationSettings

  package init(arguments: Arguments) {
    var settings = SimulationSettings(rows: arguments[SimulationKeys.rows])
    settings.noise = arguments[SimulationKeys.demandNoise]
    self.settings = settings
  }

  package func plan(_ plan: inout CellPlan) { SimulationResult.plan(&plan, .pricing, settings) }

  package func run(_ context: RunContext) throws -> CellResult {
    SimulationResult.result(.pricing, settings, context)
  }
}
