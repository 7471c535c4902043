/// Sums over an order that grows, where each side of a split must keep a number of rows.
///
/// A segment tree over the distinct values of one feature. Every node knows the sum of its leaves,
/// the highest and lowest sum of a prefix of them, and how many rows they hold. Which prefixes count
/// depends on how many rows are in, so it is asked after every insertion, in O(log n);
/// `PrefixHistory` is the faster way where all prefixes count.
struct PrefixTree {
  /// Sum, highest prefix, lowest prefix, rows.
  private var nodes: [SIMD4<Double>]
  private let size: Int

  init(leafCount: Int) {
    var size = 1
    while size < leafCount { size *= 2 }
    self.size = size
    nodes = [SIMD4<Double>](repeating: SIMD4(repeating: 0), count: 2 * size)
  }

  /// Adds a row's difference at a leaf.
  @inline(__always)
  mutating func insert(_ value: Double, at leaf: Int) {
    var index = size + leaf
    let sum = nodes[index][0] + value
    nodes[index] = SIMD4(sum, sum, sum, nodes[index][3] + 1)
    while index > 1 {
      index >>= 1
      nodes[index] = PrefixTree.joined(nodes[2 * index], nodes[2 * index + 1])
    }
  }

  @inline(__always)
  private static func joined(_ left: SIMD4<Double>, _ right: SIMD4<Double>) -> SIMD4<Double> {
    let sum = left[0]
    return SIMD4(
      sum + right[0], max(left[1], sum + right[1]), min(left[2], sum + right[2]),
      left[3] + right[3])
  }

  /// The highest and lowest sum of prefixes that leave at least `minimum` rows on either side; nil
  /// where none does.
  func extremes(minimum: Double) -> (highest: Double, lowest: Double)? {
    let total = nodes[1][3]
    guard total >= 2 * minimum else { return nil }
    var found: (highest: Double, lowest: Double)?
    search(1, sum: 0, rows: 0, from: minimum, to: total - minimum, &found)
    return found
  }

  /// Visits the nodes whose prefixes hold between `from` and `to` rows: O(log n) of them.
  private func search(
    _ node: Int, sum: Double, rows: Double, from: Double, to: Double,
    _ found: inout (highest: Double, lowest: Double)?
  ) {
    let own = nodes[node]
    if rows + own[3] < from || rows > to { return }
    if node >= size {
      guard rows + own[3] <= to, rows + own[3] >= from else { return }
      merge(sum + own[1], sum + own[2], &found)
    } else if rows >= from, rows + own[3] <= to {
      merge(sum + own[1], sum + own[2], &found)
    } else {
      search(2 * node, sum: sum, rows: rows, from: from, to: to, &found)
      let left = nodes[2 * node]
      search(2 * node + 1, sum: sum + left[0], rows: rows + left[3], from: from, to: to, &found)
    }
  }

  private func merge(
    _ highest: Double, _ lowest: Double, _ found: inout (highest: Double, lowest: Double)?
  ) {
    found = (max(found?.highest ?? highest, highest), min(found?.lowest ?? lowest, lowest))
  }
}
