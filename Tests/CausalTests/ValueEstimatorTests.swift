import Causal
import Numerics
import Testing

struct ValueEstimatorTests {
  private func sample() throws -> ActionSample {
    try ActionSample(
      actionCount: 2, actions: [1, 0, 1, 0], outcome: [4, 1, 2, 3],
      propensities: [.constant(0.5), .constant(0.5)],
      scores: [[1, 1, 2, 3], [4, 2, 2, 5]])
  }
  private let payoff = Payoff(revenue: .constant(2), cost: .constant(1))
  private let policy = PolicyAssignment.actions([1, 0, 0, 1])

  @Test func `four rows by hand`() throws {
    // Rewards 7, 2, 3, 6; the first two rows got what the policy gives.
    let ips = try ValueEstimator.ips.value(of: policy, on: sample(), payoff: payoff)
    let snips = try ValueEstimator.snips.value(of: policy, on: sample(), payoff: payoff)
    let dr = try ValueEstimator.dr.value(of: policy, on: sample(), payoff: payoff)
    #expect(abs(ips.value - (14 + 4) / 4.0) < 1e-12)
    #expect(abs(snips.value - (14 + 4) / 4.0) < 1e-12)
    #expect(abs(dr.value - (7 + 2 + 4 + 9) / 4.0) < 1e-12)
  }

  @Test func `a lottery lies between its actions`() throws {
    let lottery = PolicyAssignment.random(share: 0.25)
    for estimator in [ValueEstimator.ips, .dr] {
      let none = try estimator.value(of: .everyone(0, of: 2), on: sample(), payoff: payoff)
      let all = try estimator.value(of: .everyone(1, of: 2), on: sample(), payoff: payoff)
      let mixed = try estimator.value(of: lottery, on: sample(), payoff: payoff)
      #expect(abs(mixed.value - (0.75 * none.value + 0.25 * all.value)) < 1e-12)
    }
  }

  @Test func `policies that agree everywhere differ by zero without error`() throws {
    let a = try ValueEstimator.dr.value(of: policy, on: sample(), payoff: payoff)
    let difference = a - a
    #expect(difference.value == 0 && difference.standardError == 0)
    #expect(difference.z == nil)
  }

  @Test func `weights stand for repeated rows`() throws {
    let weighted = try ActionSample(
      actionCount: 2, actions: [1, 0], outcome: [4, 1],
      propensities: [.constant(0.5), .constant(0.5)], scores: [[1, 1], [4, 2]], weights: [2, 1])
    let repeated = try ActionSample(
      actionCount: 2, actions: [1, 1, 0], outcome: [4, 4, 1],
      propensities: [.constant(0.5), .constant(0.5)], scores: [[1, 1, 1], [4, 4, 2]])
    for estimator in [ValueEstimator.ips, .snips, .dr] {
      let a = try estimator.value(of: .everyone(1, of: 2), on: weighted, payoff: payoff)
      let b = try estimator.value(of: .everyone(1, of: 2), on: repeated, payoff: payoff)
      #expect(abs(a.value - b.value) < 1e-12)
    }
  }

  @Test func `zero cost and negative revenue keep the rule's meaning`() {
    let effect = [-0.5, 0, 0.5]
    #expect(
      GreedyRules.threshold(effect: effect, revenue: .constant(1), cost: .constant(0))
        == [0, 1, 1])
    #expect(
      GreedyRules.threshold(effect: effect, revenue: .constant(-2), cost: .constant(0.5))
        == [1, 0, 0])
  }

  @Test func `an action that could not be had is refused`() {
    #expect(throws: PolicyError.impossibleAction(row: 1, propensity: 0)) {
      try ActionSample(
        actionCount: 2, actions: [1, 0], outcome: [1, 1],
        propensities: [.column([0.5, 0]), .constant(0.5)])
    }
  }

  @Test func `SNIPS has no value where nobody got what the policy gives`() throws {
    let treated = try ActionSample(
      actionCount: 2, actions: [1, 1], outcome: [1, 1],
      propensities: [.constant(0.5), .constant(0.5)])
    #expect(throws: PolicyError.noOverlap) {
      try ValueEstimator.snips.value(of: .everyone(0, of: 2), on: treated, payoff: payoff)
    }
  }

  @Test func `the interval of the doubly robust value holds the truth as often as it says`() throws
  {
    let runs = 1000
    let covered = try Parallel.map(count: runs, chunk: 10) { run throws -> Int in
      var stream = RandomStream(seed: UInt64(run), purpose: "coverage")
      let count = 500
      var (actions, outcome, treated): ([Int32], [Double], [Int32]) = ([], [], [])
      var scores: [[Double]] = [[], []]
      for _ in 0..<count {
        let x = stream.uniform()
        let action = stream.bernoulli(0.5) ? 1 : 0
        // Binary outcome, P(Y = 1) = 0.2 + 0.4·x·T; the nuisance ignores x.
        let y = stream.bernoulli(0.2 + (action == 1 ? 0.4 * x : 0)) ? 1.0 : 0
        actions.append(Int32(action))
        outcome.append(y)
        treated.append(x > 0.5 ? 1 : 0)
        for arm in 0...1 {
          let mean = arm == 1 ? 0.4 : 0.2
          scores[arm].append(mean + (arm == action ? 2 * (y - mean) : 0))
        }
      }
      let sample = try ActionSample(
        actionCount: 2, actions: actions, outcome: outcome,
        propensities: [.constant(0.5), .constant(0.5)], scores: scores)
      let value = try ValueEstimator.dr.value(
        of: .actions(treated), on: sample, payoff: Payoff(cost: .constant(0.1)))
      // 0.2 + E[(0.4·x − 0.1)·1{x > ½}] = 0.2 + 0.15 − 0.05.
      return abs(value.value - 0.3) <= 1.959964 * value.standardError ? 1 : 0
    }
    let share = Double(covered.reduce(0, +)) / Double(runs)
    #expect(share > 0.93 && share < 0.97, "\(share)")
  }
}
