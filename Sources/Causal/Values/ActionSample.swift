/// Rows on which policies are valued: the action that each got, its outcome and its odds.
package struct ActionSample: Sendable {
  /// The number of actions, the control (0) included.
  package let actionCount: Int
  package let actions: [Int32]
  package let outcome: [Double]
  /// For every action the probability with which each row could get it.
  package let propensities: [RowAmount]
  /// For every action the doubly robust scores Γ of the mean outcome under it.
  package let scores: [[Double]]?
  /// For every action the true expected outcome of a simulation.
  package let truth: [[Double]]?
  package let weights: [Double]?
  package let clusters: [Int32]?

  package var rowCount: Int { outcome.count }

  /// Checks lengths, action codes, finiteness and that every row's own propensity is above zero.
  package init(
    actionCount: Int, actions: [Int32], outcome: [Double], propensities: [RowAmount],
    scores: [[Double]]? = nil, truth: [[Double]]? = nil, weights: [Double]? = nil,
    clusters: [Int32]? = nil
  ) throws(PolicyError) {
    let count = outcome.count
    guard count > 0 else { throw .noRows }
    guard actionCount >= 2, propensities.count == actionCount,
      scores.map({ $0.count == actionCount }) ?? true,
      truth.map({ $0.count == actionCount }) ?? true
    else { throw .actionsDiffer }
    var lengths = [actions.count, weights?.count ?? count, clusters?.count ?? count]
    lengths += propensities.map { $0.count ?? count }
    lengths += (scores ?? []).map(\.count) + (truth ?? []).map(\.count)
    guard lengths.allSatisfy({ $0 == count }) else { throw .lengthsDiffer }
    for row in 0..<count {
      guard actions[row] >= 0, actions[row] < actionCount else { throw .unknownAction(row: row) }
      guard outcome[row].isFinite, scores?.allSatisfy({ $0[row].isFinite }) ?? true,
        weights.map({ $0[row].isFinite && $0[row] >= 0 }) ?? true
      else { throw .notFinite(row: row) }
      let propensity = propensities[Int(actions[row])][row]
      guard propensity > 0, propensity <= 1 else {
        throw .impossibleAction(row: row, propensity: propensity)
      }
    }
    if let weights, !weights.contains(where: { $0 > 0 }) { throw .notFinite(row: 0) }
    self.actionCount = actionCount
    self.actions = actions
    self.outcome = outcome
    self.propensities = propensities
    self.scores = scores
    self.truth = truth
    self.weights = weights
    self.clusters = clusters
  }

  /// Some of the rows, in this order.
  package func selecting(rows: [Int]) throws(PolicyError) -> ActionSample {
    func taking(_ columns: [[Double]]?) -> [[Double]]? {
      columns.map { $0.map { column in rows.map { column[$0] } } }
    }
    return try ActionSample(
      actionCount: actionCount, actions: rows.map { actions[$0] },
      outcome: rows.map { outcome[$0] }, propensities: propensities.map { $0.selecting(rows) },
      scores: taking(scores), truth: taking(truth),
      weights: weights.map { weights in rows.map { weights[$0] } },
      clusters: clusters.map { clusters in rows.map { clusters[$0] } })
  }

  /// The same rows with the true expected outcome of each action.
  package func with(truth: [[Double]]) throws(PolicyError) -> ActionSample {
    try ActionSample(
      actionCount: actionCount, actions: actions, outcome: outcome, propensities: propensities,
      scores: scores, truth: truth, weights: weights, clusters: clusters)
  }
}

/// Why policies cannot be fitted or valued on a sample.
package enum PolicyError: Error, Equatable, Sendable {
  case noRows
  /// Columns, or a policy's actions, have another length than the outcome.
  case lengthsDiffer
  /// Propensities, scores or costs are given for another number of actions.
  case actionsDiffer
  case unknownAction(row: Int)
  case notFinite(row: Int)
  /// A row got an action that by its propensity it could not get.
  case impossibleAction(row: Int, propensity: Double)
  /// No row got an action that the policy gives: there is nothing to learn its value from.
  case noOverlap
  case needsScores
  case needsTruth
}
