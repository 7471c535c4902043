import Learners
import Numerics

/// Grows a tree that explains a target by features: greedy splits by least squares (Breiman,
/// Friedman, Olshen and Stone 1984).
///
/// Numbers are split at their values; the levels of a category in the order of their means, which
/// holds the best of all divisions; missing values go to the side that explains more. Orders are
/// sorted once and then divided, so a level of the tree costs time linear in rows and features.
package struct EffectTreeGrower: Sendable {
  package let depth: Int
  /// Rows that either side of a split keeps at least.
  package let minimumLeaf: Int

  package init(depth: Int, minimumLeaf: Int) {
    self.depth = depth
    self.minimumLeaf = max(1, minimumLeaf)
  }

  /// The tree for a finite target with one value a row.
  package func grow(
    _ features: FeatureMatrix, target: [Double], weights: [Double]? = nil
  ) -> EffectTree {
    let data = Data(
      features: features, target: target,
      weights: weights ?? [Double](repeating: 1, count: target.count))
    let orders = Parallel.map(count: features.columnCount) { column in
      let values = Array(features.column(column))
      return TotalOrder.ascending(values).map { Int32($0) }
    }
    let rows = (0..<Int32(target.count)).map { $0 }
    return EffectTree(root: node(data, rows, orders, depth))
  }

  private struct Data: Sendable {
    let features: FeatureMatrix
    let target: [Double]
    let weights: [Double]

    @inline(__always) func value(_ column: Int, _ row: Int) -> Double {
      features.values[column * features.rowCount + row]
    }
  }

  /// Weight, weighted sum and rows of a group.
  private struct Total {
    var weight = 0.0
    var sum = 0.0
    var rows = 0

    mutating func add(_ data: Data, _ row: Int) {
      weight += data.weights[row]
      sum += data.weights[row] * data.target[row]
      rows += 1
    }

    /// What the group's mean explains of the sum of squares.
    var explained: Double { weight > 0 ? sum * sum / weight : 0 }
    var mean: Double { weight > 0 ? sum / weight : 0 }

    static func + (a: Total, b: Total) -> Total {
      Total(weight: a.weight + b.weight, sum: a.sum + b.sum, rows: a.rows + b.rows)
    }
    static func - (a: Total, b: Total) -> Total {
      Total(weight: a.weight - b.weight, sum: a.sum - b.sum, rows: a.rows - b.rows)
    }
  }

  private func node(
    _ data: Data, _ rows: [Int32], _ orders: [[Int32]], _ depth: Int
  ) -> EffectTree.Node {
    guard depth > 0, rows.count >= 2 * minimumLeaf else { return .leaf(0) }
    var (total, squares) = (Total(), 0.0)
    for row in rows {
      total.add(data, Int(row))
      squares += data.weights[Int(row)] * data.target[Int(row)] * data.target[Int(row)]
    }
    let whole = total
    let found = Parallel.map(count: orders.count) { column in
      data.features.categories[column] == nil
        ? bestNumber(data, column, orders[column], whole)
        : bestLevels(data, column, rows, whole)
    }
    var best: EffectTree.Split?
    for split in found.compactMap({ $0 }) where split.gain > (best?.gain ?? 0) * (1 + 1e-12) {
      best = split
    }
    guard let best, best.gain > 1e-12 * max(squares, .leastNormalMagnitude) else {
      return .leaf(0)
    }
    func goesLeft(_ row: Int32) -> Bool { best.goesLeft(data.value(best.feature, Int(row))) }
    let left = node(
      data, rows.filter(goesLeft), orders.map { $0.filter(goesLeft) }, depth - 1)
    let right = node(
      data, rows.filter { !goesLeft($0) }, orders.map { $0.filter { !goesLeft($0) } }, depth - 1)
    return .split(best, left: left, right: right)
  }

  /// The best cut of a number; rows without a value come last in the order.
  private func bestNumber(
    _ data: Data, _ column: Int, _ order: [Int32], _ whole: Total
  ) -> EffectTree.Split? {
    var missing = Total()
    var known = order.count
    while known > 0, data.value(column, Int(order[known - 1])).isNaN {
      known -= 1
      missing.add(data, Int(order[known]))
    }
    var (left, best) = (Total(), EffectTree.Split?.none)
    for position in 0..<known {
      let row = Int(order[position])
      left.add(data, row)
      let value = data.value(column, row)
      let isLast = position + 1 == known
      let next = isLast ? value : data.value(column, Int(order[position + 1]))
      if isLast ? missing.rows == 0 : next == value { continue }
      consider(
        column, left, missing, whole, threshold: (value, next), levels: nil, isLast: isLast, &best)
    }
    return best
  }

  /// The best division of a category's levels, tried in the order of their means.
  private func bestLevels(
    _ data: Data, _ column: Int, _ rows: [Int32], _ whole: Total
  ) -> EffectTree.Split? {
    let count = data.features.categories[column]?.count ?? 0
    var totals = [Total](repeating: Total(), count: count)
    var missing = Total()
    for row in rows {
      let value = data.value(column, Int(row))
      if value.isNaN {
        missing.add(data, Int(row))
      } else {
        totals[Int(value)].add(data, Int(row))
      }
    }
    let levels = totals.indices.filter { totals[$0].rows > 0 }.sorted {
      (totals[$0].mean, $0) < (totals[$1].mean, $1)
    }
    var (left, best) = (Total(), EffectTree.Split?.none)
    var goesLeft = [Bool](repeating: false, count: count)
    for (position, level) in levels.enumerated() {
      left = left + totals[level]
      goesLeft[level] = true
      let isLast = position + 1 == levels.count
      if isLast, missing.rows == 0 { continue }
      consider(
        column, left, missing, whole, threshold: (0, 0), levels: goesLeft, isLast: isLast, &best)
    }
    return best
  }

  /// Weighs a division with the missing values on either side.
  private func consider(
    _ column: Int, _ left: Total, _ missing: Total, _ whole: Total,
    threshold: (value: Double, next: Double), levels: [Bool]?, isLast: Bool,
    _ best: inout EffectTree.Split?
  ) {
    let isLarger = 2 * left.rows > whole.rows
    for missingGoesLeft in missing.rows == 0 ? [isLarger] : [false, true] {
      if isLast, missingGoesLeft { continue }
      let low = missingGoesLeft ? left + missing : left
      let high = whole - low
      guard low.rows >= minimumLeaf, high.rows >= minimumLeaf else { continue }
      let gain = low.explained + high.explained - whole.explained
      if gain > (best?.gain ?? 0) {
        best = EffectTree.Split(
          feature: column, threshold: RoundCut.between(threshold.value, threshold.next),
          levels: levels,
          missingGoesLeft: missingGoesLeft, gain: gain)
      }
    }
  }
}
