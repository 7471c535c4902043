import Causal
import Numerics
import Testing

/// The facts that the case studies state of their stand-ins.
@Suite struct CaseStudySimulatorTests {
  private static let stream = RandomStream(seed: 7, purpose: "test")

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  /// The least-squares slope of y on x.
  private func slope(_ x: [Double], _ y: [Double]) -> Double {
    let (mx, my) = (mean(x), mean(y))
    var (top, bottom) = (0.0, 0.0)
    for (a, b) in zip(x, y) {
      top += (a - mx) * (b - my)
      bottom += (a - mx) * (a - mx)
    }
    return top / bottom
  }

  // MARK: Pricing

  @Test func demandIsTheStatedLine() {
    let table = PricingSimulator.table(rows: 20_000, stream: Self.stream)
    let (income, price, demand) = (
      table.numbers("income"), table.numbers("price"), table.numbers("demand")
    )
    let beta = table.numbers("_beta")
    for i in 0..<table.rowCount {
      let expected = (income[i] < 1 ? -17 : -3) * price[i] + beta[i]
      #expect(abs(demand[i] - expected) < 1e-12)
    }
    #expect(abs(mean(table.numbers("_elasticity")) - -0.940) < 0.03)
    #expect(abs(mean(income.map { $0 < 1 ? 1 : 0 }) - 0.5) < 0.02)
    #expect(abs(mean(price.map { $0 == 1 ? 1 : 0 }) - 0.45) < 0.02)
  }

  // MARK: Campaign

  @Test func theCampaignWorksTheSameForAll() {
    let table = CampaignSimulator.table(rows: 100_000, stream: Self.stream)
    #expect(table.numbers("_tau").allSatisfy { $0 == 0.10 })
    #expect(abs(mean(table.numbers("_mu0")) - 0.0566) < 0.001)
    let (t, y) = (table.numbers("received_campaign"), table.numbers("responded"))
    let treated = mean(zip(y, t).filter { $1 == 1 }.map(\.0))
    let control = mean(zip(y, t).filter { $1 == 0 }.map(\.0))
    #expect(abs(treated - control - 0.10) < 4 * 0.002)
    #expect(abs(mean(table.numbers("credit_score")) - 699.5) < 1)
    let segments = table.numbers("customer_segment")
    #expect(abs(mean(segments.map { $0 == 1 ? 1 : 0 }) - 0.16) < 0.01)
  }

  @Test func theCampaignsEffectMayVaryWithIncome() {
    let table = CampaignSimulator.table(rows: 50_000, effect: .income, stream: Self.stream)
    #expect(abs(mean(table.numbers("_tau")) - 0.099) < 0.002)
  }

  // MARK: Discounts

  @Test func randomDiscountsShowABrokenDoseResponse() {
    let table = DiscountsSimulator.table(
      rows: 100_000, assignment: .random, stream: Self.stream)
    let (discount, profit) = (table.numbers("discount"), table.numbers("profit"))
    func level(_ low: Double, _ high: Double) -> Double {
      mean(zip(profit, discount).filter { $1 >= low && $1 <= high }.map(\.0))
    }
    #expect(abs(level(0, 0) - 55) < 3)
    #expect(abs(level(100, 100) - 33) < 4)
    #expect(abs(level(110, 130) - 53) < 5)
    #expect(slope(discount, profit) < 0)
    let age = table.numbers("age")
    let young = age.indices.filter { age[$0] <= 24 }
    let old = age.indices.filter { age[$0] >= 45 }
    #expect(slope(young.map { discount[$0] }, young.map { profit[$0] }) < -0.05)
    #expect(slope(old.map { discount[$0] }, old.map { profit[$0] }) > 0)
  }

  @Test func targetedDiscountsAreConfounded() {
    let table = DiscountsSimulator.table(rows: 50_000, stream: Self.stream)
    let (discount, profit) = (table.numbers("discount"), table.numbers("profit"))
    #expect(slope(discount, profit) > 0.03)
    let bins = table.numbers("sales_prediction_bins")
    for bin in 0..<10 {
      #expect(abs(mean(bins.map { $0 == Double(bin) ? 1 : 0 }) - 0.1) < 0.02)
    }
    let sales = table.numbers("sales")
    for i in 0..<1000 { #expect(abs(profit[i] - (0.05 * sales[i] - discount[i])) < 0.0051) }
  }

  // MARK: RetailHero

  @Test func textsRaiseBuyingByThreePoints() {
    let table = RetailHeroSimulator.table(rows: 100_000, stream: Self.stream)
    let (t, y) = (table.numbers("treatment_flg"), table.numbers("target"))
    #expect(abs(mean(table.numbers("_tau")) - 0.0328) < 0.001)
    #expect(abs(mean(zip(y, t).filter { $1 == 0 }.map(\.0)) - 0.606) < 0.01)
    #expect(abs(mean(zip(y, t).filter { $1 == 1 }.map(\.0)) - 0.639) < 0.01)
    #expect(abs(mean(table.numbers("_tau").map { $0 <= 0 ? 1 : 0 }) - 0.106) < 0.02)
    #expect(abs(mean(table.numbers("n_orders")) - 20.9) < 0.4)
    let redeemed = table.numbers("redeemed")
    #expect(abs(mean(zip(redeemed, t).filter { $1 == 1 }.map(\.0)) - 0.8842) < 0.006)
  }

  // MARK: Künzel

  @Test(arguments: KunzelSimulator.Setup.allCases)
  func outcomesFollowTheTruth(_ setup: KunzelSimulator.Setup) {
    let table = KunzelSimulator.table(setup: setup, rows: 20_000, stream: Self.stream)
    let (w, y) = (table.numbers("w"), table.numbers("y"))
    let (mu0, mu1) = (table.numbers("_mu0"), table.numbers("_mu1"))
    let noise = y.indices.map { y[$0] - (w[$0] == 1 ? mu1[$0] : mu0[$0]) }
    #expect(abs(mean(noise)) < 0.03)
    #expect(abs(mean(noise.map { $0 * $0 }) - 1) < 0.05)
    #expect(abs(mean(w) - mean(table.numbers("_e"))) < 0.015)
    if setup == .four || setup == .five {
      #expect(table.numbers("_tau").allSatisfy { $0 == 0 })
    }
    if setup != .six {
      let (x1, x2) = (table.numbers("x1"), table.numbers("x2"))
      #expect(abs(mean(zip(x1, x2).map { $0 * $1 }) - 0.5) < 0.04)
    }
  }
}
