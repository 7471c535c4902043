import Execution
import TestSupport
import Testing

struct EstimateDoseDirectiveTests {
  /// Thirty rows at each of the doses 0, 1, 2; outcomes 1, 2 and 6 on average, and a rare dose 9.
  private static let csv: String = {
    var lines = ["y,dose,age"]
    for row in 0..<90 {
      let dose = row % 3
      let noise = (row / 3) % 2 == 0 ? 1 : -1
      lines.append("\([1, 2, 6][dose] + noise),\(dose),\(row / 30)")
    }
    return (lines + ["50,9,1", ",1,2", "4,,2"]).joined(separator: "\n") + "\n"
  }()

  private func notebook(_ keys: String, after cells: String = "") -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{estimate dose #e}\noutcome: y\ntreatment: dose\n\(keys)\n```\n\(cells)",
      files: ["d.csv": Self.csv])
  }

  @Test func `each level has its mean and contrast, and the line its test`() {
    let result = notebook("covariance: classical")
    #expect(result.problems == [])
    #expect(abs(result.number("e", "mean[2]") - 6) < 1e-12)
    #expect(abs(result.number("e", "effect[2]") - 5) < 1e-12)
    #expect(abs(result.number("e", "slope") - 2.5) < 1e-12)
    // RSS of levels 90 on 87; of the line 30·(1² + 2²·… ): means depart by ½, −1, ½ of it.
    let gain = 30 * (0.25 + 1 + 0.25)
    #expect(abs(result.number("e", "lack-of-fit.f") - gain / (90.0 / 87)) < 1e-9)
    #expect(result.number("e", "lack-of-fit.df") == 1)
    #expect(result.number("e", "rows") == 90)
    let notes = result.outcome("e")?.result?.notes ?? []
    #expect(notes.contains("2 rows with a missing outcome, dose or covariate left out."))
    #expect(notes.contains("1 level with fewer than 20 rows left out, 1 row in all: 9."))
  }

  @Test func `the baseline can be any level`() {
    let result = notebook("baseline: 1")
    #expect(abs(result.number("e", "effect[0]") + 1) < 1e-12)
    #expect(result.value("e", "baseline") == .text("1"))
  }

  @Test func `the result is a frame for a table or a line`() {
    let result = notebook("", after: "\n```{describe #s}\ndata: e\ncolumns: [mean, line]\n```\n")
    #expect(result.problems == [])
    #expect(result.number("s", "count[mean]") == 3)
  }

  @Test func `a balanced covariate moves no contrast`() {
    let result = notebook("adjust: [age]")
    #expect(abs(result.number("e", "effect[2]") - 5) < 1e-12)
  }

  @Test func `bins have their edges as names`() {
    let result = notebook("bins: [0, 2, 9]")
    #expect(result.problems == [])
    #expect(abs(result.number("e", "mean[0 to 2]") - 1.5) < 1e-12)
    #expect(result.number("e", "rows[2 to 9]") == 31)
  }

  @Test(arguments: [
    ("baseline: 7", "8: error – estimate.doseLevels"),
    ("levels: [0]", "7: error – estimate.doseLevels"),
    ("min-rows: 50", "7: error – estimate.doseLevels"),
    ("levels: [0, 1]\nbins: 3", "9: error – estimate.doseLevels"),
    ("adjust: [size]", "8: error – column.unknown"),
  ])
  func `levels that cannot be compared are said at their line`(keys: String, problem: String) {
    #expect(notebook(keys).problems == [problem])
  }

  @Test(.needsData)
  func `the discount experiment is not a line`() {
    let result = NotebookHarness(
      """
      ```{load #d}
      source: discount_random.csv
      ```
      ```{estimate dose #e}
      outcome: profit
      treatment: discount
      ```
      """, data: SharedData.dataFolder)
    #expect(abs(result.number("e", "lack-of-fit.f") - 30.25) < 0.005)
    #expect(result.number("e", "lack-of-fit.df") == 18)
    #expect(abs(result.number("e", "lack-of-fit.p") / 3e-98 - 1) < 0.2)
    #expect(abs(result.number("e", "mean[0]") - 55.7687) < 5e-5)
    #expect(result.number("e", "rows[0]") == 868)
  }
}
