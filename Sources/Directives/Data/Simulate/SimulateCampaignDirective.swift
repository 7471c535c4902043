import Diagnostics
import Execution

/// `simulate campaign`: a bank's campaign with one effect for all.
package struct SimulateCampaignDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "simulate", kind: "campaign",
    summary: "Simulates a bank's campaign that works the same for everyone.",
    discussion: """
      The laws of a published synthetic data set: customers with misspelt labels,
      received_campaign at random for half, responded, and spend_this_month after it. The effect
      on the response is 10 points for every row; with effect: income it is 5, or 21 for incomes
      above 80,000. Hidden: _mu0, _mu1, _tau.
      """,
    example: """
      ```{simulate campaign #campaign}
      effect: constant
      ```
      """, values: SimulationResult.values)

  package static let parameters: [any AnyParameter] = [
    SimulationKeys.rows, SimulationKeys.effect,
  ]

  private let settings: SimulationSettings

  package init(arguments: Arguments) {
    var settings = SimulationSettings(rows: arguments[SimulationKeys.rows])
    settings.effect = arguments[SimulationKeys.effect]
    self.settings = settings
  }

  package func plan(_ plan: inout CellPlan) { SimulationResult.plan(&plan, .campaign, settings) }

  package func run(_ context: RunContext) throws -> CellResult {
    SimulationResult.result(.campaign, settings, context)
  }
}
