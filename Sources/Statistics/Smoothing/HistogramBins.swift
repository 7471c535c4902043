import Glibc
import Numerics

/// The edges of a histogram's bins, at round numbers, and the counts between them.
package struct HistogramBins: Sendable, Equatable {
  /// Ascending; bins are closed below and open above, the last one closed on both sides.
  package let edges: [Double]

  package var width: Double { edges[1] - edges[0] }

  private static let mostBins = 80

  /// Freedman and Diaconis' width, 2 · IQR · n^(−1/3), rounded to 1, 2, 2.5 or 5 times a power of
  /// ten; whole numbers get whole widths about them.
  ///
  /// - Parameter count: about how many bins there are to be; nil leaves the rule to choose.
  /// - Returns: nil without finite values, or where they are too large to part.
  package init?(_ values: [Double], count: Int? = nil) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last, abs(low) < 1e15, abs(high) < 1e15 else {
      return nil
    }
    let areWhole = sorted.allSatisfy { $0 == $0.rounded() }
    guard high > low else {
      let half = areWhole || low == 0 ? 0.5 : abs(low) * 0.05
      edges = [low - half, low + half]
      return
    }
    let wanted: Double
    if let count {
      wanted = (high - low) / Double(max(count, 1))
    } else {
      let range =
        Quantile.ofSorted(sorted, at: 0.75) - Quantile.ofSorted(sorted, at: 0.25)
      let rule = 2 * range * pow(Double(sorted.count), -1.0 / 3)
      let sturges = (high - low) / (log2(Double(sorted.count)) + 1)
      wanted = max(rule > 0 ? rule : sturges, (high - low) / Double(Self.mostBins))
    }
    var width = Self.round(wanted)
    if areWhole { width = max(1, width.rounded()) }
    // Whole numbers stand in the middle of their bins, where one more or less is to be seen.
    let shift = areWhole && width < 10 ? 0.5 : 0
    let first = ((low + shift) / width).rounded(.down)
    let last = max(((high + shift) / width).rounded(.down) + 1, first + 1)
    // The highest value may close the last bin, where it is its upper edge.
    let end =
      (high + shift) == (last - 1) * width && last - first > 1 && shift == 0 ? last - 1 : last
    edges = stride(from: first, through: end, by: 1).map { $0 * width - shift }
  }

  /// How many values lie in each bin.
  package func counts(_ values: [Double]) -> [Double] {
    var counts = [Double](repeating: 0, count: edges.count - 1)
    guard let low = edges.first, let high = edges.last else { return counts }
    for value in values where value >= low && value <= high {
      var bin = min(Int((value - low) / width), counts.count - 1)
      // Division may round across an edge.
      if value < edges[bin], bin > 0 { bin -= 1 }
      if bin + 1 < counts.count, value >= edges[bin + 1] { bin += 1 }
      counts[bin] += 1
    }
    return counts
  }

  private static func round(_ width: Double) -> Double {
    let power = pow(10, floor(log10(width)))
    let mantissa = width / power
    let rounded: Double =
      mantissa < 1.5 ? 1 : mantissa < 2.25 ? 2 : mantissa < 3.5 ? 2.5 : mantissa < 7.5 ? 5 : 10
    return rounded * power
  }
}
