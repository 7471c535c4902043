import Glibc
import Numerics

/// The four designs of Nie and Wager (2021, section 6), with their truth.
///
/// `y = b(x) + (w − ½)·τ(x) + σε`, `w ~ Bernoulli(e(x))`. A: hard nuisances, easy effect; B: a trial;
/// C: strong confounding, constant effect; D: unrelated arms.
package enum NieWagerSimulator {
  package enum Setup: String, Sendable, CaseIterable { case a = "A", b = "B", c = "C", d = "D" }

  package static let defaultRows = 5000

  /// - Parameters:
  ///   - features: at least 5; those past the fifth have no say.
  ///   - noise: σ.
  package static func table(
    setup: Setup, rows: Int = defaultRows, features: Int = 6, noise: Double = 1,
    stream: RandomStream
  ) -> SimulatedTable {
    let count = max(5, features)
    let made = Simulation.rows(rows, stream) { stream in
      row(setup, features: count, noise: noise, &stream)
    }
    var table = SimulatedTable(rowCount: rows)
    for j in 0..<count { table.add("x\(j + 1)", made.map { $0.x[j] }) }
    table.add("w", made.map { $0.isTreated ? 1 : 0 })
    table.add("y", made.map(\.y))
    table.add("_tau", made.map(\.truth.tau))
    table.add("_e", made.map(\.truth.e))
    table.add("_b", made.map(\.truth.b))
    table.add("_mu0", made.map { $0.truth.b - $0.truth.tau / 2 })
    table.add("_mu1", made.map { $0.truth.b + $0.truth.tau / 2 })
    return table
  }

  /// Baseline b, propensity e and effect τ at a point.
  package static func truth(
    _ setup: Setup, _ x: [Double]
  ) -> (b: Double, e: Double, tau: Double) {
    switch setup {
    case .a:
      let wave = sin(Double.pi * x[0] * x[1])
      let b = wave + 2 * (x[2] - 0.5) * (x[2] - 0.5) + x[3] + 0.5 * x[4]
      return (b, min(max(wave, 0.1), 0.9), (x[0] + x[1]) / 2)
    case .b:
      let b = max(0, x[0] + x[1], x[2]) + max(0, x[3] + x[4])
      return (b, 0.5, x[0] + log1p(exp(x[1])))
    case .c:
      return (2 * log1p(exp(x[0] + x[1] + x[2])), 1 / (1 + exp(x[1] + x[2])), 1)
    case .d:
      let (first, second) = (max(0, x[0] + x[1] + x[2]), max(0, x[3] + x[4]))
      return ((first + second) / 2, 1 / (1 + exp(-x[0]) + exp(-x[1])), first - second)
    }
  }

  private struct Row: Sendable {
    var x: [Double]
    var isTreated: Bool
    var y: Double
    var truth: (b: Double, e: Double, tau: Double)
  }

  private static func row(
    _ setup: Setup, features: Int, noise: Double, _ stream: inout RandomStream
  ) -> Row {
    var x: [Double] = []
    for _ in 0..<features { x.append(setup == .a ? stream.uniform() : stream.normal()) }
    let truth = truth(setup, x)
    let isTreated = stream.bernoulli(truth.e)
    let y = truth.b + (isTreated ? 0.5 : -0.5) * truth.tau + noise * stream.normal()
    return Row(x: x, isTreated: isTreated, y: y, truth: truth)
  }
}
