import Causal
import Numerics
import Statistics
import Testing

/// What the case studies promise of their stand-ins, whatever the seed.
struct StandInClaimsTests {
  private static let seeds = 200

  /// The rows of a column for which a flag is 1, and those for which it is 0.
  private func byArm(
    _ values: [Double], _ flags: [Double]
  ) -> (treated: [Double], control: [Double]) {
    var arms: (treated: [Double], control: [Double]) = ([], [])
    for row in values.indices {
      if flags[row] == 1 {
        arms.treated.append(values[row])
      } else {
        arms.control.append(values[row])
      }
    }
    return arms
  }

  private func difference(_ values: [Double], _ flags: [Double]) -> Estimate {
    let arms = byArm(values, flags)
    let (treated, control) = (Moments(arms.treated), Moments(arms.control))
    return Estimate(
      value: treated.mean - control.mean,
      standardError: (treated.variance / Double(treated.count)
        + control.variance / Double(control.count)).squareRoot())
  }

  // MARK: RetailHero

  @Test func `texts: the effect is the stated one, and the halves are alike`() {
    let table = RetailHeroSimulator.table(stream: RandomStream(seed: 1, purpose: "claims"))
    let flags = table.numbers("treatment_flg")
    let effect = difference(table.numbers("target"), flags)
    #expect(abs(effect.value - 0.0328) < 4 * effect.standardError)
    for column in table.columns where !["treatment_flg", "target"].contains(column.name) {
      // What is counted from a redemption is missing without one, so its rows are not all rows.
      let values = table.numbers(column.name)
      guard !column.name.hasPrefix("_"), column.name != "redeemed",
        values.count == flags.count, !values.contains(where: \.isNaN)
      else { continue }
      let arms = byArm(values, flags)
      let balance = CovariateBalance(treated: arms.treated, control: arms.control)
      #expect(abs(balance.standardizedDifference) < 0.02, "\(column.name)")
    }
    for (arm, isTreated) in [(1.0, true), (0.0, false)] {
      let kept = zip(table.numbers("redeemed"), flags).filter { $0.1 == arm }.map(\.0)
      let share = RetailHeroSimulator.redemptionShare(isTreated: isTreated)
      let error = (share * (1 - share) / Double(kept.count)).squareRoot()
      #expect(abs(Moments(kept).mean - share) < 4 * error)
    }
  }

  @Test func `texts: in seven of ten draws the uneven loss of rows is found`() {
    // The test reads four counts alone, and they are binomial: no rows need to be made for them.
    let rows = RetailHeroSimulator.defaultRows
    var found = 0
    for seed in 1...Self.seeds {
      var stream = RandomStream(seed: UInt64(seed), purpose: "retention")
      let treated = stream.binomial(
        trials: rows, probability: RetailHeroSimulator.treatmentShare)
      func kept(_ trials: Int, isTreated: Bool) -> Proportion {
        let share = RetailHeroSimulator.redemptionShare(isTreated: isTreated)
        return Proportion(
          successes: Double(stream.binomial(trials: trials, probability: share)),
          trials: Double(trials))
      }
      let arms = (kept(treated, isTreated: true), kept(rows - treated, isTreated: false))
      if ProportionComparison.pooled(arms.0, arms.1).pValue < 0.05 { found += 1 }
    }
    #expect(found >= 140, "\(found) of \(Self.seeds)")
    // And not always: the trap would be no trap if every draw gave it away.
    #expect(found < 190, "\(found) of \(Self.seeds)")
  }

  // MARK: Campaign

  /// Learns a line for each arm on the first half, and judges their difference on the second.
  private func rankingOfLines(_ table: SimulatedTable) throws -> InfluenceEstimate {
    let features = ["age", "income", "spend_last_month"]
    let columns = features.map(table.numbers)
    let (flags, outcome) = (table.numbers("received_campaign"), table.numbers("responded"))
    let half = table.rowCount / 2
    func line(_ arm: Double) -> (coefficients: [Double], mean: Double) {
      let rows = (0..<half).filter { flags[$0] == arm }
      let design =
        [[Double](repeating: 1, count: rows.count)]
        + columns.map { column in rows.map { column[$0] } }
      let y = rows.map { outcome[$0] }
      return (PivotedQR(Matrix(columns: design)).solve(y), Moments(y).mean)
    }
    let (treated, control) = (line(1), line(0))
    let judged = Array(half..<table.rowCount)
    var (predicted, scores): ([Double], [Double]) = ([], [])
    for row in judged {
      var effect = treated.coefficients[0] - control.coefficients[0]
      for (index, column) in columns.enumerated() {
        effect +=
          (treated.coefficients[index + 1] - control.coefficients[index + 1]) * column[row]
      }
      predicted.append(effect)
      let residual =
        flags[row] == 1 ? outcome[row] - treated.mean : control.mean - outcome[row]
      scores.append(treated.mean - control.mean + 2 * residual)
    }
    let sample = try JudgedSample(
      outcome: judged.map { outcome[$0] }, treatment: judged.map { flags[$0] },
      effectScores: scores)
    return try RankWeightedEffect.autoc.estimate(
      of: sample, by: Ranking(descending: predicted))
  }

  @Test func `campaign: nothing varies, and the tests say so as often as they should`() throws {
    var (rejected, covered, near) = (0, 0, 0)
    let reach = NormalDistribution.standard.quantile(0.975)
    for seed in 1...Self.seeds {
      let table = CampaignSimulator.table(
        stream: RandomStream(seed: UInt64(seed), purpose: "claims"))
      let (flags, outcome) = (table.numbers("received_campaign"), table.numbers("responded"))
      let effect = difference(outcome, flags)
      if abs(effect.value - 0.10) < 4 * effect.standardError { near += 1 }
      let segment = table.numbers("customer_segment")
      let lifts = (0..<4).map { number in
        let rows = segment.indices.filter { segment[$0] == Double(number) }
        return difference(rows.map { outcome[$0] }, rows.map { flags[$0] })
      }
      if EffectHeterogeneity(lifts).pValue < 0.05 { rejected += 1 }
      let autoc = try rankingOfLines(table)
      if abs(autoc.value) < reach * autoc.standardError { covered += 1 }
    }
    #expect(near == Self.seeds)
    #expect((2...20).contains(rejected), "\(rejected) of \(Self.seeds)")
    #expect(covered >= 180, "\(covered) of \(Self.seeds)")
  }
}
