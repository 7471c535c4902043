import Glibc
import Numerics

/// The six designs of Künzel, Sekhon, Bickel and Yu (2019, supporting information), with their truth.
///
/// 1: 1 % treated, a step effect; 2: unrelated linear arms; 3: unrelated smooth arms; 4 and 5: no
/// effect, a linear and a piecewise linear response; 6: confounding through a beta density. Features
/// of 1 to 5 are normal with correlation 0.5^|i−j| (the paper draws its correlations at random),
/// those of 6 uniform; noise is standard normal. Coefficients are drawn once for a seed.
package enum KunzelSimulator {
  package enum Setup: Int, Sendable, CaseIterable {
    case one = 1, two, three, four, five, six

    var features: Int { self == .four ? 5 : 20 }
  }

  package static let defaultRows = 5000

  package static func table(
    setup: Setup, rows: Int = defaultRows, stream: RandomStream
  ) -> SimulatedTable {
    let model = Model(setup, stream.substream(-2))
    let made = Simulation.rows(rows, stream) { stream in model.row(&stream) }
    var table = SimulatedTable(rowCount: rows)
    for j in 0..<setup.features { table.add("x\(j + 1)", made.map { $0.x[j] }) }
    table.add("w", made.map { $0.isTreated ? 1 : 0 })
    table.add("y", made.map(\.y))
    table.add("_tau", made.map(\.tau))
    table.add("_e", made.map(\.e))
    table.add("_mu0", made.map(\.mu0))
    table.add("_mu1", made.map(\.mu1))
    return table
  }

  private struct Row: Sendable {
    var x: [Double]
    var isTreated: Bool
    var y: Double
    var e: Double
    var mu0: Double
    var mu1: Double
    /// The effect as the design states it, not as a difference of rounded sums.
    var tau: Double
  }

  /// A design with its coefficients.
  private struct Model: Sendable {
    let setup: Setup
    private let first: [Double]
    private let second: [Double]

    init(_ setup: Setup, _ stream: RandomStream) {
      self.setup = setup
      var stream = stream
      let (low, high): (Double, Double) =
        switch setup {
        case .one: (-5, 5)
        case .five: (-15, 15)
        case .two, .three, .four, .six: (1, 30)
        }
      first = (0..<setup.features).map { _ in stream.uniform(low, high) }
      second = (0..<setup.features).map { _ in stream.uniform(low, high) }
    }

    func row(_ stream: inout RandomStream) -> Row {
      var x: [Double] = []
      for j in 0..<setup.features {
        if setup == .six {
          x.append(stream.uniform())
        } else {
          // An autoregression has the stated correlations and unit variances.
          let z = stream.normal()
          x.append(j == 0 ? z : 0.5 * x[j - 1] + 0.75.squareRoot() * z)
        }
      }
      let (mu0, tau) = response(x)
      let mu1 = mu0 + tau
      let e = propensity(x)
      let isTreated = stream.bernoulli(e)
      let y = (isTreated ? mu1 : mu0) + stream.normal()
      return Row(x: x, isTreated: isTreated, y: y, e: e, mu0: mu0, mu1: mu1, tau: tau)
    }

    private func propensity(_ x: [Double]) -> Double {
      switch setup {
      case .one: 0.01
      case .six:
        // The density of Beta(2, 4) is 20·x·(1 − x)³.
        0.25 * (1 + 20 * x[0] * (1 - x[0]) * (1 - x[0]) * (1 - x[0]))
      case .two, .three, .four, .five: 0.5
      }
    }

    /// The response without treatment, and the effect.
    private func response(_ x: [Double]) -> (mu0: Double, tau: Double) {
      switch setup {
      case .one:
        return (dot(x, first) + (x[0] > 0.5 ? 5 : 0), x[1] > 0.1 ? 8 : 0)
      case .two:
        let mu0 = dot(x, first)
        return (mu0, dot(x, second) - mu0)
      case .three:
        let half = step(x[0]) * step(x[1]) / 2
        return (-half, 2 * half)
      case .four:
        return (dot(x, first), 0)
      case .five:
        let start = x[19] < -0.4 ? 0 : x[19] <= 0.4 ? 5 : 10
        var mu = 0.0
        for j in start..<start + 5 { mu += x[j] * first[j] }
        return (mu, 0)
      case .six: return (2 * x[0] - 1, 0)
      }
    }

    private func dot(_ x: [Double], _ beta: [Double]) -> Double {
      var sum = 0.0
      for (value, coefficient) in zip(x, beta) { sum += value * coefficient }
      return sum
    }

    private func step(_ x: Double) -> Double { 2 / (1 + exp(-12 * (x - 0.5))) }
  }
}
