import Diagnostics
import Execution

/// `simulate nie-wager`: the designs A to D of Nie and Wager (2021).
package struct SimulateNieWagerDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "simulate", kind: "nie-wager",
    summary: "Simulates a setup of Nie and Wager (2021), with known effects.",
    discussion: """
      y = b(x) + (w − ½)·τ(x) + noise, w with probability e(x). A: hard nuisances and an easy
      effect; B: a trial; C: strong confounding and a constant effect; D: unrelated arms.
      Hidden: _tau, _e, _b, _mu0, _mu1.
      """,
    example: """
      ```{simulate nie-wager #d}
      setup: C
      ```
      """, values: SimulationResult.values)

  package static let parameters: [any AnyParameter] = [
    SimulationKeys.rows, SimulationKeys.nieWagerSetup, SimulationKeys.features,
    SimulationKeys.outcomeNoise,
  ]

  private let settings: SimulationSettings

  package init(arguments: Arguments) {
    var settings = SimulationSettings(rows: arguments[SimulationKeys.rows])
    settings.nieWager = arguments[SimulationKeys.nieWagerSetup]
    settings.features = arguments[SimulationKeys.features]
    settings.noise = arguments[SimulationKeys.outcomeNoise]
    self.settings = settings
  }

  package func plan(_ plan: inout CellPlan) { SimulationResult.plan(&plan, .nieWager, settings) }

  package func run(_ context: RunContext) throws -> CellResult {
    SimulationResult.result(.nieWager, settings, context)
  }
}
