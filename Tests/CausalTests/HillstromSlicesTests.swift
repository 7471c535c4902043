import Causal
import TestSupport
import Testing

/// scikit-uplift's figures of slices of a ranking, found again from the engine's parts.
@Suite(.needsReferences)
struct HillstromSlicesTests {
  private let judged: Hillstrom.Judged
  private let numbers: ReferenceNumbers

  init() throws {
    judged = try Hillstrom.visit.get()
    numbers = try ReferenceNumbers.load("metrics.json")["visit"]
  }

  /// Rows from the best, ties as the library's reversed stable sort leaves them.
  private func order(_ name: String) -> [Int] {
    let scores = judged.scores(name)
    return scores.indices.sorted {
      scores[$0] == scores[$1] ? $0 > $1 : scores[$0] > scores[$1]
    }
  }

  private func uplift(among rows: some Sequence<Int>) throws -> UpliftAtShare {
    let sample = try judged.sample.selecting(rows: Array(rows))
    return try UpliftAtShare(
      1, of: sample, by: Ranking(descending: [Double](repeating: 0, count: sample.rowCount)))
  }

  @Test(arguments: ["history", "T_ols"])
  func `tenths of the ranking match, and their weighted mean`(name: String) throws {
    let order = order(name)
    let reference = numbers[name]["sklift"]
    let table = reference["uplift_by_percentile_overall_10"]["values"].list
    let byArm = reference["response_rate_by_percentile_treatment"]
    // The first rows' tenths take what is left over.
    let size = order.count / 10
    let extra = order.count % 10
    var (sum, treated, start) = (0.0, 0.0, 0)
    for tenth in 0..<10 {
      let end = start + size + (tenth < extra ? 1 : 0)
      let rows = order[start..<end]
      start = end
      let found = try uplift(among: rows)
      let line = table[tenth].doubles
      #expect(found.treated == line[0] && found.control == line[1])
      #expect(close(found.uplift, line[4]))
      let rates = [1.0, 0.0].map { arm in
        let own = rows.filter { judged.sample.treatment[$0] == arm }
        return own.reduce(0) { $0 + judged.sample.outcome[$1] } / Double(own.count)
      }
      #expect(close(rates[0], line[2]) && close(rates[1], line[3]))
      // The library's spread of a share, √(p(1 − p)/n), is ours with n in place of n − 1.
      let squares = zip(rates, [found.treated, found.control]).map { $0 * (1 - $0) / $1 }
      #expect(close((squares[0] + squares[1]).squareRoot(), line[7]))
      #expect(close(found.standardError, line[7], within: 1e-3))
      #expect(close(rates[0], byArm[0].doubles[tenth]))
      #expect(close(squares[0], byArm[1].doubles[tenth]))
      #expect(found.treated == byArm[2].doubles[tenth])
      sum += found.uplift * found.treated
      treated += found.treated
    }
    #expect(close(sum / treated, reference["weighted_average_uplift_overall_10"].double))
  }

  @Test(arguments: ["history", "T_ols"], [0.1, 0.2, 0.3, 0.5])
  func `the top of each arm by itself matches`(name: String, share: Double) throws {
    let order = order(name)
    let rows = [1.0, 0.0].flatMap { arm in
      let own = order.filter { judged.sample.treatment[$0] == arm }
      return own.prefix(Int(share * Double(own.count)))
    }
    let reference = numbers[name]["sklift"]["uplift_at_\(share)_by_group"].double
    #expect(close(try uplift(among: rows).uplift, reference))
  }

  @Test(arguments: ["history", "T_ols"])
  func `the Qini figure without negative effects follows from the curve`(name: String) throws {
    let curve = try RankingCurve(
      .qini, of: judged.sample, by: Ranking(descending: judged.scores(name)))
    let n = curve.population
    // Then the perfect curve rises by one a row up to the end's height, and stays there.
    let perfect = curve.end * (n - curve.end / 2)
    let random = curve.end * n / 2
    #expect(
      close(
        curve.area * n * n / (perfect - random),
        numbers[name]["sklift"]["qini_auc_score_neg_effect_False"].double))
  }

  @Test(arguments: ["history", "T_ols"])
  func `raw areas match`(name: String) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    let reference = numbers[name]["own_tie_grouped"]
    let qini = try RankingCurve(.qini, of: judged.sample, by: ranking)
    let gain = try RankingCurve(.gain, of: judged.sample, by: ranking)
    let n = qini.population
    let random = qini.end * n / 2
    #expect(close(random, reference["qini_rand_area"].double))
    #expect(close(qini.area * n * n, reference["qini_diff_area"].double))
    #expect(close(qini.area * n * n + random, reference["qini_area_raw"].double))
    #expect(close((gain.area + gain.end / 2) * n * n, reference["uplift_area_raw"].double))
  }
}
