import Glibc

/// Quantiles of sorted values.
package enum Quantiles {
  /// The type-7 quantile (Hyndman and Fan 1996), the default of R and NumPy: linear between the
  /// order statistics around `(n − 1)·p`.
  ///
  /// NaN for no values; `sorted` is ascending, without NaN.
  package static func type7(_ sorted: [Double], _ p: Double) -> Double {
    guard let first = sorted.first, let last = sorted.last else { return .nan }
    guard p > 0 else { return first }
    guard p < 1 else { return last }
    let position = Double(sorted.count - 1) * p
    let low = Int(position.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    let share = position - Double(low)
    // Equal neighbours must not be moved by rounding, nor infinite ones give NaN.
    if sorted[low] == sorted[high] { return sorted[low] }
    return sorted[low] + share * (sorted[high] - sorted[low])
  }
}
