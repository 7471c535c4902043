import Causal
import Numerics
import Testing

@Suite struct HillstromSimulatorTests {
  private static let table = HillstromSimulator.table(
    rows: 200_000, stream: RandomStream(seed: 1, purpose: "simulate"))

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private func mean(_ name: String, arm: Double) -> Double {
    let arms = Self.table.numbers("segment")
    return mean(zip(Self.table.numbers(name), arms).filter { $1 == arm }.map(\.0))
  }

  /// Codes of the arms: women's 0, none 1, men's 2.
  ///
  /// Tolerances are four standard errors.
  @Test(arguments: [
    ("visit", [0.151, 0.106, 0.182], 0.006), ("conversion", [0.0087, 0.0057, 0.0125], 0.0017),
    ("spend", [1.02, 0.65, 1.45], 0.27),
  ])
  func outcomesHaveTheStatedMeans(_ outcome: String, _ means: [Double], _ tolerance: Double) {
    for arm in 0..<3 {
      #expect(abs(mean(outcome, arm: Double(arm)) - means[arm]) < tolerance)
    }
  }

  @Test func theHiddenEffectsAreThoseOfTheStandIn() {
    let tau = Self.table.numbers("_tau_womens")
    #expect(abs(mean(tau) - 0.0452) < 0.001)
    let sd = mean(tau.map { $0 * $0 }) - mean(tau) * mean(tau)
    #expect(abs(sd.squareRoot() - 0.034) < 0.002)
    #expect(abs(mean(tau.map { $0 < 0 ? 1 : 0 }) - 0.095) < 0.01)
    let womens = Self.table.numbers("womens")
    #expect(abs(mean(zip(tau, womens).filter { $1 == 1 }.map(\.0)) - 0.074) < 0.003)
    #expect(abs(mean(zip(tau, womens).filter { $1 == 0 }.map(\.0)) - 0.011) < 0.003)
    #expect(abs(mean(Self.table.numbers("_tau_mens")) - 0.0756) < 0.001)
  }

  @Test func theEstimateOfTheEffectIsNearItsTruth() {
    let difference = mean("visit", arm: 0) - mean("visit", arm: 1)
    #expect(abs(difference - mean(Self.table.numbers("_tau_womens"))) < 4 * 0.0019)
  }

  @Test func fewerRowsAreTheFirstRows() {
    let few = HillstromSimulator.table(
      rows: 100, stream: RandomStream(seed: 1, purpose: "simulate"))
    #expect(few.numbers("history") == Array(Self.table.numbers("history").prefix(100)))
  }
}
