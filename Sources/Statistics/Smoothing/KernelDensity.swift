import Glibc
import Numerics

/// A density estimated with a Gaussian kernel.
///
/// The default bandwidth is Silverman's, 0.9 · min(sd, IQR/1.34) · n^(−1/5), R's `bw.nrd0`. Values
/// are first shared out linearly between 2,048 points, so that the cost does not grow with rows.
package struct KernelDensity: Sendable, Equatable {
  package let x: [Double]
  package let density: [Double]
  package let bandwidth: Double

  /// The density at `points` places from three bandwidths below the lowest value to three above.
  ///
  /// - Parameter bandwidth: nil for Silverman's.
  /// - Returns: nil where there are no two different finite values.
  package init?(_ values: [Double], bandwidth: Double? = nil, points: Int = 200) {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high, points > 1 else {
      return nil
    }
    let chosen = bandwidth ?? Self.silverman(finite)
    guard chosen.isFinite, chosen > 0, (high - low + 6 * chosen).isFinite else { return nil }
    self.bandwidth = chosen
    let start = low - 3 * chosen
    let width = high - low + 6 * chosen
    let masses = Self.shareOut(finite, start: start, width: width)
    let cell = width / Double(Self.cells - 1)
    let x = (0..<points).map { start + width * Double($0) / Double(points - 1) }
    self.x = x
    let scale = 1 / (Double(finite.count) * chosen * (2 * Double.pi).squareRoot())
    density = Parallel.map(count: points) { index in
      var sum = 0.0
      for (position, mass) in masses.enumerated() where mass > 0 {
        let z = (x[index] - start - Double(position) * cell) / chosen
        if abs(z) < 8 { sum += mass * exp(-0.5 * z * z) }
      }
      return sum * scale
    }
  }

  /// Silverman's rule of thumb; where the quartiles are equal the standard deviation alone counts.
  package static func silverman(_ values: [Double]) -> Double {
    let spread = Moments(values).standardDeviation
    let quartiles = Quantile.of(values, at: [0.25, 0.75])
    let robust = (quartiles[1] - quartiles[0]) / 1.34
    let scale = robust > 0 ? min(spread, robust) : spread
    return 0.9 * scale * pow(Double(values.count), -0.2)
  }

  private static let cells = 2048

  private static func shareOut(_ values: [Double], start: Double, width: Double) -> [Double] {
    var masses = [Double](repeating: 0, count: cells)
    for value in values {
      let position = (value - start) / width * Double(cells - 1)
      let below = min(max(Int(position), 0), cells - 2)
      let share = position - Double(below)
      masses[below] += 1 - share
      masses[below + 1] += share
    }
    return masses
  }
}
