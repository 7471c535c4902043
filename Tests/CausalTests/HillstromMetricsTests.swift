import Causal
import TestSupport
import Testing

/// Metrics on the Hillstrom test (womens against control, visit) beside independent implementations.
@Suite(.needsReferences)
struct HillstromMetricsTests {
  private let judged: Hillstrom.Judged
  private let numbers: ReferenceNumbers

  init() throws {
    judged = try Hillstrom.visit.get()
    numbers = try ReferenceNumbers.load("metrics.json")["visit"]
  }

  @Test(arguments: ["history", "T_ols"])
  func `a tied group is found as often as there are distinct scores`(name: String) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    #expect(Double(ranking.groupCount) == numbers[name]["n_unique_scores"].double)
  }

  @Test(arguments: ["history", "T_ols"])
  func `AUTOC and QINI on doubly robust scores match`(name: String) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    let reference = numbers[name]["rate"]["DR_tieavgTrue"]
    let autoc = try RankWeightedEffect.autoc.estimate(of: judged.sample, by: ranking)
    let qini = try RankWeightedEffect.qini.estimate(of: judged.sample, by: ranking)
    #expect(close(autoc.value, reference["AUTOC"].double))
    #expect(close(qini.value, reference["QINI"].double))
    // The influence function against 200 half-samples: their own error is about 5 %.
    let halves = numbers[name]["rate"][
      "half_sample_sd_200 (grf std.err convention, ties unaveraged)"]
    #expect(close(autoc.standardError, halves["AUTOC"].double, within: 0.15))
    #expect(close(qini.standardError, halves["QINI"].double, within: 0.15))
  }

  @Test(arguments: ["history", "T_ols"])
  func `inverse-weighted scores give the reference too`(name: String) throws {
    let sample = judged.sample
    let e = judged.propensity
    let scores = sample.outcome.indices.map { row in
      sample.outcome[row] * (sample.treatment[row] == 1 ? 1 / e : -1 / (1 - e))
    }
    let weighted = try JudgedSample(
      outcome: sample.outcome, treatment: sample.treatment, effectScores: scores)
    let ranking = try Ranking(descending: judged.scores(name))
    for (key, ranking) in [("True", ranking), ("False", try cut(name))] {
      let reference = numbers[name]["rate"]["IPW_HT_tieavg" + key]
      let autoc = try RankWeightedEffect.autoc.estimate(of: weighted, by: ranking)
      let qini = try RankWeightedEffect.qini.estimate(of: weighted, by: ranking)
      #expect(close(autoc.value, reference["AUTOC"].double))
      #expect(close(qini.value, reference["QINI"].double))
      let toc = try RankingCurve(.toc, of: weighted, by: ranking)
      let n = Double(sample.rowCount)
      for share in ["0.05", "0.1", "0.2", "0.3", "0.5", "0.8"] {
        let rows = ((Double(share) ?? .nan) * n).rounded(.up)
        #expect(abs(toc.value(at: rows / n) - reference["TOC_at"][share].double) < 1e-9)
      }
    }
  }

  @Test(arguments: ["history", "T_ols"])
  func `the targeting operator characteristic matches at every share`(name: String) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    let curve = try RankingCurve(.toc, of: judged.sample, by: ranking)
    let reference = numbers[name]["rate"]["DR_tieavgTrue"]["TOC_at"]
    let n = Double(judged.sample.rowCount)
    for key in ["0.05", "0.1", "0.2", "0.3", "0.5", "0.8"] {
      let share = Double(key) ?? .nan
      // The reference reads the first whole row at or past the share.
      let k = (share * n).rounded(.up)
      #expect(close(curve.value(at: k / n), reference[key].double, within: 1e-8))
    }
  }

  @Test(arguments: ["history", "T_ols"])
  func `areas of tie-grouped Qini and gain curves match`(name: String) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    let reference = numbers[name]["own_tie_grouped"]
    let qini = try RankingCurve(.qini, of: judged.sample, by: ranking)
    let gain = try RankingCurve(.gain, of: judged.sample, by: ranking)
    #expect(close(qini.end, reference["qini_last"].double))
    #expect(close(gain.end * gain.population, reference["uplift_last"].double))
    #expect(close(qini.area, reference["qini_diff_area_per_n2"].double))
    #expect(close(gain.area, reference["uplift_diff_area_per_n2"].double))
  }

  @Test(arguments: ["history", "T_ols"])
  func `the curves pass through scikit-uplift's points`(name: String) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    let reference = numbers[name]["sklift"]
    let qini = try RankingCurve(.qini, of: judged.sample, by: ranking)
    let gain = try RankingCurve(.gain, of: judged.sample, by: ranking)
    let n = qini.population
    for (kind, curve) in [("qini_curve", qini), ("uplift_curve", gain)] {
      guard case .map(let points) = reference[kind]["mid"] else { continue }
      #expect(points.count == 3)
      for point in points.values {
        let value = curve.value(at: point[0].double / n) * (kind == "qini_curve" ? 1 : n)
        #expect(close(value, point[1].double))
      }
    }
  }

  @Test(arguments: ["history", "T_ols"])
  func `the peers' normalised figures match`(name: String) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    let sklift = try ScikitUpliftMetrics(of: judged.sample, by: ranking)
    #expect(close(sklift.qini, numbers[name]["sklift"]["qini_auc_score"].double))
    #expect(close(sklift.auuc, numbers[name]["sklift"]["uplift_auc_score"].double))
    let causalml = try CausalMLMetrics(of: judged.sample, by: ranking)
    let reference = numbers[name]["causalml"]
    #expect(abs(causalml.auuc - reference["auuc_score_normTrue"]["m"].double) < 1e-3)
    #expect(abs(causalml.qini - reference["qini_score_normTrue"]["m"].double) < 1e-3)
  }

  @Test(arguments: ["history", "T_ols"], [0.1, 0.2, 0.3, 0.5])
  func `uplift at a share matches`(name: String, share: Double) throws {
    let ranking = try Ranking(descending: judged.scores(name))
    let result = try UpliftAtShare(share, of: judged.sample, by: ranking)
    let reference = numbers[name]["sklift"]["uplift_at_\(share)_overall"].double
    // The library cuts a straddling tie by row order; here every row of it enters in part.
    #expect(close(result.uplift, reference, within: 2e-3), "\(result.uplift) \(reference)")
  }

  @Test func `the calibration slope of doubly robust scores matches with its HC1 error`() throws {
    let calibration = try Calibration(predicted: judged.effect, of: judged.sample)
    let reference = numbers["T_ols"]["calibration_BLP_on_DR"]
    #expect(close(calibration.mean.value, reference["params"][0].double))
    #expect(close(calibration.slope.value, reference["params"][1].double))
    #expect(close(calibration.mean.standardError, reference["se_hc1"][0].double))
    #expect(close(calibration.slope.standardError, reference["se_hc1"][1].double))
  }

  @Test func `the perfect curves pass through scikit-uplift's corners`() throws {
    let n = judged.sample.totalWeight
    for (kind, key) in [(CurveKind.qini, "perfect_qini_curve"), (.gain, "perfect_uplift_curve")] {
      let ranking = try #require(try PerfectRanking.of(judged.sample, for: kind))
      let curve = try RankingCurve(kind, of: judged.sample, by: ranking)
      let corners = numbers["history"]["sklift"][key]
      let (rows, heights) = (corners[0].doubles, corners[1].doubles)
      #expect(rows.count > 3)
      for (row, height) in zip(rows, heights) {
        let value = curve.value(at: row / n) * (kind == .qini ? 1 : n)
        #expect(close(value, height), "\(key) \(row)")
      }
    }
  }

  /// The ranking with ties cut by the file's order, or by its reverse.
  private func cut(_ name: String, reversed: Bool = false) throws -> Ranking {
    let scores = judged.scores(name)
    let ranking = try Ranking(descending: scores)
    var places = [Double](repeating: 0, count: scores.count)
    var (position, start) = (0, 0)
    for end in ranking.groupEnds {
      // scikit-uplift reverses an ascending stable sort, so that the last of the tied come first.
      let tied = ranking.order[start..<Int(end)].sorted()
      for row in reversed ? tied.reversed() : tied {
        places[Int(row)] = -Double(position)
        position += 1
      }
      start = Int(end)
    }
    return try Ranking(descending: places)
  }

  @Test(arguments: ["history", "T_ols"])
  func `with ties cut by row order the unaveraged figures match`(name: String) throws {
    let ranking = try cut(name)
    let reference = numbers[name]["rate"]["DR_tieavgFalse"]
    let autoc = try RankWeightedEffect.autoc.estimate(of: judged.sample, by: ranking)
    let qini = try RankWeightedEffect.qini.estimate(of: judged.sample, by: ranking)
    #expect(close(autoc.value, reference["AUTOC"].double))
    #expect(close(qini.value, reference["QINI"].double))
    let toc = try RankingCurve(.toc, of: judged.sample, by: ranking)
    let n = Double(judged.sample.rowCount)
    for share in ["0.05", "0.1", "0.2", "0.3", "0.5", "0.8"] {
      let rows = ((Double(share) ?? .nan) * n).rounded(.up)
      #expect(
        abs(toc.value(at: rows / n) - reference["TOC_at"][share].double) < 1e-10, "\(name) \(share)"
      )
    }
  }

  @Test(arguments: ["history", "T_ols"], [0.1, 0.2, 0.3, 0.5])
  func `with ties cut as the library cuts them uplift at a share matches exactly`(
    name: String, share: Double
  ) throws {
    let result = try UpliftAtShare(share, of: judged.sample, by: cut(name, reversed: true))
    #expect(
      close(result.uplift, numbers[name]["sklift"]["uplift_at_\(share)_overall"].double))
  }
}
