/// How the value of a policy, its mean reward per customer, is estimated.
///
/// With reward r = R·Y − C of the action that a row got, w = P(policy gives it)/e its odds, and Γ_a
/// doubly robust scores of the mean outcome under action a.
package enum ValueEstimator: String, Sendable, CaseIterable {
  /// Mean of w·r (Horvitz and Thompson).
  case ips
  /// Σ w·r / Σ w (Hájek).
  case snips
  /// Mean of R·Γ_a − C_a over the actions a that the policy gives.
  case dr
  /// Mean of R·μ_a − C_a with the true expected outcomes of a simulation.
  case truth

  /// The formula, as printed beside the number.
  package var definition: String {
    switch self {
    case .ips: "IPS: mean of reward / propensity over rows that got the policy's action, else 0"
    case .snips:
      "SNIPS: mean reward of rows that got the policy's action, weighted by 1 / propensity"
    case .dr: "DR: mean of revenue · Γ − cost of the policy's action, Γ a doubly robust score"
    case .truth: "truth: mean of revenue · true expected outcome − cost of the policy's action"
    }
  }

  /// The value with the influence of each row, so that differences of policies are paired.
  package func value(
    of policy: PolicyAssignment, on sample: ActionSample, payoff: Payoff
  ) throws(PolicyError) -> InfluenceEstimate {
    let own = try terms(of: policy, on: sample, payoff: payoff)
    guard self == .snips else {
      return InfluenceEstimate(
        meanOf: own.terms, weights: sample.weights, clusters: sample.clusters)
    }
    let total = own.weights.reduce(0, +)
    var sum = 0.0
    for row in own.terms.indices { sum += own.weights[row] * own.terms[row] }
    let value = sum / total
    let influence = own.terms.indices.map { own.weights[$0] * (own.terms[$0] - value) / total }
    return InfluenceEstimate(value: value, influence: influence, clusters: sample.clusters)
  }

  /// What the value is the weighted mean of.
  ///
  /// - Throws: a `PolicyError` where policy, payoff and rows do not fit together, or no row got an
  ///   action that the policy gives (SNIPS).
  package func terms(
    of policy: PolicyAssignment, on sample: ActionSample, payoff: Payoff
  ) throws(PolicyError) -> ValueTerms {
    try check(policy, sample, payoff)
    let plain = sample.weights ?? [Double](repeating: 1, count: sample.rowCount)
    switch self {
    case .ips:
      let (odds, rewards) = inverseWeighted(policy, sample, payoff)
      return ValueTerms(terms: odds.indices.map { odds[$0] * rewards[$0] }, weights: plain)
    case .snips:
      let (odds, rewards) = inverseWeighted(policy, sample, payoff)
      let weights = odds.indices.map { odds[$0] * plain[$0] }
      guard weights.contains(where: { $0 > 0 }) else { throw .noOverlap }
      return ValueTerms(terms: rewards, weights: weights)
    case .dr:
      guard let scores = sample.scores else { throw .needsScores }
      return ValueTerms(terms: expected(scores, policy, sample, payoff), weights: plain)
    case .truth:
      guard let truth = sample.truth else { throw .needsTruth }
      return ValueTerms(terms: expected(truth, policy, sample, payoff), weights: plain)
    }
  }

  private func check(
    _ policy: PolicyAssignment, _ sample: ActionSample, _ payoff: Payoff
  ) throws(PolicyError) {
    let count = sample.rowCount
    guard payoff.costs.count == sample.actionCount else { throw .actionsDiffer }
    let lengths = [payoff.revenue.count] + payoff.costs.map(\.count)
    guard lengths.allSatisfy({ $0 == nil || $0 == count }) else { throw .lengthsDiffer }
    switch policy {
    case .actions(let actions):
      guard actions.count == count else { throw .lengthsDiffer }
      if let row = actions.firstIndex(where: { $0 < 0 || $0 >= sample.actionCount }) {
        throw .unknownAction(row: row)
      }
    case .lottery(let probabilities):
      guard probabilities.count == sample.actionCount else { throw .actionsDiffer }
    }
  }

  /// Each row's odds of being as the policy would have it, and its reward.
  private func inverseWeighted(
    _ policy: PolicyAssignment, _ sample: ActionSample, _ payoff: Payoff
  ) -> (weights: [Double], rewards: [Double]) {
    var weights: [Double] = []
    var rewards: [Double] = []
    weights.reserveCapacity(sample.rowCount)
    rewards.reserveCapacity(sample.rowCount)
    for row in 0..<sample.rowCount {
      let action = Int(sample.actions[row])
      weights.append(
        policy.probability(of: action, row: row) / sample.propensities[action][row])
      rewards.append(payoff.reward(sample.outcome[row], action: action, row: row))
    }
    return (weights, rewards)
  }

  /// R·E[Y(a)] − C_a of each row, averaged over the actions that the policy gives it.
  private func expected(
    _ outcomes: [[Double]], _ policy: PolicyAssignment, _ sample: ActionSample, _ payoff: Payoff
  ) -> [Double] {
    (0..<sample.rowCount).map { row -> Double in
      switch policy {
      case .actions(let actions):
        let action = Int(actions[row])
        return payoff.reward(outcomes[action][row], action: action, row: row)
      case .lottery(let probabilities):
        var expected = 0.0
        for (action, probability) in probabilities.enumerated() where probability != 0 {
          expected += probability * payoff.reward(outcomes[action][row], action: action, row: row)
        }
        return expected
      }
    }
  }
}
