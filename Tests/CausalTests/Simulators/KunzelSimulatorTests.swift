import Causal
import Numerics
import Testing

/// The published designs: their responses as formulas, their moments in closed form.
struct KunzelSimulatorTests {
  private let stream = RandomStream(seed: 11, purpose: "test")

  private func table(_ setup: KunzelSimulator.Setup, rows: Int = 20_000) -> SimulatedTable {
    KunzelSimulator.table(setup: setup, rows: rows, stream: stream)
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  /// The coefficients of `y` on columns, and the largest residual.
  private func regression(_ x: [[Double]], _ y: [Double]) -> (beta: [Double], misfit: Double) {
    let beta = PivotedQR(Matrix(columns: x)).solve(y)
    let misfit = y.indices.map { row in
      abs(y[row] - zip(x, beta).reduce(0) { $0 + $1.0[row] * $1.1 })
    }
    return (beta, misfit.max() ?? 0)
  }

  @Test func `one in a hundred is treated, and the effect is a step of 8`() {
    let table = table(.one)
    let (x2, tau) = (table.numbers("x2"), table.numbers("_tau"))
    for row in 0..<table.rowCount { #expect(tau[row] == (x2[row] > 0.1 ? 8 : 0)) }
    // P(Z > 0.1) = 0.46017
    #expect(abs(mean(tau) - 8 * 0.46017) < 0.12)
    #expect(table.numbers("_e").allSatisfy { $0 == 0.01 })
    #expect(abs(mean(table.numbers("w")) - 0.01) < 0.003)
    var x = (1...20).map { table.numbers("x\($0)") }
    x.append(x[0].map { $0 > 0.5 ? 5 : 0 })
    let (beta, misfit) = regression(x, table.numbers("_mu0"))
    #expect(misfit < 1e-10)
    #expect(beta[..<20].allSatisfy { (-5...5).contains($0) })
    #expect(abs(beta[20] - 1) < 1e-10)
  }

  @Test func `the arms are unrelated linear functions`() {
    let table = table(.two, rows: 2000)
    let x = (1...20).map { table.numbers("x\($0)") }
    let (first, misfit) = regression(x, table.numbers("_mu0"))
    let (second, otherMisfit) = regression(x, table.numbers("_mu1"))
    #expect(max(misfit, otherMisfit) < 1e-9)
    #expect((first + second).allSatisfy { (1...30).contains($0) })
    #expect(zip(first, second).allSatisfy { abs($0 - $1) > 1e-6 })
  }

  @Test func `the arms are a product of two sigmoids and its negative`() {
    let table = table(.three, rows: 2000)
    let (x1, x2) = (table.numbers("x1"), table.numbers("x2"))
    let (mu0, mu1) = (table.numbers("_mu0"), table.numbers("_mu1"))
    func sigmoid(_ x: Double) -> Double { 1 + tanhHalf(12 * (x - 0.5)) }
    for row in 0..<table.rowCount {
      let half = sigmoid(x1[row]) * sigmoid(x2[row]) / 2
      #expect(abs(mu1[row] - half) < 1e-12)
      #expect(mu0[row] == -mu1[row])
    }
  }

  /// tanh(t / 2) by its continued fraction, or its limit: 2 / (1 + e^−t) is one more.
  private func tanhHalf(_ t: Double) -> Double {
    let x = t / 2
    if abs(x) > 20 { return x > 0 ? 1 : -1 }
    var fraction = 0.0
    for odd in stride(from: 99.0, through: 1, by: -2) { fraction = x * x / (odd + fraction) }
    return x == 0 ? 0 : fraction / x
  }

  @Test func `a linear response of five features has no effect`() {
    let table = table(.four, rows: 500)
    #expect(table.numbers("x6").isEmpty)
    let x = (1...5).map { table.numbers("x\($0)") }
    let (beta, misfit) = regression(x, table.numbers("_mu0"))
    #expect(misfit < 1e-10)
    #expect(beta.allSatisfy { (1...30).contains($0) })
    #expect(table.numbers("_mu0") == table.numbers("_mu1"))
  }

  @Test(arguments: [(0, -Double.infinity, -0.4), (5, -0.4, 0.4), (10, 0.4, Double.infinity)])
  func `the last feature says which five make the response`(
    start: Int, low: Double, high: Double
  ) {
    let table = table(.five, rows: 3000)
    let last = table.numbers("x20")
    let rows = last.indices.filter { last[$0] > low && last[$0] < high }
    let mu = table.numbers("_mu0")
    let x = (start + 1...start + 5).map { j in rows.map { table.numbers("x\(j)")[$0] } }
    let (beta, misfit) = regression(x, rows.map { mu[$0] })
    #expect(misfit < 1e-10)
    #expect(beta.allSatisfy { (-15...15).contains($0) })
    #expect(mu == table.numbers("_mu1"))
  }

  @Test func `confounding follows a beta density`() {
    let table = table(.six)
    let (x1, e) = (table.numbers("x1"), table.numbers("_e"))
    for row in 0..<table.rowCount {
      // Beta(2, 4) has the density x·(1 − x)³ / B(2, 4), and B(2, 4) = 1!·3!/5! = 1/20.
      let rest = 1 - x1[row]
      #expect(abs(e[row] - (1 + x1[row] * rest * rest * rest * 20) / 4) < 1e-14)
      #expect(table.numbers("_mu0")[row] == 2 * x1[row] - 1)
      if row == 200 { break }
    }
    // A density has mean 1 over its range; 2x − 1 has mean 0 and variance 1/3.
    #expect(abs(mean(e) - 0.5) < 0.006)
    let mu = table.numbers("_mu0")
    #expect(abs(mean(mu)) < 0.02)
    #expect(abs(mean(mu.map { $0 * $0 }) - 1.0 / 3) < 0.01)
    #expect(abs(mean(x1.map { $0 * $0 }) - 1.0 / 3) < 0.01)
  }

  @Test func `features are normal with correlations that halve with distance`() {
    let table = table(.two)
    let x = (1...4).map { table.numbers("x\($0)") }
    for (i, j, correlation) in [
      (0, 0, 1.0), (0, 1, 0.5), (0, 2, 0.25), (1, 3, 0.25), (0, 3, 0.125),
    ] {
      #expect(abs(mean(zip(x[i], x[j]).map { $0 * $1 }) - correlation) < 0.04)
    }
  }
}
