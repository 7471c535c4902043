/// What a policy does with each row.
package enum PolicyAssignment: Sendable, Equatable {
  /// The action of each row; 0 is the control.
  case actions([Int32])
  /// The same lottery for every row: the probability of each action.
  case lottery([Double])

  /// Everybody gets one action.
  package static func everyone(_ action: Int, of count: Int) -> PolicyAssignment {
    .lottery((0..<count).map { $0 == action ? 1 : 0 })
  }

  /// A random share of everybody is treated, with each of the arms equally often; the rest get the
  /// control.
  package static func random(share: Double, arms: Int = 1) -> PolicyAssignment {
    .lottery([1 - share] + [Double](repeating: share / Double(arms), count: arms))
  }

  /// The probability that a row gets an action.
  func probability(of action: Int, row: Int) -> Double {
    switch self {
    case .actions(let actions): Int(actions[row]) == action ? 1 : 0
    case .lottery(let probabilities): probabilities[action]
    }
  }

  /// The share of rows (of their weight) that get each action.
  package func shares(actionCount: Int, weights: [Double]? = nil) -> [Double] {
    switch self {
    case .lottery(let probabilities): return probabilities
    case .actions(let actions):
      var shares = [Double](repeating: 0, count: actionCount)
      var total = 0.0
      for (row, action) in actions.enumerated() {
        let weight = weights?[row] ?? 1
        shares[Int(action)] += weight
        total += weight
      }
      return shares.map { $0 / total }
    }
  }
}
