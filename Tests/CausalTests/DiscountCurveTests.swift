import Causal
import Platform
import TestSupport
import Testing

/// Curves of a dose on the discount experiment beside an independent implementation.
@Suite(.needsReferences)
struct DiscountCurveTests {
  private struct Experiment {
    var age: [Double] = []
    var sample: JudgedSample

    init() throws {
      let folder = try #require(SharedData.dataFolder)
      let bytes = try FileSystem.read(Path.join(folder, "discount_random.csv"))
      let lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
        line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
          String(decoding: $0, as: UTF8.self).filter { $0 != "\r" && $0 != "\"" }
        }
      }
      func column(_ name: String) throws -> [Double] {
        let index = try #require(lines[0].firstIndex(of: name))
        return lines.dropFirst().map { Double($0[index]) ?? .nan }
      }
      age = try column("age")
      sample = try JudgedSample(
        outcome: column("profit"), treatment: column("discount"), treatmentKind: .continuous)
    }
  }

  /// The reference cuts ties of age in the file's order; a hint of the row does the same.
  private func ranking(_ age: [Double], sign: Double = 1) throws -> Ranking {
    try Ranking(descending: age.enumerated().map { sign * $1 - Double($0) * 1e-6 })
  }

  @Test func `the cumulative slope and gain by age match at every hundredth`() throws {
    let experiment = try Experiment()
    let curves = try ReferenceNumbers.load("discount.json")["random"]["curves"]
    for (key, sign) in [("age_desc", 1.0), ("neg_age_desc (youngest first)", -1)] {
      let ranking = try ranking(experiment.age, sign: sign)
      let slope = try RankingCurve(.elasticity, of: experiment.sample, by: ranking, minimumRows: 30)
      let gain = try RankingCurve(.gain, of: experiment.sample, by: ranking, minimumRows: 30)
      let (slopes, gains) = (curves[key]["cum_elast"].doubles, curves[key]["cum_gain"].doubles)
      let rows = curves[key]["idx"].doubles
      #expect(slopes.count == 100 && gains.count == 100)
      for step in 1...100 {
        // The reference's row count is cut down to a whole number, its share is not.
        let share = rows[step - 1] / 5000
        let scale = Double(step) / 100 / share
        #expect(close(slope.value(at: share), slopes[step - 1]), "\(key) \(step)")
        #expect(close(gain.value(at: share) * scale, gains[step - 1]), "\(key) \(step)")
      }
    }
  }

  @Test func `the area over random and the peak are those of the published case`() throws {
    let experiment = try Experiment()
    let reference = try ReferenceNumbers.load("discount.json")["lgbm_rlearner_test"][
      "age_baseline_area"
    ].double
    let grid = (0...100).map { Double($0) / 100 }
    let slope = try RankingCurve(
      .elasticity, of: experiment.sample, by: ranking(experiment.age), minimumRows: 30)
    let coarse = RankingCurve(
      kind: .gain, shares: grid,
      values: [0]
        + (1...100).map { step in
          // Rows as the reference counts them, which loses one to rounding now and then.
          slope.value(at: (Double(step) / 100 * 5000).rounded(.down) / 5000) * Double(step) / 100
        }, population: slope.population)
    #expect(close(coarse.area, reference))
    #expect(close(coarse.peak.share, 0.11))
    // With tied ages bound together the curve has fewer corners and nearly the same area.
    let tied = try RankingCurve(
      .gain, of: experiment.sample, by: Ranking(descending: experiment.age), minimumRows: 30)
    #expect(close(tied.area, reference, within: 0.01))
    #expect(tied.peak.share > 0.08 && tied.peak.share < 0.12)
  }

  @Test(arguments: [
    (0.1, 0.1874, 0.060), (0.2, 0.0829, 0.035), (0.5, 0.0045, 0.018), (0.63, -0.0144, 0.015),
  ])
  func `slopes among the oldest have the published robust errors`(
    share: Double, slope: Double, error: Double
  ) throws {
    let experiment = try Experiment()
    let top = try UpliftAtShare(share, of: experiment.sample, by: ranking(experiment.age))
    #expect(abs(top.uplift - slope) < 5.1e-5)
    #expect(abs(top.standardError - error) < 5.1e-4)
  }

  @Test func `slopes by age band match with their rows`() throws {
    let experiment = try Experiment()
    let bands = try ReferenceNumbers.load("discount.json")["random"]["elast_profit_by_age_band"]
    let edges: [(Double, Double)] = [(0, 24), (24, 34), (34, 44), (44, 100)]
    for (index, edge) in edges.enumerated() {
      let rows = experiment.age.indices.filter {
        experiment.age[$0] > edge.0 && experiment.age[$0] <= edge.1
      }
      let slope = DoseSlope(
        treatment: rows.map { experiment.sample.treatment[$0] },
        outcome: rows.map { experiment.sample.outcome[$0] })
      #expect(slope.weight == bands[index][1].double)
      #expect(close(slope.slope, bands[index][2].double))
    }
    let all = DoseSlope(
      treatment: experiment.sample.treatment, outcome: experiment.sample.outcome)
    let profit = try ReferenceNumbers.load("discount.json")["random"]["profit"]
    #expect(close(all.slope, profit["elast"].double))
    #expect(close(all.standardError, profit["se_hc1"].double))
  }
}
