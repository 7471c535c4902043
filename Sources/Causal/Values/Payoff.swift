/// What an outcome is worth and an action costs: a row's reward is R·Y − C_a.
package struct Payoff: Sendable, Equatable {
  /// R: worth of one unit of the outcome.
  package let revenue: RowAmount
  /// C_a: cost of each action; the first is the control's.
  package let costs: [RowAmount]

  package init(revenue: RowAmount = .constant(1), costs: [RowAmount]) {
    self.revenue = revenue
    self.costs = costs
  }

  /// A payoff of one treatment that costs `cost` and a control that costs nothing.
  package init(revenue: RowAmount = .constant(1), cost: RowAmount) {
    self.init(revenue: revenue, costs: [.constant(0), cost])
  }

  /// The reward of an outcome under an action.
  func reward(_ outcome: Double, action: Int, row: Int) -> Double {
    revenue[row] * outcome - costs[action][row]
  }
}
