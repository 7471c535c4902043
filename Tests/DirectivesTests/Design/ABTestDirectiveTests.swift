import Execution
import TestSupport
import Testing

struct ABTestDirectiveTests {
  private func notebook(_ keys: String, _ csv: String) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{abtest #t}\n\(keys)\n```\n", files: ["d.csv": csv])
  }

  /// Sixty rows: a fair assignment, a 0/1 outcome, a spend, orders, a covariate and a group.
  private let csv =
    "arm,buy,spend,orders,before,region\n"
    + (0..<60).map { i in
      let arm = ["none", "a", "b"][i % 3]
      let before = (i * 7) % 10
      let buy = (i * 11 + (i % 3) * 4) % 10 < 4 ? 1 : 0
      return
        "\(arm),\(buy),\(before + (i % 3) + (i * 13) % 4),\(1 + i % 4),\(before),\(i / 3 % 2 == 0 ? "north" : "south")"
    }.joined(separator: "\n") + "\n"

  @Test func `two outcomes and two arms give four comparisons`() throws {
    let result = notebook(
      "outcomes: [buy, spend]\ntreatment: arm\ncontrol: none\ncorrection: bonferroni", csv)
    #expect(result.problems == [])
    let p = result.number("t", "[spend][b].p")
    #expect(p > 0)
    #expect(abs(result.number("t", "[spend][b].p.adjusted") - min(1, 4 * p)) < 1e-12)
    #expect(result.outcome("t")?.result?.tables.first?.rows.count == 4)
    #expect(result.value("t", "[buy][a].chi2.yates.p") != nil)
    #expect(result.value("t", "[spend][a].chi2") == nil)
  }

  @Test func `names of what there is one of may be left out`() {
    let result = notebook("outcomes: [spend]\ntreatment: arm\ncontrol: none\narms: [a]", csv)
    let difference = result.number("t", "difference")
    #expect(!difference.isNaN)
    for key in ["[spend].difference", "[a].difference", "[spend][a].difference"] {
      #expect(result.number("t", key) == difference)
    }
  }

  @Test func `all pairs are compared on request`() {
    let result = notebook(
      "outcomes: [spend]\ntreatment: arm\ncontrol: none\ncontrasts: all", csv)
    let (a, b) = (result.number("t", "[a].difference"), result.number("t", "[b].difference"))
    #expect(abs(result.number("t", "[b - a].difference") - (b - a)) < 1e-12)
  }

  @Test func `covariates narrow the interval`() {
    let plain = notebook("outcomes: [spend]\ntreatment: arm\ncontrol: none\narms: [a]", csv)
    let adjusted = notebook(
      "outcomes: [spend]\ntreatment: arm\ncontrol: none\narms: [a]\ncuped: [before]", csv)
    #expect(adjusted.problems == [])
    #expect(adjusted.number("t", "se") < 0.7 * plain.number("t", "se"))
    #expect(adjusted.number("t", "variance-reduction[spend]") > 0.5)
  }

  @Test func `what the treatment moved is refused as a covariate`() {
    let moved =
      "t,y,x\n"
      + (0..<40).map { "\($0 % 2),\($0 % 5),\(10 * ($0 % 2) + $0 % 3)" }
      .joined(separator: "\n")
    #expect(
      notebook("outcomes: [y]\ntreatment: t\ncuped: [x]", moved).problems
        == ["8: error – abtest.postTreatment"])
    #expect(
      notebook("outcomes: [y]\ntreatment: t\ncuped: [y]", moved).problems
        == ["8: error – abtest.postTreatment"])
  }

  @Test func `groups have effects of their own and a test of equality`() {
    let result = notebook(
      "outcomes: [spend]\ntreatment: arm\ncontrol: none\narms: [a]\nby: region", csv)
    #expect(result.problems == [])
    #expect(result.number("t", "equal.df") == 1)
    let (north, south) = (
      result.number("t", "[north].difference"), result.number("t", "[south].difference")
    )
    let (low, high) = (min(north, south), max(north, south))
    let shrunken = result.number("t", "[north].shrunken")
    #expect(shrunken >= low && shrunken <= high)
  }

  @Test func `a ratio is a quotient of sums`() {
    let result = notebook(
      "outcomes: [spend]\ntreatment: arm\ncontrol: none\narms: [a]\nmetric: ratio\ndenominator: orders",
      csv)
    #expect(result.problems == [])
    func quotient(_ arm: String) -> Double {
      let rows = csv.split(separator: "\n").dropFirst()
        .map { $0.split(separator: ",").map(String.init) }.filter { $0[0] == arm }
      func sum(_ column: Int) -> Double { rows.reduce(0) { $0 + (Double($1[column]) ?? .nan) } }
      return sum(2) / sum(3)
    }
    #expect(abs(result.number("t", "difference") - (quotient("a") - quotient("none"))) < 1e-12)
  }

  @Test func `always-valid intervals are wider`() {
    let result = notebook(
      "outcomes: [spend]\ntreatment: arm\ncontrol: none\narms: [a]\nsequential: true", csv)
    let (fixed, always) = (result.interval("t", "ci"), result.interval("t", "sequential.ci"))
    #expect((always?.0 ?? 0) < (fixed?.0 ?? 0) && (always?.1 ?? 0) > (fixed?.1 ?? 0))
    #expect(result.number("t", "sequential.p") >= result.number("t", "p"))
  }

  @Test(arguments: [
    ("outcomes: [spend]\ntreatment: arm\ncontrol: none\nmetric: ratio", "9: error – abtest.ratio"),
    (
      "outcomes: [spend]\ntreatment: arm\ncontrol: none\ndenominator: orders",
      "9: error – abtest.ratio"
    ),
    (
      "outcomes: [spend]\ntreatment: arm\ncontrol: none\nmetric: proportion",
      "6: error – abtest.notProportion"
    ),
    ("outcomes: [region]\ntreatment: arm\ncontrol: none", "6: error – column.notNumeric"),
    ("outcomes: [spent]\ntreatment: arm\ncontrol: none", "6: error – column.unknown"),
    ("outcomes: [spend]\ntreatment: arm", "7: error – treatment.missingControl"),
  ])
  func `what cannot be tested is said at its line`(keys: String, problem: String) {
    #expect(notebook(keys, csv).problems == [problem])
  }

  @Test(.needsData)
  func `the e-mail test agrees with the published figures`() {
    let result = EmailTest.run(
      """
      ```{abtest #plain}
      outcomes: [visit, spend]
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      ```

      ```{abtest #cuped}
      data: customers
      outcomes: [visit]
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      cuped: [history]
      ```
      """)
    func check(_ cell: String, _ key: String, _ expected: Double) {
      #expect(abs(result.number(cell, key) / expected - 1) < 1e-8, "\(cell) \(key)")
    }
    #expect(result.problems == [])
    check("plain", "[visit].difference", 0.045233106587052985)
    check("plain", "[visit].se", 0.003234462099090751)
    check("plain", "[visit].p", 3.1824031593349214e-44)
    check("plain", "[visit].chi2", 194.57964095303822)
    check("plain", "[visit].lift", 0.42605507026691014)
    check("cuped", "difference", 0.04509494235220496)
    check("cuped", "se", 0.0032279809009645444)
    check("cuped", "p", 2.988530657052129e-44)
    check("cuped", "variance-reduction[visit]", 0.004012499801281932)
  }
}
