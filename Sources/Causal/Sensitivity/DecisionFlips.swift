/// Decisions that a bias of every row's effect would turn.
package enum DecisionFlips {
  /// The share of rows for which R·(τ̂ + b) ≥ C is decided otherwise for some |b| ≤ `bias`.
  package static func share(
    effect: [Double], revenue: RowAmount, cost: RowAmount, bias: Double
  ) -> Double {
    guard !effect.isEmpty else { return 0 }
    var flipped = 0
    for row in effect.indices {
      let margin = revenue[row] * effect[row] - cost[row]
      let reach = abs(revenue[row]) * bias
      // A row at the margin is treated, so that it flips with any bias at all.
      if margin >= 0 ? reach > margin : reach >= -margin { flipped += 1 }
    }
    return Double(flipped) / Double(effect.count)
  }
}
