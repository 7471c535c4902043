import Causal
import Numerics
import Testing

struct BudgetRuleTests {
  /// The best choice of actions within a budget, by trying all.
  private func exhaustive(_ effects: [[Double]], _ costs: [[Double]], budget: Double) -> Double {
    var best = 0.0
    let (rows, arms) = (effects[0].count, effects.count)
    var choice = [Int](repeating: 0, count: rows)
    while true {
      var (value, spent) = (0.0, 0.0)
      for row in 0..<rows where choice[row] > 0 {
        value += effects[choice[row] - 1][row] - costs[choice[row] - 1][row]
        spent += costs[choice[row] - 1][row]
      }
      if spent <= budget + 1e-9 { best = max(best, value) }
      var row = 0
      while row < rows, choice[row] == arms {
        choice[row] = 0
        row += 1
      }
      if row == rows { return best }
      choice[row] += 1
    }
  }

  private func payoff(_ costs: [[Double]]) -> Payoff {
    Payoff(costs: [.constant(0)] + costs.map { .column($0) })
  }

  @Test func `keeps within the budget, and no choice that costs as much earns more`() {
    for seed in 0..<60 {
      var stream = RandomStream(seed: UInt64(seed), purpose: "budget")
      let (rows, arms) = (6, 1 + seed % 2)
      let effects = (0..<arms).map { _ in (0..<rows).map { _ in stream.uniform() * 4 - 1 } }
      let costs = (0..<arms).map { _ in (0..<rows).map { _ in 0.2 + stream.uniform() } }
      let budget = stream.uniform() * 4
      let rule = BudgetRule(
        effects: effects, payoff: payoff(costs), resource: .cost, budget: budget)
      let actions = rule.actions(effects: effects, payoff: payoff(costs))
      let used = rule.used(actions, payoff(costs))
      #expect(used <= budget + 1e-9, "seed \(seed)")
      let value = actions.enumerated().reduce(0.0) { sum, entry in
        entry.element == 0
          ? sum
          : sum + effects[Int(entry.element) - 1][entry.offset]
            - costs[Int(entry.element) - 1][entry.offset]
      }
      #expect(abs(value - exhaustive(effects, costs, budget: used)) < 1e-6, "seed \(seed)")
    }
  }

  @Test func `a share treats the best rows, and those alike together`() {
    let effects = [[5.0, 4, 3, 3, -1]]
    let free = Payoff(costs: [.constant(0), .constant(0)])
    func treated(_ budget: Double) -> [Int32] {
      BudgetRule(effects: effects, payoff: free, resource: .treated, budget: budget)
        .actions(effects: effects, payoff: free)
    }
    #expect(treated(2) == [1, 1, 0, 0, 0])
    #expect(treated(3) == [1, 1, 0, 0, 0], "the third and fourth are alike")
    #expect(treated(4) == [1, 1, 1, 1, 0])
    #expect(treated(5) == [1, 1, 1, 1, 0], "the last would lose")
    #expect(treated(0) == [0, 0, 0, 0, 0])
  }
}
