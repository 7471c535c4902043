import Numerics

/// The true effects of rows along a feature: their mean near each point of a grid, and the middle
/// nine tenths where there are enough rows.
struct TruthProfile: Sendable {
  private(set) var mean: [Double]
  /// The 5% quantile near each point; NaN where fewer than `leastRows` rows lie.
  private(set) var low: [Double]
  private(set) var high: [Double]

  /// Quantiles of fewer rows say more about those rows than about the truth.
  private static let leastRows = 20

  /// Every row belongs to the point that its feature is nearest to; rows off the grid to none.
  ///
  /// - Parameter grid: at least two points at even distances, ascending.
  init(_ truth: [Double], along feature: [Double], grid: [Double]) {
    var near = [[Double]](repeating: [], count: grid.count)
    if let first = grid.first, let last = grid.last, grid.count > 1, last > first {
      let step = (last - first) / Double(grid.count - 1)
      for (value, effect) in zip(feature, truth) where effect.isFinite {
        let position = ((value - first) / step).rounded()
        guard position >= 0, position < Double(grid.count) else { continue }
        near[Int(position)].append(effect)
      }
    }
    mean = near.map { $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count) }
    let ends = near.map { effects -> [Double] in
      effects.count < Self.leastRows ? [.nan, .nan] : Quantile.of(effects, at: [0.05, 0.95])
    }
    low = ends.map { $0[0] }
    high = ends.map { $0[1] }
  }

  var hasBand: Bool { low.contains { $0.isFinite } }
}
