import Execution
import TestSupport
import Testing

struct EstimateOLSDirectiveTests {
  private func notebook(_ keys: String, _ csv: String) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{estimate ols #e}\n\(keys)\n```\n",
      files: ["d.csv": csv])
  }
  private let line = "y,x,k\n1,0,a\n3,1,a\n4,2,b\n8,3,b\n9,4,c\n11,5,c\n"

  @Test func `a line through points by hand`() {
    // x̄ = 2.5, ȳ = 6, Sxx = 17.5, Sxy = 36: slope 36/17.5, RSS = 76 − 36²/17.5.
    let result = notebook("formula: y ~ x\ncovariance: classical", line)
    #expect(result.problems == [])
    let slope = 36 / 17.5
    let variance = (76 - 36 * slope) / 4
    #expect(abs(result.number("e", "coef[x]") - slope) < 1e-13)
    #expect(abs(result.number("e", "se[x]") - (variance / 17.5).squareRoot()) < 1e-13)
    #expect(abs(result.number("e", "coef[intercept]") - (6 - 2.5 * slope)) < 1e-13)
    #expect(abs(result.number("e", "r2") - 36 * slope / 76) < 1e-13)
    #expect(result.number("e", "df") == 4)
    // One slope: F is the square of t.
    let t = result.number("e", "t[x]")
    #expect(abs(result.number("e", "f") - t * t) < 1e-9 * t * t)
  }

  @Test func `a category has a coefficient for each level against the first`() {
    let result = notebook("formula: y ~ k", line)
    #expect(abs(result.number("e", "coef[intercept]") - 2) < 1e-13)
    #expect(abs(result.number("e", "coef[k[b]]") - 4) < 1e-13)
    #expect(abs(result.number("e", "coef[k[c]]") - 8) < 1e-13)
    #expect(
      result.outcome("e")?.result?.notes == ["Coefficients of “k” are against “a”."])
  }

  @Test func `terms are named as the formula has them`() throws {
    let csv =
      "y,x,k\n"
      + (0..<24).map { "\($0 * $0 % 11),\($0 % 5),\(["a", "b", "c"][$0 % 3])" }
      .joined(separator: "\n")
    let result = notebook("formula: y ~ 0 + C(k) + I(x**2) + x:C(k)", csv)
    let table = try #require(result.outcome("e")?.result?.tables.first)
    let names = table.rows.compactMap { row -> String? in
      if case .text(let name) = row[0] { return name }
      return nil
    }
    #expect(names == ["k[a]", "k[b]", "k[c]", "I(x**2)", "x:k[a]", "x:k[b]", "x:k[c]"])
  }

  @Test func `a treatment with controls gives the effect of each arm`() {
    let csv =
      "g,x,y\n"
      + (0..<30).map { i in
        let arm = ["none", "a", "b"][i % 3]
        let x = i * i % 7
        let effect = ["none": 0, "a": 2, "b": -1][arm] ?? 0
        return "\(arm),\(x),\(10 + effect + 3 * x)"
      }.joined(separator: "\n")
    let result = notebook("outcome: y\ntreatment: g\ncontrol: none\ncontrols: [x]", csv)
    #expect(result.problems == [])
    #expect(abs(result.number("e", "[a].ate") - 2) < 1e-12)
    #expect(abs(result.number("e", "[b].ate") + 1) < 1e-12)
    #expect(abs(result.number("e", "coef[g[a]]") - 2) < 1e-12)
    #expect(abs(result.number("e", "coef[x]") - 3) < 1e-12)
  }

  @Test func `a numeric treatment has its slope as effect`() {
    let result = notebook("outcome: y\ntreatment: x", line)
    #expect(abs(result.number("e", "ate") - 36 / 17.5) < 1e-13)
  }

  @Test func `clusters of one row agree with the robust error but for its factor`() {
    let csv = "y,x,id\n" + (0..<12).map { "\($0 * $0 % 5),\($0 % 4),\($0)" }.joined(separator: "\n")
    let robust = notebook("formula: y ~ x\ncovariance: HC0", csv)
    let cluster = notebook("formula: y ~ x\ncluster: id", csv)
    let factor = (12.0 / 11 * 11 / 10).squareRoot()
    let ratio = cluster.number("e", "se[x]") / robust.number("e", "se[x]")
    #expect(abs(ratio - factor) < 1e-12)
  }

  @Test func `a column that others explain is left out and named`() {
    let csv = "y,x,z,one\n1,1,2,5\n3,2,4,5\n4,3,6,5\n9,4,8,5\n"
    let result = notebook("formula: y ~ x + z + one", csv)
    #expect(result.problems == ["6: warning – estimate.dependentColumns"])
    #expect(result.number("e", "r2") > 0.8)
  }

  @Test func `rows that miss a value are left out and counted`() {
    let result = notebook("formula: y ~ x", "y,x\n1,1\n3,2\n4,\n9,4\n,5\n7,6\n")
    #expect(result.number("e", "rows") == 4)
    #expect(
      result.outcome("e")?.result?.notes == [
        "2 rows with a missing variable of the model left out."
      ])
  }

  @Test(arguments: [
    ("formula: y x", "6: error – formula.syntax"),
    ("formula: y ~ f(x)", "6: error – formula.syntax"),
    ("formula: y ~ z", "6: error – column.unknown"),
    ("formula: k ~ x", "6: error – column.notNumeric"),
    ("formula: y ~ I(k**2)", "6: error – column.notNumeric"),
    ("outcome: y", "5: error – estimate.olsModel"),
    ("formula: y ~ x\noutcome: y", "6: error – estimate.olsModel"),
    ("formula: y ~ x\ncovariance: cluster", "7: error – estimate.olsModel"),
    ("formula: y ~ x\ncovariance: HC7", "7: error – key.unknownChoice"),
    ("outcome: y\ntreatment: k", "7: error – treatment.missingControl"),
  ])
  func `a model that cannot be fitted is said at its line`(keys: String, problem: String) {
    #expect(notebook(keys, line).problems == [problem])
  }

  @Test func `one row is not a regression`() {
    #expect(
      notebook("formula: y ~ x", "y,x\n1,2\n,3\n").problems == ["6: error – treatment.tinyArm"])
  }

  @Test(.needsData)
  func `the adjusted effect of the women's e-mail is the published one`() {
    let result = EmailTest.run(
      """
      ```{estimate ols #e}
      \(EmailTest.visits)
      controls: \(EmailTest.covariates)
      covariance: HC1
      ```
      """)
    #expect(abs(result.number("e", "ate") / 0.04540911645817543 - 1) < 1e-10)
    #expect(abs(result.number("e", "ate.se") / 0.0031915059136738673 - 1) < 1e-10)
    #expect(abs((result.interval("e", "ate.ci")?.0 ?? 0) / 0.03915387981092805 - 1) < 1e-9)
    #expect(abs(result.number("e", "r2") / 0.030455964554270354 - 1) < 1e-10)
    #expect(abs(result.number("e", "coef[intercept]") / 0.1019482872228714 - 1) < 1e-10)
  }
}
