/// The best rule within a budget: every row gets the action with the highest payoff less a price for
/// what it uses (Sverdrup, Wu, Athey and Wager 2024).
///
/// At price λ a row gets the action with the highest R·τ̂_a − C_a − λ·u_a, where u_a is what the
/// action uses of the budget. The least price at which the rows together use no more than the budget
/// gives the best rule of this kind, with any number of arms; rows that are alike at the margin are
/// treated together or not at all.
package struct BudgetRule: Sendable, Equatable {
  /// What the budget limits.
  package enum Resource: Sendable, Equatable {
    /// The cost of the actions, above the control's.
    case cost
    /// The number of rows that get any action but the control.
    case treated
  }

  package let resource: Resource
  /// λ, at least 0; infinite where nothing may be used.
  package let price: Double

  package init(resource: Resource, price: Double) {
    self.resource = resource
    self.price = price
  }

  /// Finds the price.
  ///
  /// - Parameters:
  ///   - effects: predicted effects against the control, one column per further action.
  ///   - budget: what all rows together may use, at least 0.
  package init(
    effects: [[Double]], payoff: Payoff, weights: [Double]? = nil, resource: Resource,
    budget: Double
  ) {
    func use(_ price: Double) -> Double {
      let rule = BudgetRule(resource: resource, price: price)
      return rule.used(rule.actions(effects: effects, payoff: payoff), payoff, weights)
    }
    self.resource = resource
    guard use(0) > budget else {
      price = 0
      return
    }
    var (low, high) = (0.0, 1.0)
    while use(high) > budget {
      low = high
      high *= 2
      guard high < 1e300 else {
        price = .infinity
        return
      }
    }
    for _ in 0..<100 where low < high {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { break }
      if use(middle) > budget { low = middle } else { high = middle }
    }
    price = high
  }

  /// The action of every row; the control (0) wins ties.
  package func actions(effects: [[Double]], payoff: Payoff) -> [Int32] {
    guard let count = effects.first?.count, price.isFinite else {
      return [Int32](repeating: 0, count: effects.first?.count ?? 0)
    }
    return (0..<count).map { row in
      var best: (action: Int32, value: Double) = (0, -payoff.costs[0][row])
      for (index, effect) in effects.enumerated() {
        let value =
          payoff.reward(effect[row], action: index + 1, row: row)
          - price * use(of: index + 1, row: row, payoff)
        if value > best.value { best = (Int32(index + 1), value) }
      }
      return best.action
    }
  }

  /// What the rows use together under these actions.
  package func used(_ actions: [Int32], _ payoff: Payoff, _ weights: [Double]? = nil) -> Double {
    var total = 0.0
    for (row, action) in actions.enumerated() where action > 0 {
      total += (weights?[row] ?? 1) * use(of: Int(action), row: row, payoff)
    }
    return total
  }

  private func use(of action: Int, row: Int, _ payoff: Payoff) -> Double {
    switch resource {
    case .treated: 1
    case .cost: max(0, payoff.costs[action][row] - payoff.costs[0][row])
    }
  }
}
