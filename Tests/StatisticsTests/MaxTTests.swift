import Numerics
import Statistics
import Testing

struct MaxTTests {
  private static let stream = RandomStream(seed: 1, purpose: "max-t")

  /// The correlation of all differences of `scores` estimates with independent errors.
  private static func pairs(of scores: Int) -> Matrix {
    var weights: [[Double]] = []
    for first in 0..<scores {
      for second in (first + 1)..<scores {
        var row = [Double](repeating: 0, count: scores)
        row[first] = 0.5.squareRoot()
        row[second] = -0.5.squareRoot()
        weights.append(row)
      }
    }
    let columns = Matrix(columns: weights)
    return LinearAlgebra.multiply(columns, columns, transposeA: true)
  }

  private static func equicorrelated(_ count: Int, _ rho: Double) -> Matrix {
    var matrix = Matrix.identity(count)
    for row in 0..<count {
      for column in 0..<count where row != column { matrix[row, column] = rho }
    }
    return matrix
  }

  /// P(|Z₁| > t or |Z₂| > t) by Simpson's rule over Z₁.
  private static func eitherExceeds(_ t: Double, rho: Double) -> Double {
    let normal = NormalDistribution.standard
    let spread = (1 - rho * rho).squareRoot()
    let steps = 4000
    var sum = 0.0
    for step in 0...steps {
      let x = -t + 2 * t * Double(step) / Double(steps)
      let inside = normal.cdf((t - rho * x) / spread) - normal.cdf((-t - rho * x) / spread)
      sum += normal.density(x) * inside * (step == 0 || step == steps ? 1 : step % 2 == 1 ? 4 : 2)
    }
    return 1 - sum * 2 * t / Double(steps) / 3
  }

  @Test(arguments: [-0.9, -0.5, 0, 0.3, 0.8, 0.99])
  func `two statistics have the p-value of the bivariate normal`(rho: Double) {
    let maxT = MaxT(correlation: Self.equicorrelated(2, rho), draws: 40_000, stream: Self.stream)
    for t in [0.5, 1.5, 2.2, 3.5] {
      let exact = Self.eitherExceeds(t, rho: rho)
      #expect(abs(maxT.p(t) / exact - 1) < 0.01, "\(t)")
      #expect(maxT.p(-t) == maxT.p(t))
    }
    let critical = maxT.criticalValue(level: 0.95)
    #expect(abs(Self.eitherExceeds(critical, rho: rho) - 0.05) < 0.0005)
  }

  @Test(arguments: [3, 10]) func `independent statistics have Šidák's p-value`(count: Int) {
    let maxT = MaxT(correlation: .identity(count), draws: 40_000, stream: Self.stream)
    for t in [1.0, 2.0, 3.0] {
      let single = NormalDistribution.standard.twoSided(t)
      var none = 1.0
      for _ in 0..<count { none *= 1 - single }
      #expect(abs(maxT.p(t) / (1 - none) - 1) < 0.01)
    }
  }

  @Test func `the differences of three and of ten means have Tukey's critical value`() {
    // Studentised range, infinite degrees of freedom, 5 %: 3.3145 and 4.4741, over √2.
    for (scores, expected) in [(3, 2.34370), (10, 3.16368)] {
      let maxT = MaxT(correlation: Self.pairs(of: scores), draws: 40_000, stream: Self.stream)
      #expect(abs(maxT.criticalValue(level: 0.95) - expected) < 0.01, "\(scores)")
    }
  }

  @Test func `one statistic is not corrected, and copies of it count once`() {
    let normal = NormalDistribution.standard
    let one = MaxT(correlation: .identity(1), stream: Self.stream)
    let copies = MaxT(correlation: Self.equicorrelated(4, 1), stream: Self.stream)
    for t in [0.3, 2, 6] {
      #expect(one.p(t) == normal.twoSided(t))
      #expect(abs(copies.p(t) / normal.twoSided(t) - 1) < 1e-12)
    }
    #expect(one.criticalValue(level: 0.9) == normal.upperQuantile(0.05))
    #expect(abs(copies.criticalValue(level: 0.95) - normal.upperQuantile(0.025)) < 1e-8)
    #expect(one.p(.nan).isNaN)
    #expect(copies.p(.nan).isNaN)
    #expect(MaxT(correlation: .identity(0), stream: Self.stream).adjust([]).isEmpty)
  }

  @Test(arguments: [0, 0.5, 0.95]) func `lies between the single p and Bonferroni's, also far out`(
    rho: Double
  ) {
    let maxT = MaxT(correlation: Self.equicorrelated(5, rho), draws: 500, stream: Self.stream)
    for t in [0, 0.5, 2, 5, 12, 30, 60] {
      let single = NormalDistribution.standard.twoSided(t)
      #expect(maxT.p(t) >= single * (1 - 1e-12))
      #expect(maxT.p(t) <= min(1, 5 * single) * (1 + 1e-12))
    }
    #expect(maxT.p(12) > 0)
  }

  @Test func `a larger statistic never has the larger p-value, and order does not matter`() {
    let maxT = MaxT(correlation: Self.pairs(of: 3), draws: 300, stream: Self.stream)
    let statistics = [2.001, -2.002, .nan]
    let adjusted = maxT.adjust(statistics)
    #expect(adjusted[1] <= adjusted[0])
    #expect(adjusted[2].isNaN)
    var last = 1.0
    for step in 0..<200 {
      let value = maxT.adjust([Double(step) / 40, 2.5, 2.5])
      #expect(value[0] <= value[1] || Double(step) / 40 < 2.5)
      last = min(last, value[0])
    }
    #expect(last < 0.001)
  }

  @Test func `tests and intervals agree`() {
    let maxT = MaxT(correlation: Self.equicorrelated(6, 0.4), stream: Self.stream)
    let critical = maxT.criticalValue(level: 0.95)
    #expect(maxT.p(critical * 1.001) < 0.05)
    #expect(maxT.p(critical * 0.999) > 0.05)
  }

  @Test func `under the null one family in twenty has a false alarm`() {
    // Estimates with errors of unequal size, all differences: correlated and singular.
    var stream = RandomStream(seed: 5, purpose: "null")
    let sizes = [1.0, 1.5, 0.5, 2]
    var weights: [[Double]] = []
    for first in 0..<4 {
      for second in (first + 1)..<4 {
        var row = [Double](repeating: 0, count: 4)
        let error = (sizes[first] * sizes[first] + sizes[second] * sizes[second]).squareRoot()
        row[first] = sizes[first] / error
        row[second] = -sizes[second] / error
        weights.append(row)
      }
    }
    let columns = Matrix(columns: weights)
    let correlation = LinearAlgebra.multiply(columns, columns, transposeA: true)
    let critical = MaxT(correlation: correlation, stream: Self.stream).criticalValue(level: 0.95)
    let bonferroni = NormalDistribution.standard.upperQuantile(0.025 / 6)
    var (alarms, cautious) = (0, 0)
    let draws = 40_000
    for _ in 0..<draws {
      let errors = (0..<4).map { _ in stream.normal() }
      let largest = weights.reduce(0.0) { largest, row in
        max(largest, abs(zip(row, errors).reduce(0) { $0 + $1.0 * $1.1 }))
      }
      if largest > critical { alarms += 1 }
      if largest > bonferroni { cautious += 1 }
    }
    // Four standard errors of a share of 5 % in 40,000.
    #expect(abs(Double(alarms) / Double(draws) - 0.05) < 0.0045)
    #expect(Double(cautious) / Double(draws) < 0.04)
  }
}
