import Causal
import Numerics
import Testing

struct ValueReplicatesTests {
  private func sample(_ rows: Int, seed: UInt64) throws -> ActionSample {
    var stream = RandomStream(seed: seed, purpose: "replicates")
    var (actions, outcome): ([Int32], [Double]) = ([], [])
    var scores: [[Double]] = [[], []]
    for _ in 0..<rows {
      let action = stream.bernoulli(0.3) ? 1 : 0
      let y = 1 + 0.5 * Double(action) + stream.normal()
      actions.append(Int32(action))
      outcome.append(y)
      for arm in 0...1 {
        let e = arm == 1 ? 0.3 : 0.7
        scores[arm].append(1 + (arm == action ? (y - 1) / e : 0))
      }
    }
    return try ActionSample(
      actionCount: 2, actions: actions, outcome: outcome,
      propensities: [.constant(0.7), .constant(0.3)], scores: scores)
  }

  @Test(arguments: [ValueEstimator.ips, .snips, .dr])
  func `intervals agree with those of the influence function`(estimator: ValueEstimator) throws {
    let sample = try sample(3000, seed: 4)
    let payoff = Payoff(cost: .constant(0.1))
    let policies: [PolicyAssignment] = [.everyone(1, of: 2), .everyone(0, of: 2)]
    let terms = try policies.map { try estimator.terms(of: $0, on: sample, payoff: payoff) }
    let estimates = try policies.map { try estimator.value(of: $0, on: sample, payoff: payoff) }
    for (own, estimate) in zip(terms, estimates) {
      let total = own.weights.reduce(0, +)
      let value = own.terms.indices.reduce(0) { $0 + own.terms[$1] * own.weights[$1] } / total
      #expect(abs(value - estimate.value) < 1e-12)
    }
    let replicates = ValueReplicates(
      of: terms, replicates: 1000, stream: RandomStream(seed: 1, purpose: "bootstrap"))
    let interval = replicates.interval(0, level: 0.95)
    let reach = 1.959964 * estimates[0].standardError
    #expect(abs((interval.high - interval.low) / (2 * reach) - 1) < 0.12)
    #expect(interval.low < estimates[0].value && estimates[0].value < interval.high)
    let difference = replicates.interval(0, minus: 1, level: 0.95)
    let paired = 1.959964 * (estimates[0] - estimates[1]).standardError
    #expect(abs((difference.high - difference.low) / (2 * paired) - 1) < 0.12)
    let own = replicates.interval(1, minus: 1, level: 0.95)
    #expect(own.low == 0 && own.high == 0)
  }
}
