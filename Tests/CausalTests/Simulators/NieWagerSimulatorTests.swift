import Causal
import Numerics
import Testing

@Suite struct NieWagerSimulatorTests {
  /// The first row of an independent draw of each setup: x1…x5, then effect, propensity, baseline.
  @Test(arguments: [
    (
      NieWagerSimulator.Setup.a,
      [
        0.52138573797506271, 0.60384184700632959, 0.47094179732225394, 0.20324794254467882,
        0.52875902562005261,
      ], [0.56261379249069621, 0.83552183965122528, 1.3048380532916524]
    ),
    (
      .b,
      [
        1.3436257538946947, 0.8671377829978173, -0.17834333595631816, 0.055111967668710814,
        -0.28320206421004462,
      ], [2.5615277247322434, 0.5, 2.2107635368925118]
    ),
    (
      .c,
      [
        0.43890283476395281, -0.65139902746465583, -0.58942349223266499, -0.93118060781375878,
        -0.73644561477892878,
      ], [1, 0.77570715327607165, 0.74101181736667876]
    ),
    (
      .d,
      [
        -0.46963530163431327, -0.34941123817115005, -1.4046486947344003, 0.037629223958824495,
        1.2976445219884587,
      ], [-1.3352737459472832, 0.24890214949065065, 0.6676368729736416]
    ),
  ])
  func theTruthAgreesWithAnIndependentDraw(
    _ setup: NieWagerSimulator.Setup, _ x: [Double], _ expected: [Double]
  ) {
    let truth = NieWagerSimulator.truth(setup, x)
    for (found, value) in zip([truth.tau, truth.e, truth.b], expected) {
      #expect(abs(found - value) <= 1e-12 * max(1, abs(value)))
    }
  }

  /// Means over the designs' own distributions of features: closed forms, or quadrature.
  ///
  /// A: E b = (γ + ln π − Ci π)/π + 1/6 + 3/4. B: E τ = E ln(1 + e^Z), E b = (√3 + √2 + 1)/√(8π) +
  /// 1/√π, the means of a largest of three normals and of a positive part. C: E b = 2·E ln(1 +
  /// e^(√3·Z)). D: positive parts of normals with variances 3 and 2.
  @Test(arguments: [
    (NieWagerSimulator.Setup.a, 0.5, 0.519176, 1.441330),
    (.b, 0.806059, 0.5, 1.391250),
    (.c, 1, 0.5, 1.977824),
    (.d, 0.126799, 0.309229, 0.627589),
  ])
  func `means are those of the published design`(
    setup: NieWagerSimulator.Setup, tau: Double, e: Double, b: Double
  ) {
    let rows = 60_000
    let table = NieWagerSimulator.table(
      setup: setup, rows: rows, stream: RandomStream(seed: 9, purpose: "test"))
    for (name, expected) in [("_tau", tau), ("_e", e), ("_b", b)] {
      let values = table.numbers(name)
      let mean = values.reduce(0, +) / Double(rows)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
      // Four standard errors; a constant is met exactly.
      #expect(abs(mean - expected) <= 4 * (variance / Double(rows)).squareRoot() + 1e-6, "\(name)")
    }
  }

  @Test func `the same seed gives the same rows on any number of threads`() {
    func bits() -> [[UInt64]] {
      let stream = RandomStream(seed: 5, purpose: "test")
      let tables = [
        NieWagerSimulator.table(setup: .d, rows: 5000, stream: stream),
        KunzelSimulator.table(setup: .one, rows: 5000, stream: stream),
        HillstromSimulator.table(rows: 5000, stream: stream),
        RetailHeroSimulator.table(rows: 5000, stream: stream),
        PricingSimulator.table(rows: 5000, stream: stream),
        CampaignSimulator.table(rows: 5000, stream: stream),
        DiscountsSimulator.table(rows: 5000, stream: stream),
      ]
      return tables.flatMap { table in
        table.columns.map { column in table.numbers(column.name).map(\.bitPattern) }
      }
    }
    let before = Parallel.threads
    defer { Parallel.threads = before }
    Parallel.threads = 1
    let alone = bits()
    Parallel.threads = 3
    #expect(bits() == alone)
  }

  @Test(arguments: NieWagerSimulator.Setup.allCases)
  func outcomesFollowTheTruth(_ setup: NieWagerSimulator.Setup) {
    let rows = 40_000
    let table = NieWagerSimulator.table(
      setup: setup, rows: rows, stream: RandomStream(seed: 4, purpose: "test"))
    let (w, y) = (table.numbers("w"), table.numbers("y"))
    let (mu0, mu1, e) = (table.numbers("_mu0"), table.numbers("_mu1"), table.numbers("_e"))
    var noise = (sum: 0.0, squares: 0.0)
    var treatment = 0.0
    for i in 0..<rows {
      let residual = y[i] - (w[i] == 1 ? mu1[i] : mu0[i])
      noise = (noise.sum + residual, noise.squares + residual * residual)
      treatment += (w[i] - e[i])
    }
    #expect(abs(noise.sum / Double(rows)) < 0.02)
    #expect(abs(noise.squares / Double(rows) - 1) < 0.03)
    #expect(abs(treatment / Double(rows)) < 0.01)
  }
}
