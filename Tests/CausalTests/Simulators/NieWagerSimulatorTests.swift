import Causal
import Numerics
import Testing

@Suite struct NieWagerSimulatorTests {
  /// The first row of an independent draw of each setup: x1…x5, then effect, propensity, baseline.
  @Test(arguments: [
    (NieWagerSimulator.Setup.a, [0.52138573797506271, 0.60384184700632959, 0.47094179732225394, 0.20324794254467882, 0.52875902562005261], [0.56261379249069621, 0.83552183965122528, 1.3048380532916524]),
    (.b, [1.3436257538946947, 0.8671377829978173, -0.17834333595631816, 0.055111967668710814, -0.28320206421004462], [2.5615277247322434, 0.5, 2.2107635368925118]),
    (.c, [0.43890283476395281, -0.65139902746465583, -0.58942349223266499, -0.93118060781375878, -0.73644561477892878], [1, 0.77570715327607165, 0.74101181736667876]),
    (.d, [-0.46963530163431327, -0.34941123817115005, -1.4046486947344003, 0.037629223958824495, 1.2976445219884587], [-1.3352737459472832, 0.24890214949065065, 0.6676368729736416]),
  ])
  func theTruthAgreesWithAnIndependentDraw(
    _ setup: NieWagerSimulator.Setup, _ x: [Double], _ expected: [Double]
  ) {
    let truth = NieWagerSimulator.truth(setup, x)
    for (found, value) in zip([truth.tau, truth.e, truth.b], expected) {
      #expect(abs(found - value) <= 1e-12 * max(1, abs(value)))
    }
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
