import Glibc
import Numerics

/// A smooth line through points: Cleveland's local regression (LOESS).
///
/// At each point of the grid a parabola is fitted to the nearest share of the rows, `span`, with
/// tricube weights (1 − |d/h|³)³, where h is the distance of the farthest of them; its height there
/// is the smooth value. Where the rows have too few different x a line or a mean takes its place.
/// With `span` 0.75 it is what R's `loess` and ggplot2 draw, before interpolation.
///
/// Standard errors are those of a weighted sum of outcomes, √Σ lᵢ²rᵢ² · √(n/(n − tr)), with the
/// residuals rᵢ from the smooth line: they hold where the spread varies. Source: Cleveland and
/// Devlin (1988).
package struct LocalRegression: Sendable, Equatable {
  package let grid: [Double]
  package let values: [Double]
  package let standardErrors: [Double]

  package static let standardSpan = 0.75

  /// Smooths `y` along `x` at each point of an ascending grid; every number is finite.
  ///
  /// Without rows every value is NaN. O(n log n + n · grid).
  package init(
    _ x: [Double], _ y: [Double], at grid: [Double], span: Double = Self.standardSpan
  ) {
    precondition(x.count == y.count, "columns differ in length")
    self.grid = grid
    guard !x.isEmpty, !grid.isEmpty else {
      values = grid.map { _ in .nan }
      standardErrors = values
      return
    }
    let order = x.indices.sorted { x[$0] < x[$1] }
    let rows = SortedRows(x: order.map { x[$0] }, y: order.map { y[$0] })
    let count = min(max(Int((Double(x.count) * span).rounded(.down)), min(3, x.count)), x.count)
    let windows = rows.windows(grid, count: count)
    let fits = Parallel.map(count: grid.count) { rows.fit(at: grid[$0], windows[$0]) }
    values = fits.map(\.value)
    let residuals = rows.residuals(grid, fits.map(\.value))
    let trace = rows.interpolated(grid, fits.map(\.leverage)).reduce(0, +)
    let free = Double(x.count) - trace
    let inflation = free > 0 ? (Double(x.count) / free).squareRoot() : .nan
    standardErrors = Parallel.map(count: grid.count) { index in
      inflation * rows.spread(at: grid[index], windows[index], fits[index], residuals)
    }
  }

  /// The rows nearest to a point: those from `start` on, up to a distance of `reach`.
  struct Window: Sendable {
    var start: Int
    var end: Int
    var reach: Double
  }

  /// The weights of outcomes at a point: lᵢ = wᵢ(c₀ + c₁u + c₂u²), with u = (xᵢ − g)/h.
  struct Fit: Sendable {
    var value: Double
    var coefficients: (Double, Double, Double)
    /// The weight that a row at the point itself has.
    var leverage: Double { coefficients.0 }
  }
}

/// Rows in ascending order of x.
private struct SortedRows: Sendable {
  let x: [Double]
  let y: [Double]

  /// The `count` rows nearest to each point of an ascending grid.
  func windows(_ grid: [Double], count: Int) -> [LocalRegression.Window] {
    var start = 0
    return grid.map { point in
      while start + count < x.count, x[start + count] - point < point - x[start] { start += 1 }
      let reach = max(point - x[start], x[start + count - 1] - point)
      // Where all rows are equally far, each weighs the same.
      let hasInner = x[start..<start + count].contains { abs($0 - point) < reach }
      return LocalRegression.Window(
        start: start, end: start + count, reach: hasInner || reach == 0 ? reach : .infinity)
    }
  }

  func fit(at point: Double, _ window: LocalRegression.Window) -> LocalRegression.Fit {
    guard window.reach > 0 else {
      let inside = y[window.start..<window.end]
      let share = 1 / Double(inside.count)
      return LocalRegression.Fit(
        value: inside.reduce(0, +) * share, coefficients: (share, 0, 0))
    }
    var s = (0.0, 0.0, 0.0, 0.0, 0.0)
    var t = (0.0, 0.0, 0.0)
    for row in window.start..<window.end {
      let u = (x[row] - point) / window.reach
      let w = Self.tricube(u)
      s.0 += w
      s.1 += w * u
      s.2 += w * u * u
      s.3 += w * u * u * u
      s.4 += w * u * u * u * u
      t.0 += w * y[row]
      t.1 += w * u * y[row]
      t.2 += w * u * u * y[row]
    }
    let c = Self.firstRowOfInverse(s)
    return LocalRegression.Fit(value: c.0 * t.0 + c.1 * t.1 + c.2 * t.2, coefficients: c)
  }

  /// √Σ lᵢ²rᵢ².
  func spread(
    at point: Double, _ window: LocalRegression.Window, _ fit: LocalRegression.Fit,
    _ residuals: [Double]
  ) -> Double {
    var sum = 0.0
    for row in window.start..<window.end {
      let u = window.reach > 0 ? (x[row] - point) / window.reach : 0
      let w = window.reach > 0 ? Self.tricube(u) : 1
      let weight =
        w * (fit.coefficients.0 + fit.coefficients.1 * u + fit.coefficients.2 * u * u)
      sum += weight * weight * residuals[row] * residuals[row]
    }
    return sum.squareRoot()
  }

  func residuals(_ grid: [Double], _ values: [Double]) -> [Double] {
    let fitted = interpolated(grid, values)
    return y.indices.map { y[$0] - fitted[$0] }
  }

  /// The line through (grid, values) at each row's x.
  func interpolated(_ grid: [Double], _ values: [Double]) -> [Double] {
    var index = 0
    return x.map { position in
      while index + 2 < grid.count, grid[index + 1] < position { index += 1 }
      guard index + 1 < grid.count, grid[index + 1] > grid[index] else { return values[index] }
      let share = min(max((position - grid[index]) / (grid[index + 1] - grid[index]), 0), 1)
      return values[index] + share * (values[index + 1] - values[index])
    }
  }

  private static func tricube(_ u: Double) -> Double {
    let cube = abs(u * u * u)
    return cube < 1 ? (1 - cube) * (1 - cube) * (1 - cube) : 0
  }

  /// The first row of the inverse of the moment matrix, of as high a degree as it allows.
  private static func firstRowOfInverse(
    _ s: (Double, Double, Double, Double, Double)
  ) -> (Double, Double, Double) {
    // Centred second moment: zero where all weight lies on one x.
    let variance = s.2 - s.1 * s.1 / s.0
    guard s.0 > 0 else { return (0, 0, 0) }
    guard variance > 1e-9 * s.0 else { return (1 / s.0, 0, 0) }
    let a = s.2 * s.4 - s.3 * s.3
    let b = s.2 * s.3 - s.1 * s.4
    let c = s.1 * s.3 - s.2 * s.2
    let determinant = s.0 * a + s.1 * b + s.2 * c
    if determinant > 1e-8 * s.0 * s.2 * s.4 {
      return (a / determinant, b / determinant, c / determinant)
    }
    return (s.2 / (s.0 * variance), -s.1 / (s.0 * variance), 0)
  }
}
