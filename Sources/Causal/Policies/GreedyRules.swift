import Numerics

/// Rules that decide row by row from predicted effects.
package enum GreedyRules {
  /// Treat where R·τ̂ ≥ C: what is gained covers the cost.
  ///
  /// No division by R: with a negative revenue, rows are treated whose effect is low enough.
  package static func threshold(
    effect: [Double], revenue: RowAmount, cost: RowAmount
  ) -> [Int32] {
    effect.indices.map { revenue[$0] * effect[$0] >= cost[$0] ? 1 : 0 }
  }

  /// One-sided lower confidence bounds of R·τ − C at confidence 1 − risk.
  package static func lowerBounds(
    effect: [Double], standardErrors: [Double], revenue: RowAmount, cost: RowAmount, risk: Double
  ) -> [Double] {
    let reach = NormalDistribution.standard.upperQuantile(risk)
    return effect.indices.map { row in
      revenue[row] * effect[row] - reach * abs(revenue[row]) * standardErrors[row] - cost[row]
    }
  }

  /// The action with the highest R·τ̂_a − C_a; the control (0), worth −C_0, wins ties.
  ///
  /// - Parameter effects: predicted effects against the control, one column per further action.
  package static func bestArm(effects: [[Double]], payoff: Payoff) -> [Int32] {
    guard let count = effects.first?.count else { return [] }
    return (0..<count).map { row in
      var best: (action: Int32, value: Double) = (0, -payoff.costs[0][row])
      for (index, effect) in effects.enumerated() {
        let value = payoff.reward(effect[row], action: index + 1, row: row)
        if value > best.value { best = (Int32(index + 1), value) }
      }
      return best.action
    }
  }

  /// The best treatment of every row whatever it earns, and R·τ̂ − (C − C₀), its gain over the control.
  ///
  /// - Parameter effects: predicted effects against the control, one column per further action.
  package static func bestTreatment(
    effects: [[Double]], payoff: Payoff
  ) -> (actions: [Int32], gains: [Double]) {
    var actions = [Int32](repeating: 1, count: effects.first?.count ?? 0)
    var gains = [Double](repeating: -.infinity, count: actions.count)
    for (index, effect) in effects.enumerated() {
      for row in effect.indices {
        let gain =
          payoff.revenue[row] * effect[row]
          - (payoff.costs[index + 1][row] - payoff.costs[0][row])
        if gain > gains[row] { (actions[row], gains[row]) = (Int32(index + 1), gain) }
      }
    }
    return (actions, gains)
  }
}
