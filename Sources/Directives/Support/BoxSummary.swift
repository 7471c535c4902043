import Charts
import Numerics

/// The numbers of a box plot: quartiles (type 7), and whiskers to the farthest value within one and
/// a half times the distance of the quartiles (Tukey).
enum BoxSummary {
  /// nil where no value is finite.
  static func box(_ values: [Double], at position: Double) -> BoxMark.Box? {
    let sorted = values.filter(\.isFinite).sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let quartiles = [0.25, 0.5, 0.75].map { Quantile.ofSorted(sorted, at: $0) }
    let reach = 1.5 * (quartiles[2] - quartiles[0])
    let inside = sorted.filter { $0 >= quartiles[0] - reach && $0 <= quartiles[2] + reach }
    return BoxMark.Box(
      position: position, lowerWhisker: min(inside.first ?? first, quartiles[0]),
      lowerQuartile: quartiles[0], median: quartiles[1], upperQuartile: quartiles[2],
      upperWhisker: max(inside.last ?? last, quartiles[2]),
      outliers: sorted.filter { $0 < quartiles[0] - reach || $0 > quartiles[2] + reach })
  }
}
