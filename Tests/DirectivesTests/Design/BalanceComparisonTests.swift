import Execution
import TestSupport
import Testing

/// `balance` with `assigned:` and `frames:`, and the drivers of its omnibus test.
struct BalanceComparisonTests {
  private func notebook(_ keys: String, rows: String, more: [String: String] = [:])
    -> NotebookHarness
  {
    var cells = "```{load #d}\nsource: d.csv\n```\n"
    for name in more.keys.sorted() {
      cells += "```{load #\(name)}\nsource: \(name).csv\n```\n"
    }
    var files = ["d.csv": rows]
    for (name, content) in more { files["\(name).csv"] = content }
    return NotebookHarness(cells + "```{balance #b}\n\(keys)\n```\n", files: files)
  }

  /// 80 controls and 60 treated that are left.
  private let kept =
    "t,x\n" + (0..<140).map { "\($0 < 80 ? 0 : 1),\($0 * 7 % 11)" }.joined(separator: "\n") + "\n"

  @Test func `retention by hand`() throws {
    let result = notebook(
      "data: d\ntreatment: t\ncovariates: [x]\nexpected: [80, 60]\nassigned: {0: 100, 1: 100}",
      rows: kept)
    #expect(result.problems == ["9: warning – balance.retention"])
    let known = notebook(
      "data: d\ntreatment: t\nexpected: [80, 60]\nassigned: {0: 100, 1: 100}\nallow: attrition",
      rows: kept)
    #expect(known.problems == [])
    #expect(result.number("b", "retention[0]") == 0.8)
    #expect(abs(result.number("b", "retention.difference") + 0.2) < 1e-15)
    // Pooled share 0.7: z² = 0.04/(0.21·2/100).
    #expect(abs(result.number("b", "retention.chi2") - 0.04 / (0.21 * 0.02)) < 1e-12)
    let error = (0.8 * 0.2 / 100 + 0.6 * 0.4 / 100).squareRoot()
    #expect(abs(result.number("b", "retention.difference.se") - error) < 1e-15)
  }

  @Test func `who was assigned can be a frame`() {
    let assigned = "t\n" + (0..<200).map { "\($0 % 2)" }.joined(separator: "\n") + "\n"
    let result = notebook(
      "data: d\ntreatment: t\ncovariates: [x]\nexpected: [80, 60]\nassigned: everyone", rows: kept,
      more: ["everyone": assigned])
    #expect(result.number("b", "assigned[1]") == 100)
    #expect(result.number("b", "retention[1]") == 0.6)
  }

  @Test func `nobody lost is no difference`() {
    let result = notebook(
      "data: d\ntreatment: t\ncovariates: [x]\nexpected: [80, 60]\nassigned: {0: 80, 1: 60}",
      rows: kept)
    #expect(result.problems == [])
    #expect(result.number("b", "retention.p") == 1)
  }

  @Test(arguments: [
    ("assigned: {0: 100, 2: 100}", "7: error – balance.assigned"),
    ("assigned: {0: 100}", "7: error – balance.assigned"),
    ("assigned: {0: 100, 1: 50}", "7: error – balance.assigned"),
    ("assigned: nobody", "7: error – name.unknown"),
    ("frames: [d, d]", "7: error – balance.what"),
  ])
  func `counts that cannot be are refused`(key: String, problem: String) {
    #expect(notebook("data: d\ntreatment: t\n\(key)", rows: kept).problems.contains(problem))
  }

  @Test func `neither arms nor frames is refused`() {
    #expect(notebook("data: d", rows: kept).problems == ["4: error – balance.what"])
    #expect(notebook("frames: [d]", rows: kept).problems == ["5: error – balance.what"])
  }

  @Test func `frames differ by range, level and mean`() {
    let first = "x,k\n0,a\n1,a\n2,b\n3,b\n"
    let second = "x,k\n2,a\n3,c\n4,b\n5,b\n"
    let result = notebook("frames: [d, later]", rows: first, more: ["later": second])
    #expect(result.problems == [])
    // Means 1.5 and 3.5, variances 5/3 each.
    #expect(abs(result.number("b", "smd[x]") - 2 / (5.0 / 3).squareRoot()) < 1e-12)
    #expect(result.number("b", "ks[x]") == 0.5)
    #expect(result.number("b", "outside[x]") == 0.5)
    #expect(result.number("b", "outside[k[c]]") == 0.25)
    #expect(result.number("b", "outside.any") == 0.75)
    #expect(result.outcome("b")?.result?.charts.map(\.kind) == ["balance"])
  }

  @Test func `covariates that predict the arm are named`() throws {
    let rows =
      "t,x,z\n"
      + (0..<200).map { "\($0 % 2),\($0 * 13 % 17 + 6 * ($0 % 2)),\($0 * $0 % 19)" }
      .joined(separator: "\n") + "\n"
    let result = notebook("data: d\ntreatment: t\ncovariates: [z, x]", rows: rows)
    #expect(result.number("b", "omnibus.p") < 1e-6)
    #expect(result.number("b", "omnibus.permutation.p") == 0.001)
    let outcome = try #require(result.outcome("b")?.result)
    let verdict = outcome.items.compactMap { item -> String? in
      if case .verdict(let text) = item { text } else { nil }
    }
    #expect(verdict.first?.contains("most of all x (z") == true)
  }

  @Test func `a covariate that gives the arm away is named`() {
    let rows =
      "t,x,z\n"
      + (0..<60).map { "\($0 % 2),\($0 % 2 * 10 + $0 % 7),\($0 * 3 % 5)" }
      .joined(separator: "\n") + "\n"
    let result = notebook("data: d\ntreatment: t\ncovariates: [z, x]", rows: rows)
    #expect(result.problems == ["6: warning – balance.separatedArms"])
    #expect(result.messages.first?.contains("by “x”") == true)
  }
}
