import Causal
import TestSupport
import Testing

/// Policy values on the Hillstrom test beside an independent implementation.
@Suite(.needsReferences)
struct HillstromPolicyTests {
  struct Case: Sendable, CustomStringConvertible {
    let outcome: String
    let revenue: Double
    let cost: Double
    let key: String
    var description: String { key }
  }
  static let cases = [
    Case(outcome: "visit", revenue: 1, cost: 0.05, key: "visit_R1.0_C0.05"),
    Case(outcome: "visit", revenue: 1, cost: 0.03, key: "visit_R1.0_C0.03"),
    Case(outcome: "conversion", revenue: 1, cost: 0.003, key: "conversion_R1.0_C0.003"),
    Case(outcome: "spend", revenue: 1, cost: 0.3, key: "spend_R1.0_C0.3"),
    Case(outcome: "spend", revenue: 0.3, cost: 0.1, key: "spend_R0.3_C0.1"),
  ]

  @Test(arguments: cases)
  func `values and paired gains of a threshold rule match`(_ test: Case) throws {
    let reference = try ReferenceNumbers.load("policy.json")["womens"][test.key]
    let judged = try Hillstrom.judged(test.outcome)
    let e = judged.propensity
    let sample = try ActionSample(
      actionCount: 2, actions: judged.sample.treatment.map { Int32($0) },
      outcome: judged.sample.outcome, propensities: [.constant(1 - e), .constant(e)],
      scores: judged.armScores)
    let payoff = Payoff(revenue: .constant(test.revenue), cost: .constant(test.cost))
    let rule = PolicyAssignment.actions(
      GreedyRules.threshold(
        effect: judged.effect, revenue: payoff.revenue, cost: payoff.costs[1]))
    let tree = PolicyAssignment.actions(
      Hillstrom.womens.features.map { row in
        Self.action(of: reference["weighted_cart_depth2"]["tree"].list, row)
      })
    let policies: [(String, PolicyAssignment)] = [
      ("threshold", rule), ("all", .everyone(1, of: 2)), ("none", .everyone(0, of: 2)),
      ("weighted_cart_depth2", tree),
    ]
    // Predictions in the place of scores give the value that the model promises.
    let promised = try ActionSample(
      actionCount: 2, actions: sample.actions, outcome: sample.outcome,
      propensities: [.constant(1 - e), .constant(e)], scores: judged.predictions)
    for (name, policy) in policies {
      let numbers = reference[name]
      #expect(close(policy.shares(actionCount: 2)[1], numbers["share_treated"].double))
      for (estimator, key) in [(ValueEstimator.ips, "IPS"), (.snips, "SNIPS"), (.dr, "DR")] {
        let value = try estimator.value(of: policy, on: sample, payoff: payoff)
        #expect(close(value.value, numbers[key].double), "\(name) \(key)")
        #expect(close(value.standardError, numbers[key + "_se"].double), "\(name) \(key)")
      }
      let plugin = try ValueEstimator.dr.value(of: policy, on: promised, payoff: payoff).value
      #expect(close(plugin, numbers["plugin"].double), "\(name)")
    }
    let half = try ActionSample(
      actionCount: 2, actions: sample.actions, outcome: sample.outcome,
      propensities: [.constant(0.5), .constant(0.5)])
    for (name, policy) in policies {
      let profit = try ValueEstimator.ips.value(of: policy, on: half, payoff: payoff).value
      #expect(close(profit * Double(half.rowCount), reference[name]["petros_profit"].double))
    }
    for (estimator, key) in [(ValueEstimator.ips, "IPS"), (.dr, "DR")] {
      let own = try estimator.value(of: rule, on: sample, payoff: payoff)
      for (name, policy) in policies[1...2] {
        let other = try estimator.value(of: policy, on: sample, payoff: payoff)
        let numbers = reference["gain_threshold_vs_\(name)"]
        #expect(close((own - other).value, numbers[key].double))
        #expect(close((own - other).standardError, numbers[key + "_se"].double))
      }
    }
  }

  private static let names = [
    "recency", "history", "mens", "womens", "newbie", "zip_Surburban", "zip_Urban",
    "channel_Phone", "channel_Web",
  ]

  /// The class that a reference tree gives a row.
  private static func action(of nodes: [ReferenceNumbers], _ row: [Double]) -> Int32 {
    var node = nodes[0]
    while case .text(let name) = node["feature"], let column = names.firstIndex(of: name) {
      node = nodes[Int(node[row[column] <= node["thr"].double ? "left" : "right"].double)]
    }
    let shares = node["value"].doubles
    return shares[1] > shares[0] ? 1 : 0
  }

  @Test func `the sums of 500 customers' scores match`() throws {
    let reference = try ReferenceNumbers.load("policy.json")["policy_tree_500"]
    let (rewards, _) = try Hillstrom.policySample()
    for (column, sum) in zip(rewards, reference["action_sums"].doubles) {
      #expect(close(column.reduce(0, +), sum))
    }
  }

  @Test(arguments: ["visit", "spend"])
  func `values of three actions match`(outcome: String) throws {
    let reference = try ReferenceNumbers.load("policy.json")["three_arm"][outcome]
    let rows = Hillstrom.all
    let y = try #require(rows.outcomes[outcome])
    let names = ["No", "Mens", "Womens"]
    let predictions = names.map { rows.predictions(rows.regression(of: outcome, in: $0)) }
    let actions = try rows.segment.map { Int32(try #require(names.firstIndex(of: $0))) }
    let scores = (0..<3).map { arm in
      y.indices.map { row in
        let mean = predictions[arm][row]
        return actions[row] == arm ? mean + 3 * (y[row] - mean) : mean
      }
    }
    let sample = try ActionSample(
      actionCount: 3, actions: actions, outcome: y,
      propensities: [RowAmount](repeating: .constant(1.0 / 3), count: 3), scores: scores)
    let payoff = Payoff(costs: [.constant(0), .constant(0), .constant(0)])
    let effects = [1, 2].map { arm in
      y.indices.map { predictions[arm][$0] - predictions[0][$0] }
    }
    let best = PolicyAssignment.actions(GreedyRules.bestArm(effects: effects, payoff: payoff))
    let policies = [("argmax", best)] + names.enumerated().map { ($1, .everyone($0, of: 3)) }
    for (name, policy) in policies {
      let numbers = reference[name]
      for (share, expected) in zip(policy.shares(actionCount: 3), numbers["shares"].doubles) {
        #expect(close(share, expected))
      }
      let ips = try ValueEstimator.ips.value(of: policy, on: sample, payoff: payoff)
      let snips = try ValueEstimator.snips.value(of: policy, on: sample, payoff: payoff)
      let dr = try ValueEstimator.dr.value(of: policy, on: sample, payoff: payoff)
      #expect(close(ips.value, numbers["IPS"].double))
      #expect(close(ips.standardError, numbers["IPS_se"].double))
      #expect(close(snips.value, numbers["SNIPS"].double))
      #expect(close(dr.value, numbers["DR"].double))
      #expect(close(dr.standardError, numbers["DR_se"].double))
    }
    let mens = try ValueEstimator.dr.value(of: .everyone(1, of: 3), on: sample, payoff: payoff)
    let gain = try ValueEstimator.dr.value(of: best, on: sample, payoff: payoff) - mens
    #expect(close(gain.value, reference["argmax_minus_Mens_DR"]["diff"].double))
    #expect(close(gain.standardError, reference["argmax_minus_Mens_DR"]["se"].double))
  }
}
