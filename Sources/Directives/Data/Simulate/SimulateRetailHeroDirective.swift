import Diagnostics
import Execution

/// `simulate retail-hero`: a stand-in for X5's RetailHero experiment.
package struct SimulateRetailHeroDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "simulate", kind: "retail-hero",
    summary: "Simulates a grocer's test of text messages like X5's RetailHero, with known effects.",
    discussion: """
      Twenty-six features per customer, treatment_flg (a text, at random for half) and target
      (bought). The effect falls with the number of orders and rises with express points spent
      and with age. With redeemed: true some customers have no recorded first redemption, and
      what is counted from it is missing: a little less often after a text, so that dropping
      them is a trap. Hidden: _mu0, _mu1, _tau.
      """,
    example: """
      ```{simulate retail-hero #clients}
      rows: 50000
      ```
      """, values: SimulationResult.values)

  package static let parameters: [any AnyParameter] = [
    SimulationKeys.rows, SimulationKeys.redeemed,
  ]

  private let settings: SimulationSettings

  package init(arguments: Arguments) {
    var settings = SimulationSettings(rows: arguments[SimulationKeys.rows])
    settings.redeemed = arguments[SimulationKeys.redeemed]
    self.settings = settings
  }

  package func plan(_ plan: inout CellPlan) { SimulationResult.plan(&plan, .retailHero, settings) }

  package func run(_ context: RunContext) throws -> CellResult {
    SimulationResult.result(.retailHero, settings, context)
  }
}
