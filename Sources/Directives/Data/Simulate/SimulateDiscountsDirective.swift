import Diagnostics
import Execution

/// `simulate discounts`: a shop's discounts, targeted or at random.
package struct SimulateDiscountsDirective: Directive {
  package static let manual = DirectiveManual(
    verb: "simulate", kind: "discounts",
    summary: "Simulates a shop's discounts, set by predicted sales or at random.",
    discussion: """
      Thirty-six monthly spends, sales, discount, profit, age, gender, state and tenure. Profit
      is margin·sales less the discount. In the targeted regime the discount follows the
      predicted sales and age; ten of the spends follow the discount, with a jump at 100
      dollars. Hidden: _slope, the change of profit for a dollar of discount with all spends
      held fixed.
      """,
    example: """
      ```{simulate discounts #shop}
      assignment: random
      ```
      """, values: SimulationResult.values)

  package static let parameters: [any AnyParameter] = [
    SimulationKeys.rows, SimulationKeys.assignment, SimulationKeys.margin,
  ]

  private let settings: SimulationSettings

  package init(arguments: Arguments) {
    var settings = SimulationSettings(rows: arguments[SimulationKeys.rows])
    settings.assignment = arguments[SimulationKeys.assignment]
    settings.margin = arguments[SimulationKeys.margin]
    self.settings = settings
  }

  package func plan(_ plan: inout CellPlan) { SimulationResult.plan(&plan, .discounts, settings) }

  package func run(_ context: RunContext) throws -> CellResult {
    SimulationResult.result(.discounts, settings, context)
  }
}
