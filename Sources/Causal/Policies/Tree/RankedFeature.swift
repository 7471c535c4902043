/// A feature column as ranks of its distinct values.
struct RankedFeature: Sendable {
  /// Row numbers by ascending value.
  let order: [Int32]
  /// For every row the place of its value among the candidate splits.
  let ranks: [Int32]
  /// For every rank the largest value that belongs to it: the threshold of a split after it.
  let thresholds: [Double]

  /// - Parameter step: values are put together until a rank holds at least so many rows.
  init(_ values: [Double], step: Int) {
    // The ranking sorts from the best: from the smallest here.
    var order: [Int32] = []
    if let ranking = try? Ranking(descending: values.map { -$0 }) { order = ranking.order }
    var ranks = [Int32](repeating: 0, count: values.count)
    var thresholds: [Double] = []
    var held = 0
    for position in order.indices {
      let row = Int(order[position])
      let isNew = position > 0 && values[row] != values[Int(order[position - 1])]
      if isNew, held >= step {
        thresholds.append(values[Int(order[position - 1])])
        held = 0
      }
      held += 1
      ranks[row] = Int32(thresholds.count)
    }
    if let last = order.last { thresholds.append(values[Int(last)]) }
    self.order = order
    self.ranks = ranks
    self.thresholds = thresholds
  }
}
