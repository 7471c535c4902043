import Numerics

/// The rows of a sample in the order of a score, best first, with equal scores bound together.
///
/// Two scores are tied when they differ by no more than `tolerance` relative to the larger of them;
/// a group is measured from its best member, so that a long chain of near-equal scores cannot drift.
/// Every metric of this module lets a tied group enter as a whole: no result depends on the order in
/// which rows happen to be stored. The sort is a stable radix sort, linear in rows.
package struct Ranking: Sendable {
  /// Scores closer than this, relative to the larger of the two, count as equal.
  package static let tolerance = 1e-12

  /// Row numbers from the best score to the worst; rows of exactly equal score keep their order.
  package let order: [Int32]
  /// For every group of tied rows the position in `order` just past its last row, ascending.
  package let groupEnds: [Int32]

  package var rowCount: Int { order.count }
  package var groupCount: Int { groupEnds.count }
  /// Whether the score tells no two rows apart, so that it ranks nothing.
  package var isConstant: Bool { groupEnds.count == 1 }
  package var hasTies: Bool { groupEnds.count < order.count }

  /// Ranks rows by descending score.
  ///
  /// Infinite scores are allowed; NaN is not.
  package init(descending scores: [Double]) throws(RankingError) {
    guard !scores.isEmpty else { throw .noRows }
    guard scores.count <= Int(Int32.max) else { throw .tooManyRows(scores.count) }
    if let row = scores.firstIndex(where: \.isNaN) { throw .missingScore(row: row) }
    let order = TotalOrder.descending(scores).map { Int32($0) }
    var ends: [Int32] = []
    ends.reserveCapacity(scores.count)
    var first = scores[Int(order[0])]
    for position in 1..<max(1, order.count) {
      let score = scores[Int(order[position])]
      if !Ranking.areTied(first, score) {
        ends.append(Int32(position))
        first = score
      }
    }
    ends.append(Int32(order.count))
    self.order = order
    groupEnds = ends
  }

  /// Whether two scores count as equal.
  static func areTied(_ a: Double, _ b: Double) -> Bool {
    // An infinite score would otherwise be within a fraction of infinity of every other.
    a == b || (a.isFinite && b.isFinite && abs(a - b) <= tolerance * max(abs(a), abs(b)))
  }

  /// The column gathered into rank order.
  package func ranked<Value>(_ column: [Value]) -> [Value] {
    order.map { column[Int($0)] }
  }

  /// The values given per rank position, brought back to row order.
  package func unranked(_ values: [Double]) -> [Double] {
    var rows = [Double](repeating: 0, count: values.count)
    for (position, row) in order.enumerated() { rows[Int(row)] = values[position] }
    return rows
  }
}
