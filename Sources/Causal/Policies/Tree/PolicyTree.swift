/// A decision tree over features that ends in actions.
package indirect enum PolicyTree: Sendable, Equatable {
  case leaf(action: Int)
  /// Rows with a value up to the threshold go left; the threshold is a value of the data.
  case split(feature: Int, threshold: Double, left: PolicyTree, right: PolicyTree)

  package var depth: Int {
    switch self {
    case .leaf: 0
    case .split(_, _, let left, let right): 1 + max(left.depth, right.depth)
    }
  }

  /// The action for a row, whose features are asked for by number.
  package func action(_ value: (Int) -> Double) -> Int {
    switch self {
    case .leaf(let action): action
    case .split(let feature, let threshold, let left, let right):
      value(feature) <= threshold ? left.action(value) : right.action(value)
    }
  }

  /// The action of every row of some feature columns.
  package func actions(_ features: [[Double]]) -> [Int32] {
    guard let count = features.first?.count else { return [] }
    return (0..<count).map { row in Int32(action { features[$0][row] }) }
  }

  /// The tree without splits whose sides agree.
  var pruned: PolicyTree {
    guard case .split(let feature, let threshold, let low, let high) = self else { return self }
    let (left, right) = (low.pruned, high.pruned)
    if case .leaf = left, left == right { return left }
    return .split(feature: feature, threshold: threshold, left: left, right: right)
  }
}
