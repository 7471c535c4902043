/// The best prefix of a set that grows row by row, for every step of its growth.
///
/// Rows enter in a known order, each at the rank of its value of one feature. Sending ranks up to s to
/// action a and the others to b gains, over b for all, the sum of Γ_a − Γ_b up to s: so the highest and
/// the lowest of these sums tell the best depth-1 policy of the rows that are in.
///
/// A segment tree over the ranks would renew one path of nodes for every row. Here the whole history
/// of a node is made from those of its halves, in one pass along the order of entry. That is
/// O(n log n) too, but memory is read in sequence, and no step waits for the one before.
struct PrefixHistory {
  /// What is known of every node after every entry into it.
  ///
  /// It is kept from one history to the next, for fresh memory costs as much as the sums.
  struct States {
    /// The sum of the node's rows.
    fileprivate var sum: [Double]
    /// The extreme sums of its prefixes; the empty prefix, zero, may be among them.
    fileprivate(set) var highest: [Double]
    fileprivate(set) var lowest: [Double]

    init(count: Int) {
      sum = [Double](repeating: 0, count: count)
      highest = [Double](repeating: 0, count: count)
      lowest = [Double](repeating: 0, count: count)
    }
  }

  /// Ranks of a lowest node, which are summed one by one: below that, passes cost more.
  private static let width = 8

  /// Rows in the lowest nodes before each, and at the end all rows.
  private let starts: [Int]
  /// For every row in order of entry its place among the rows sorted by lowest node.
  private let places: [Int32]
  /// For every row so sorted its rank within the lowest node.
  private let lanes: [UInt8]
  /// For each level, from pairs of lowest nodes up, whether the rows of a node are of its right half.
  ///
  /// Rows stand node by node, and within a node by entry.
  private let sides: [[UInt8]]

  /// - Parameter ranks: the rank of every row, in order of entry.
  init(ranks: [Int32], rankCount: Int) {
    let width = Int32(PrefixHistory.width)
    let nodes = ranks.map { $0 / width }
    var starts = [Int](repeating: 0, count: (rankCount - 1) / Int(width) + 2)
    for node in nodes { starts[Int(node) + 1] += 1 }
    for node in 1..<starts.count { starts[node] += starts[node - 1] }
    self.starts = starts
    var next = starts
    var lanes = [UInt8](repeating: 0, count: ranks.count)
    var places = nodes
    for entry in nodes.indices {
      let place = next[Int(nodes[entry])]
      next[Int(nodes[entry])] += 1
      places[entry] = Int32(place)
      lanes[place] = UInt8(ranks[entry] % width)
    }
    (self.places, self.lanes) = (places, lanes)
    sides = PrefixHistory.sides(nodes, starts)
  }

  /// Sorts the rows by node from the highest bit down, and keeps which way each went.
  private static func sides(_ nodes: [Int32], _ starts: [Int]) -> [[UInt8]] {
    var sides: [[UInt8]] = []
    var level = 0
    while 1 << level < starts.count - 1 { level += 1 }
    var (rows, sorted) = (nodes, nodes)
    while level > 0 {
      level -= 1
      var side = [UInt8](repeating: 0, count: nodes.count)
      part(rows, starts, level, &side, &sorted)
      swap(&rows, &sorted)
      sides.append(side)
    }
    return sides.reversed()
  }

  /// Sends the rows of every node of a level to its halves, in their order.
  private static func part(
    _ rows: [Int32], _ starts: [Int], _ level: Int, _ side: inout [UInt8],
    _ sorted: inout [Int32]
  ) {
    let nodeCount = starts.count - 1
    let rows = rows.span
    var side = side.mutableSpan
    var sorted = sorted.mutableSpan
    for node in stride(from: 0, to: nodeCount, by: 2 << level) {
      var left = starts[node]
      var right = starts[min(node + (1 << level), nodeCount)]
      for position in left..<starts[min(node + (2 << level), nodeCount)] {
        let row = rows[position]
        let isRight = Int(row >> Int32(truncatingIfNeeded: level)) & 1
        side[position] = UInt8(truncatingIfNeeded: isRight)
        sorted[isRight == 1 ? right : left] = row
        right += isRight
        left += 1 - isRight
      }
    }
  }

  /// The extreme prefix sums of all rows that are in, after every entry.
  ///
  /// - Parameters:
  ///   - values: what every row adds, in order of entry.
  ///   - nodes: holds them in the end.
  ///   - spare: room for the level between.
  func fill(_ nodes: inout States, _ spare: inout States, with values: [Double]) {
    for (entry, place) in places.enumerated() { nodes.sum[Int(place)] = values[entry] }
    sumLowest(&nodes.sum, &nodes.highest, &nodes.lowest)
    for (level, side) in sides.enumerated() {
      join(nodes, level: level, side, &spare.sum, &spare.highest, &spare.lowest)
      swap(&nodes, &spare)
    }
  }

  /// The lowest nodes, whose few ranks are summed anew after each entry.
  ///
  /// - Parameter values: what each row adds, in the order of places; becomes the sums.
  private func sumLowest(
    _ values: inout [Double], _ highest: inout [Double], _ lowest: inout [Double]
  ) {
    var values = values.mutableSpan
    var highest = highest.mutableSpan
    var lowest = lowest.mutableSpan
    var held = [Double](repeating: 0, count: PrefixHistory.width)
    var ranks = held.mutableSpan
    let lanes = lanes.span
    for node in 0..<starts.count - 1 {
      for lane in ranks.indices { ranks[lane] = 0 }
      for position in starts[node]..<starts[node + 1] {
        ranks[Int(lanes[position])] += values[position]
        var sum = ranks[0]
        var (high, low) = (sum, sum)
        for lane in 1..<PrefixHistory.width {
          sum += ranks[lane]
          high = max(high, sum)
          low = min(low, sum)
        }
        values[position] = sum
        highest[position] = high
        lowest[position] = low
      }
    }
  }

  /// The nodes of the next level from those of one level.
  private func join(
    _ halves: States, level: Int, _ side: [UInt8], _ wholeSum: inout [Double],
    _ wholeHighest: inout [Double], _ wholeLowest: inout [Double]
  ) {
    let nodeCount = starts.count - 1
    let (sum, highest, lowest) = (halves.sum.span, halves.highest.span, halves.lowest.span)
    var wholeSum = wholeSum.mutableSpan
    var wholeHighest = wholeHighest.mutableSpan
    var wholeLowest = wholeLowest.mutableSpan
    for node in stride(from: 0, to: nodeCount, by: 2 << level) {
      let start = starts[node]
      let end = starts[min(node + (2 << level), nodeCount)]
      let middle = starts[min(node + (1 << level), nodeCount)]
      guard start < end else { continue }
      // As long as one half is empty, the node is what the other half is.
      let first = side[start]
      var position = start
      var own = first == 0 ? start : middle
      while position < end, side[position] == first {
        wholeSum[position] = sum[own]
        wholeHighest[position] = highest[own]
        wholeLowest[position] = lowest[own]
        position += 1
        own += 1
      }
      var right = first == 0 ? middle - 1 : own - 1
      while position < end {
        right += Int(side[position])
        let left = position - (right + 1 - middle)
        let before = sum[left]
        wholeSum[position] = before + sum[right]
        wholeHighest[position] = max(highest[left], before + highest[right])
        wholeLowest[position] = min(lowest[left], before + lowest[right])
        position += 1
      }
    }
  }
}
