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

  /// The features that it asks about, each once, in ascending order.
  package var features: [Int] { Set(questions).sorted() }

  private var questions: [Int] {
    guard case .split(let feature, _, let left, let right) = self else { return [] }
    return [feature] + left.questions + right.questions
  }

  /// The same tree with thresholds that are easy to read, between the values that they divide.
  ///
  /// A value of up to five significant digits stays; else the threshold becomes the shortest number
  /// from that value up to the next. Every row of `columns` keeps its action.
  package func rounded(to columns: [[Double]]) -> PolicyTree {
    guard case .split(let feature, let threshold, let left, let right) = self else { return self }
    let next = columns[feature].reduce(Double.infinity) { $1 > threshold ? min($0, $1) : $0 }
    return .split(
      feature: feature, threshold: RoundCut.readable(threshold, below: next),
      left: left.rounded(to: columns), right: right.rounded(to: columns))
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
