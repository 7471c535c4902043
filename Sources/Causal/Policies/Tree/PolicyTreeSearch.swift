import Glibc
import Numerics

/// The tree of given depth whose actions have the highest total reward, found exactly.
///
/// All splits at all distinct values of all features are considered (Zhou, Athey and Wager 2023).
/// Depth 2 does not search the two sides anew for every root split: the best depth-1 policy of a
/// growing set is the best prefix sum for a pair of actions, which a `PrefixHistory` tells for every
/// step of its growth. With p features, n rows and d actions that costs O(p²·d²·n·log n) instead of
/// quadratic time in n. Depth 3 solves two depth-2 problems for every root split.
package struct PolicyTreeSearch: Sendable {
  package struct Result: Sendable, Equatable {
    package let tree: PolicyTree
    /// The total reward of the tree's actions on the rows that it was learned from: optimistic.
    package let sum: Double
  }

  /// Whether rows with fewer than this on a side of a split are refused.
  package let minimumLeaf: Int

  private let rewards: [[Double]]
  private let values: [[Double]]
  private let features: [RankedFeature]

  /// - Parameters:
  ///   - rewards: for every action one reward a row; higher is better.
  ///   - features: columns without missing values.
  ///   - step: at least so many rows lie between two candidate splits of a feature; 1 tries them all.
  package init(
    rewards: [[Double]], features: [[Double]], minimumLeaf: Int = 1, step: Int = 1
  ) throws(PolicyError) {
    guard let count = rewards.first?.count, count > 0 else { throw .noRows }
    guard rewards.count >= 2 else { throw .actionsDiffer }
    for column in rewards + features {
      guard column.count == count else { throw .lengthsDiffer }
      if let row = column.firstIndex(where: { !$0.isFinite }) { throw .notFinite(row: row) }
    }
    self.rewards = rewards
    self.minimumLeaf = max(1, minimumLeaf)
    values = features
    self.features = Parallel.map(count: features.count) { RankedFeature(features[$0], step: step) }
  }

  /// The best tree of at most this depth.
  package func best(depth: Int) -> Result {
    let all = Rows(orders: features.map(\.order), count: rewards[0].count)
    let (tree, sum) = best(depth: depth, all)
    return Result(tree: tree.pruned, sum: sum)
  }

  /// How much a search costs, in renewals of a row's sum: a few nanoseconds each.
  package func work(depth: Int) -> Double {
    let (rows, width) = (Double(rewards[0].count), Double(features.count))
    let pairs = Double(rewards.count * (rewards.count - 1) / 2)
    let counts = features.map { Double($0.thresholds.count) }
    let levels = counts.reduce(0) { $0 + max(1, log2($1)) }
    switch depth {
    case ...0: return rows
    case 1: return rows * width * Double(rewards.count)
    case 2: return 2 * width * rows * levels * pairs
    default: return counts.reduce(0, +) * work(depth: depth - 1)
    }
  }

  /// Rows of a node: their order along every feature.
  private struct Rows {
    var orders: [[Int32]]
    var count: Int
  }

  private func best(depth: Int, _ rows: Rows) -> (PolicyTree, Double) {
    let constant = bestConstant(rows)
    guard depth > 0, rows.count >= 2 * minimumLeaf else { return constant }
    switch depth {
    case 1: return bestSplit(rows, constant)
    case 2: return bestPair(rows, constant)
    default: return bestDeep(depth, rows, constant)
    }
  }

  private func totals(_ rows: Rows) -> [Double] {
    let members = rows.orders.first ?? (0..<Int32(rows.count)).map { $0 }
    return rewards.map { column in members.reduce(0) { $0 + column[Int($1)] } }
  }

  private func bestConstant(_ rows: Rows) -> (PolicyTree, Double) {
    let totals = totals(rows)
    var best = 0
    for action in totals.indices where totals[action] > totals[best] { best = action }
    return (.leaf(action: best), totals[best])
  }

  /// Depth 1 by one walk along every feature.
  private func bestSplit(
    _ rows: Rows, _ constant: (PolicyTree, Double)
  ) -> (PolicyTree, Double) {
    let totals = totals(rows)
    var best = constant
    for feature in features.indices {
      var sums = [Double](repeating: 0, count: rewards.count)
      let order = rows.orders[feature]
      let ranks = features[feature].ranks
      for position in 0..<order.count {
        let row = Int(order[position])
        for action in rewards.indices { sums[action] += rewards[action][row] }
        guard position + 1 >= minimumLeaf, order.count - position - 1 >= minimumLeaf,
          ranks[Int(order[position + 1])] != ranks[row]
        else { continue }
        var (left, right) = (0, 0)
        for action in rewards.indices {
          if sums[action] > sums[left] { left = action }
          if totals[action] - sums[action] > totals[right] - sums[right] { right = action }
        }
        let sum = sums[left] + totals[right] - sums[right]
        if PolicyTreeSearch.isBetter(sum, than: best.1) {
          let tree = PolicyTree.split(
            feature: feature, threshold: features[feature].thresholds[Int(ranks[row])],
            left: .leaf(action: left), right: .leaf(action: right))
          best = (tree, sum)
        }
      }
    }
    return best
  }

  /// Depth 2: for every root split the best depth-1 values of both sides, from growing sets.
  private func bestPair(
    _ rows: Rows, _ constant: (PolicyTree, Double)
  ) -> (PolicyTree, Double) {
    let passes = Parallel.map(count: 2 * features.count) { pass in
      growing(rows, along: pass / 2, fromEnd: pass % 2 == 1)
    }
    var best = (sum: constant.1, feature: -1, position: 0)
    for feature in features.indices {
      let order = rows.orders[feature]
      let ranks = features[feature].ranks
      for position in 0..<max(0, order.count - 1)
      where ranks[Int(order[position])] != ranks[Int(order[position + 1])] {
        guard position + 1 >= minimumLeaf, order.count - position - 1 >= minimumLeaf else {
          continue
        }
        let sum = passes[2 * feature][position] + passes[2 * feature + 1][position + 1]
        if PolicyTreeSearch.isBetter(sum, than: best.sum) { best = (sum, feature, position) }
      }
    }
    guard best.feature >= 0 else { return constant }
    return split(rows, feature: best.feature, position: best.position, depth: 1)
  }

  /// Depth 3 and more: every root split, with both sides solved anew.
  private func bestDeep(
    _ depth: Int, _ rows: Rows, _ constant: (PolicyTree, Double)
  ) -> (PolicyTree, Double) {
    var places: [(feature: Int, position: Int)] = []
    for feature in features.indices {
      let order = rows.orders[feature]
      let ranks = features[feature].ranks
      for position in 0..<max(0, order.count - 1)
      where ranks[Int(order[position])] != ranks[Int(order[position + 1])]
        && position + 1 >= minimumLeaf && order.count - position - 1 >= minimumLeaf
      {
        places.append((feature, position))
      }
    }
    let splits = Parallel.map(count: places.count) { [places] index in
      split(
        rows, feature: places[index].feature, position: places[index].position, depth: depth - 1)
    }
    var best = constant
    for split in splits where PolicyTreeSearch.isBetter(split.1, than: best.1) { best = split }
    return best
  }

  /// The tree that splits after this position, with the best subtrees of a given depth.
  private func split(
    _ rows: Rows, feature: Int, position: Int, depth: Int
  ) -> (PolicyTree, Double) {
    let ranks = features[feature].ranks
    let cut = ranks[Int(rows.orders[feature][position])]
    let left = best(
      depth: depth,
      Rows(orders: rows.orders.map { $0.filter { ranks[Int($0)] <= cut } }, count: position + 1))
    let right = best(
      depth: depth,
      Rows(
        orders: rows.orders.map { $0.filter { ranks[Int($0)] > cut } },
        count: rows.count - position - 1))
    let tree = PolicyTree.split(
      feature: feature, threshold: features[feature].thresholds[Int(cut)], left: left.0,
      right: right.0)
    return (tree, left.1 + right.1)
  }

  /// For every prefix (or suffix) of the rows along a feature, its best depth-1 value.
  ///
  /// Values are filled where a tied group ends, which is where a root split may fall.
  private func growing(_ rows: Rows, along root: Int, fromEnd: Bool) -> [Double] {
    let order = fromEnd ? rows.orders[root].reversed() : rows.orders[root]
    let rootRanks = features[root].ranks
    var best = [Double](repeating: -.infinity, count: order.count)
    fillConstants(order, &best)
    let isEnd = order.indices.map { position in
      position + 1 == order.count
        || rootRanks[Int(order[position + 1])] != rootRanks[Int(order[position])]
    }
    let columns = rewards.map { column in order.map { column[Int($0)] } }
    var nodes = PrefixHistory.States(count: order.count)
    var spare = nodes
    for feature in features where feature.thresholds.count > 1 {
      let ranks = order.map { feature.ranks[Int($0)] }
      let rankCount = feature.thresholds.count
      let history = minimumLeaf == 1 ? PrefixHistory(ranks: ranks, rankCount: rankCount) : nil
      for low in columns.indices {
        for high in columns.indices where high > low {
          let pair = ActionPair(low: columns[low], high: columns[high])
          if let history {
            history.fill(&nodes, &spare, with: pair.differences)
            pair.raise(&best, nodes, isEnd)
          } else {
            pair.raise(&best, ranks, rankCount, isEnd, minimumLeaf: minimumLeaf)
          }
        }
      }
    }
    return fromEnd ? best.reversed() : best
  }

  private func fillConstants(_ order: [Int32], _ best: inout [Double]) {
    for column in rewards {
      var sum = 0.0
      for position in order.indices {
        sum += column[Int(order[position])]
        best[position] = max(best[position], sum)
      }
    }
  }

  /// Whether a sum beats another beyond rounding: the first of equal trees is kept.
  private static func isBetter(_ sum: Double, than other: Double) -> Bool {
    sum > other + 1e-12 * max(1, abs(other))
  }
}
