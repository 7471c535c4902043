import Charts
import Execution
import TestSupport
import Testing

struct BalanceDirectiveTests {
  private func notebook(_ keys: String, _ csv: String) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{balance #b}\n\(keys)\n```\n", files: ["d.csv": csv])
  }
  /// Control ages 20, 30, 40 (mean 30, variance 100), treated 30, 40, 50 (mean 40, variance 100).
  private let small = "t,age,kind\n0,20,a\n0,30,a\n0,40,b\n1,30,a\n1,40,b\n1,50,b\n"

  @Test func `standardised differences by hand`() {
    let result = notebook("treatment: t\ncovariates: [age, kind]", small)
    #expect(abs(result.number("b", "smd[age]") - 1) < 1e-14)
    #expect(result.number("b", "variance-ratio[age]") == 1)
    #expect(abs(result.number("b", "ks[age]") - 1.0 / 3) < 1e-14)
    // Shares of b: 2/3 against 1/3, variances (n − 1) of 1/3 each.
    #expect(abs(result.number("b", "smd[kind[b]]") - 1 / 3.0.squareRoot()) < 1e-12)
    #expect(abs(result.number("b", "smd[kind[a]]") + 1 / 3.0.squareRoot()) < 1e-12)
    #expect(result.number("b", "imbalanced") == 3)
    #expect(result.number("b", "srm.chi2") == 0)
  }

  @Test func `the planned shares decide on the sizes`() {
    let csv = "t,x\n" + (0..<100).map { "\($0 < 30 ? 1 : 0),\($0 % 7)" }.joined(separator: "\n")
    let fair = notebook("treatment: t\ncovariates: [x]\nexpected: [0.7, 0.3]", csv)
    #expect(fair.number("b", "srm.chi2") == 0)
    #expect(fair.problems == [])
    let broken = notebook("treatment: t\ncovariates: [x]\nexpected: {0: 0.5, 1: 0.5}", csv)
    #expect(abs(broken.number("b", "srm.chi2") - 16) < 1e-12)
    #expect(broken.problems == ["6: warning – balance.sampleRatio"])
    let unplanned = notebook("treatment: t\ncovariates: [x]", csv)
    #expect(abs(unplanned.number("b", "srm.chi2") - 16) < 1e-12)
    #expect(unplanned.problems == [])
  }

  @Test func `without a plan the sizes raise no alarm`() throws {
    let csv = "t,x\n" + (0..<100).map { "\($0 < 30 ? 1 : 0),\($0 % 7)" }.joined(separator: "\n")
    let result = notebook("treatment: t\ncovariates: [x]", csv)
    #expect(abs(result.number("b", "srm.chi2") - 16) < 1e-12)
    #expect(result.problems == [])
    let found = try #require(result.outcome("b")?.result)
    #expect(found.notes.contains { $0.hasPrefix("No shares were planned: ") })
    let sizes = try #require(found.tables.first)
    #expect(sizes.columns.map(\.name).suffix(3) == ["equal rows", "share", "equal share"])
  }

  @Test func `propensities show the balance before and after weighting`() throws {
    // Half of the rows of x = 1 are treated, a fifth of those of x = 0.
    let csv =
      "t,x,e\n"
      + (0..<200).map { i in
        let x = i % 2
        return "\((i / 2) % 10 < (x == 1 ? 5 : 2) ? 1 : 0),\(x),\(x == 1 ? 0.5 : 0.2)"
      }.joined(separator: "\n")
    let result = notebook("treatment: t\ncovariates: [x]\npropensity: e", csv)
    #expect(result.problems == [])
    #expect(abs(result.number("b", "smd[x]")) < 1e-12)
    #expect(result.number("b", "overlap.outside") == 0)
    let found = try #require(result.outcome("b")?.result)
    #expect(found.charts.first?.series.count == 2)
    #expect(found.notes.contains { $0.hasPrefix("Weighted figures count each row") })
    let sure = csv.replacing("0.2", with: "0")
    #expect(
      notebook("treatment: t\ncovariates: [x]\npropensity: e", sure).problems
        == ["8: error – balance.badWeights"])
  }

  @Test func `several arms have figures of their own and a joint test`() throws {
    let csv =
      "g,x,z\n"
      + (0..<90).map { i in
        "\(["none", "a", "b"][i % 3]),\((i * 37) % 11 + (i % 3 == 1 ? 3 : 0)),\(i * i % 13)"
      }.joined(separator: "\n")
    let result = notebook("treatment: g\ncontrol: none\ncovariates: [x, z]", csv)
    #expect(result.problems == [])
    #expect(result.number("b", "[a].smd[x]") > 0.5)
    #expect(result.number("b", "smd[x]") == result.number("b", "[a].smd[x]"))
    #expect(result.number("b", "omnibus.df") == 4)
    #expect(result.number("b", "[b].omnibus.df") == 2)
    let items = try #require(result.outcome("b")?.result)
    #expect(items.tables.count == 3)
    #expect(items.charts.map(\.kind) == ["balance"])
  }

  @Test func `weights leave the denominator as it was`() {
    let csv = "t,x,w\n0,1,3\n0,3,1\n1,3,1\n1,5,1\n"
    let plain = notebook("treatment: t\ncovariates: [x]", csv)
    let weighted = notebook("treatment: t\ncovariates: [x]\nweights: w", csv)
    // Both variances are 2, so the denominator is √2; the weighted control mean is 1.5.
    #expect(abs(plain.number("b", "smd[x]") - 2 / 2.0.squareRoot()) < 1e-14)
    #expect(abs(weighted.number("b", "smd[x]") - 2.5 / 2.0.squareRoot()) < 1e-14)
    #expect(abs(weighted.number("b", "effective[0]") - 1.6) < 1e-14)
  }

  @Test func `a numeric treatment has correlations`() {
    let csv =
      "price,x,y\n"
      + (0..<20).map { "\($0),\(2 * $0 + $0 % 3),\($0 * $0 % 7)" }
      .joined(separator: "\n")
    let result = notebook("treatment: price\ncovariates: [x, y]", csv)
    #expect(result.problems == [])
    #expect(result.number("b", "correlation[x]") > 0.99)
    #expect(result.number("b", "imbalanced") >= 1)
    #expect(result.number("b", "omnibus.df") == 2)
    #expect(result.number("b", "omnibus.p") < 1e-6)
  }

  @Test func `missing covariates are counted by column`() {
    let csv = "t,x\n0,1\n0,\n0,4\n1,2\n1,3\n1,9\n"
    let result = notebook("treatment: t\ncovariates: [x]", csv)
    let notes = result.outcome("b")?.result?.notes ?? []
    #expect(notes.contains("1 row is left out of the comparison of “x”, which is missing there."))
  }

  @Test func `constant columns neither trap nor count as imbalance`() {
    let result = notebook(
      "treatment: t\ncovariates: [x, k]", "t,x,k\n0,1,a\n0,1,a\n1,1,a\n1,1,a\n")
    #expect(result.number("b", "smd[x]") == 0)
    #expect(result.number("b", "imbalanced") == 0)
    #expect(result.value("b", "variance-ratio[x]") == .missing)
  }

  @Test func `arms that a covariate tells apart have no overlap`() {
    let csv = "t,x\n" + (0..<40).map { "\($0 < 20 ? 0 : 1),\($0)" }.joined(separator: "\n")
    let result = notebook("treatment: t\ncovariates: [x]", csv)
    #expect(result.problems == ["6: warning – balance.separatedArms"])
  }

  @Test func `a column of names is left out`() {
    let csv = "t,who\n" + (0..<80).map { "\($0 % 2),p\($0)" }.joined(separator: "\n")
    let result = notebook("treatment: t\ncovariates: [who]", csv)
    #expect(result.problems == ["7: warning – balance.tooManyLevels"])
  }

  @Test(arguments: [
    ("treatment: t\nexpected: [1, 1, 1]", "7: error – balance.expectedShares"),
    ("treatment: t\nexpected: {0: 1, 2: 1}", "7: error – balance.expectedShares"),
    ("treatment: t\nexpected: {0: 1}", "7: error – balance.expectedShares"),
    ("treatment: t\nexpected: [0, 0]", "7: error – balance.expectedShares"),
    ("treatment: tt", "6: error – column.unknown"),
    ("treatment: t\ncovariates: [agee]", "7: error – column.unknown"),
    ("treatment: t\nweights: kind", "7: error – column.notNumeric"),
  ])
  func `what does not fit is said at its line`(keys: String, problem: String) {
    #expect(notebook(keys, small).problems == [problem])
  }

  @Test func `one row is not two arms`() {
    #expect(notebook("treatment: t", "t,x\n1,2\n").problems == ["6: error – treatment.constant"])
  }

  @Test(.needsData)
  func `the e-mail test was a fair draw`() {
    let result = EmailTest.run(
      """
      ```{balance #draw}
      treatment: segment
      control: No E-Mail
      covariates: \(EmailTest.covariates)
      expected: [1/3, 1/3, 1/3]
      ```
      """)
    func expectClose(_ key: String, _ value: Double, _ tolerance: Double = 1e-10) {
      #expect(abs(result.number("draw", key) / value - 1) < tolerance, "\(key)")
    }
    #expect(result.problems == [])
    expectClose("srm.chi2", 0.20253125)
    expectClose("srm.p", 0.9036929575604196)
    expectClose("[Womens E-Mail].smd[mens]", -0.008630731202832915)
    expectClose("[Womens E-Mail].ks[history]", 0.008670826848561963)
    expectClose("[Mens E-Mail].smd[zip_code[Rural]]", 0.01365900039927897)
    expectClose("[Mens E-Mail].variance-ratio[history]", 1.0611783009529485)
    expectClose("[Womens E-Mail].omnibus.p", 0.9201732988024595, 1e-6)
    #expect(result.number("draw", "omnibus.df") == 18)
    #expect(result.number("draw", "imbalanced") == 0)
  }
}
