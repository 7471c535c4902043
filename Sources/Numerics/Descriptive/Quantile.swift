/// Sample quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan).
package enum Quantile {
  /// The quantiles of values in any order, at several levels; NaN is left out.
  ///
  /// An empty sample gives NaN, and a level outside [0, 1] too.
  package static func of(_ values: [Double], at levels: [Double]) -> [Double] {
    let sorted = TotalOrder.sorted(values.filter { !$0.isNaN })
    return levels.map { ofSorted(sorted, at: $0) }
  }

  package static func of(_ values: [Double], at level: Double) -> Double {
    of(values, at: [level])[0]
  }

  package static func median(_ values: [Double]) -> Double { of(values, at: 0.5) }

  /// The quantile of values that are sorted already and hold no NaN.
  package static func ofSorted(_ sorted: [Double], at level: Double) -> Double {
    guard !sorted.isEmpty, level >= 0, level <= 1 else { return .nan }
    let position = level * Double(sorted.count - 1)
    let below = min(Int(position), sorted.count - 1)
    let fraction = position - Double(below)
    let above = min(below + 1, sorted.count - 1)
    // Equal neighbours are returned as they are: infinities would subtract to NaN.
    if fraction == 0 || sorted[below] == sorted[above] { return sorted[below] }
    return sorted[below] + fraction * (sorted[above] - sorted[below])
  }
}
