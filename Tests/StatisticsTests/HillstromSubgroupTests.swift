import Numerics
import Statistics
import TestSupport
import Testing

/// Levels and subgroups of the e-mail experiment that other packages were asked for.
@Suite(.needsReferences)
struct HillstromSubgroupTests {
  private static let table = Result { try ReferenceTable("hillstrom.csv") }
  private let reference: ReferenceValue

  init() throws { reference = try ReferenceValue.load("hillstrom_ate.json") }

  @Test(arguments: ["visit", "conversion", "spend", "history", "recency"])
  func levelsOverAllRowsMatch(_ column: String) throws {
    let moments = Moments(try Self.table.get().numbers(column))
    let expected = try reference["overall"][column]
    expectClose(moments.mean, try expected["mean"].number)
    expectClose(moments.standardDeviation, try expected["sd"].number)
  }

  @Test(arguments: ["visit", "conversion", "spend"])
  func levelsOfEachArmMatch(_ column: String) throws {
    let table = try Self.table.get()
    let (values, segments) = (try table.numbers(column), try table.text("segment"))
    let expected = try reference["means"][column]
    for segment in ["Mens E-Mail", "No E-Mail", "Womens E-Mail"] {
      let moments = Moments(values.indices.filter { segments[$0] == segment }.map { values[$0] })
      expectClose(moments.mean, try expected["mean"][segment].number, segment)
      expectClose(moments.standardDeviation, try expected["std"][segment].number, segment)
      #expect(Double(moments.count) == (try expected["count"][segment].number))
    }
  }

  @Test(arguments: ["newbie", "channel", "zip_code", "history_segment", "mens", "womens"])
  func effectsOfAnyMailInEachGroupMatch(_ column: String) throws {
    let table = try Self.table.get()
    let (groups, segments) = (try table.text(column), try table.text("segment"))
    let expected = try reference["subgroup_any"][column]
    let levels = Set(groups).sorted()
    #expect(levels == (try expected.keys))
    for outcome in ["visit", "spend"] {
      let values = try table.numbers(outcome)
      for level in levels {
        let rows = groups.indices.filter { groups[$0] == level }
        func sample(_ isMailed: Bool) -> Moments {
          Moments(
            rows.filter { (segments[$0] != "No E-Mail") == isMailed }.map { values[$0] })
        }
        let welch = MeanComparison.welch(sample(true), sample(false))
        let figures = try expected[level][outcome]
        #expect(Double(rows.count) == (try figures["n"].number))
        expectClose(welch.value, try figures["diff"].number, "\(column) \(level) \(outcome)")
        expectClose(
          welch.standardError, try figures["se"].number, "\(column) \(level) \(outcome)")
      }
    }
  }

  @Test(arguments: ["history_segment", "zip_code", "channel"])
  func categoriesAreIndependentOfTheArm(_ column: String) throws {
    let table = try Self.table.get()
    let (groups, segments) = (try table.text(column), try table.text("segment"))
    let (rows, columns) = (Set(groups).sorted(), Set(segments).sorted())
    var counts = rows.map { _ in columns.map { _ in 0 } }
    for (group, segment) in zip(groups, segments) {
      let row = try #require(rows.firstIndex(of: group))
      let column = try #require(columns.firstIndex(of: segment))
      counts[row][column] += 1
    }
    let test = ChiSquareTest.independence(counts)
    let expected = try reference["chi2_independence_3arm"][column]
    expectClose(test.statistic, try expected["chi2"].number)
    expectClose(test.pValue, try expected["p"].number)
    #expect(Double(test.degreesOfFreedom) == (try expected["df"].number))
  }

  @Test(arguments: HillstromReferenceTests.comparisons)
  func correlationsWithTheCovariateMatch(_ name: String, _ outcome: String) throws {
    let arm = try Hillstrom.shared.get().arm(name, outcome: outcome)
    let expected = try reference["ate"][name][outcome]
    expectClose(
      Moments.correlation(arm.outcome, arm.covariates.column(1)),
      try expected["cuped_history"]["corr"].number)
    let welch = try expected["welch"]
    expectClose(Moments(arm.first).mean, try welch["mean_t"].number)
    expectClose(Moments(arm.second).mean, try welch["mean_c"].number)
    let comparison = MeanComparison.welch(Moments(arm.first), Moments(arm.second))
    expectClose(comparison.statistic, try welch["t"].number)
  }
}
