import Causal
import Testing

struct RankingPowerTests {
  private let power = RankingPower(share: 0.5, deviation: 1, alpha: 0.05, seed: 0)

  @Test func `the error of pure noise is that of its weights`() {
    // Γ has the variance 1/(e(1 − e)), and the weights −ln U − 1 the variance 1.
    #expect(abs(power.noise / 4 - 1) < 0.03)
    let uneven = RankingPower(share: 0.2, deviation: 1, alpha: 0.05, seed: 0)
    #expect(abs(uneven.noise / (1 / 0.16) - 1) < 0.03)
  }

  @Test func `rows, AUTOC and power agree`() throws {
    let rows = power.rows(autoc: 0.1, power: 0.8)
    #expect(abs(power.power(autoc: 0.1, rows: rows) - 0.8) < 1e-4)
    #expect(abs(try #require(power.autoc(rows: rows, power: 0.8)) - 0.1) < 1e-9)
    #expect(power.autoc(rows: 20, power: 0.8) == nil)
    #expect(abs(power.power(autoc: 0, rows: 1000) - 0.05) < 1e-12)
  }

  @Test func `simulated experiments find it as often as foretold`() {
    let rows = Int(power.rows(autoc: 0.15, power: 0.8))
    // 600 draws have a standard error of 1.6 points.
    #expect(abs(power.simulatedPower(autoc: 0.15, rows: rows, draws: 600) - 0.8) < 0.06)
    #expect(power.simulatedPower(autoc: 0, rows: 800, draws: 600) < 0.08)
  }
}
