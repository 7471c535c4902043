import Numerics
import Statistics
import Testing

@Suite struct LocalRegressionTests {
  /// Rows with noise, from a stream of their own.
  private static func noisy(
    _ count: Int, seed: UInt64 = 1, _ mean: (Double) -> Double, spread: Double
  ) -> (x: [Double], y: [Double]) {
    var stream = RandomStream(seed: seed, purpose: "loess test", content: 0)
    let x = (0..<count).map { _ in stream.uniform(0, 10) }
    return (x, x.map { mean($0) + spread * stream.normal() })
  }

  @Test func `a parabola is drawn exactly`() {
    let x = (0..<40).map { Double($0 * $0) / 100 }
    let y = x.map { 2 - 3 * $0 + 0.5 * $0 * $0 }
    let grid = [0.1, 1.0, 5, 11, 15]
    let fit = LocalRegression(x, y, at: grid)
    for (point, value) in zip(grid, fit.values) {
      #expect(abs(value - (2 - 3 * point + 0.5 * point * point)) < 1e-9)
    }
  }

  @Test func `a value is that of the weighted regression on the nearest rows`() throws {
    let (x, y) = Self.noisy(50, { $0 * $0 }, spread: 3)
    let point = 4.0
    let nearest = x.indices.sorted { abs(x[$0] - point) < abs(x[$1] - point) }.prefix(25)
    let reach = nearest.map { abs(x[$0] - point) }.max() ?? 0
    let weights = nearest.map { row -> Double in
      let u = abs(x[row] - point) / reach
      let rest = 1 - u * u * u
      return rest * rest * rest
    }
    var design = Matrix(rows: 25, columns: 3)
    for (position, row) in nearest.enumerated() {
      design[position, 0] = 1
      design[position, 1] = x[row] - point
      design[position, 2] = (x[row] - point) * (x[row] - point)
    }
    let reference = try LeastSquares.fit(design, nearest.map { y[$0] }, weights: weights)
    let fit = LocalRegression(x, y, at: [point], span: 0.5)
    #expect(abs(fit.values[0] - reference.coefficients[0]) < 1e-8)
  }

  @Test func `intervals hold the truth about as often as they say`() {
    var held = 0
    for seed in 0..<200 {
      let (x, y) = Self.noisy(150, seed: UInt64(seed), { 1 + 0.3 * $0 }, spread: 2)
      let fit = LocalRegression(x, y, at: [0, 2.5, 5, 7.5, 10])
      if abs(fit.values[2] - 2.5) < 1.96 * fit.standardErrors[2] { held += 1 }
    }
    #expect(held > 180 && held < 199)
  }

  @Test func `few different values of x give a line, or a mean`() {
    let fit = LocalRegression([0, 0, 1, 1], [1, 3, 5, 7], at: [0, 0.5, 1], span: 1)
    #expect(abs(fit.values[1] - 4) < 1e-9)
    let constant = LocalRegression([2, 2, 2], [1, 2, 6], at: [2])
    #expect(abs(constant.values[0] - 3) < 1e-12)
  }

  @Test func `no rows give no line`() {
    #expect(LocalRegression([], [], at: [1]).values[0].isNaN)
    #expect(LocalRegression([1], [2], at: [1]).values == [2])
  }
}
