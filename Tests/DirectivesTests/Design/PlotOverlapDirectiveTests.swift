import Charts
import Execution
import Testing

struct PlotOverlapDirectiveTests {
  private let rows =
    "t,x,e\n"
    + (0..<100).map { "\($0 % 2),\($0 * 7 % 13 + $0 % 2),\($0 % 2 == 0 ? 0.05 : 0.5)" }
    .joined(separator: "\n") + "\n"

  private func notebook(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n```{plot overlap #o}\ntreatment: t\n\(keys)\n```\n",
      files: ["d.csv": rows])
  }

  @Test func `a column of propensities by hand`() throws {
    let result = notebook("propensity: e\nbins: 10")
    #expect(result.problems == [])
    #expect(result.number("o", "outside") == 0.5)
    #expect(result.number("o", "[1].outside.control") == 1)
    #expect(result.number("o", "[1].outside.treated") == 0)
    let chart = try #require(result.outcome("o")?.result?.charts.first)
    #expect(chart.kind == "overlap")
  }

  @Test func `controls give propensities around the share of the treated`() {
    let result = notebook("controls: [x]")
    #expect(result.problems == [])
    #expect(result.number("o", "outside") == 0)
    #expect(result.number("o", "[1].min") > 0.2)
    #expect(result.number("o", "[1].max") < 0.8)
  }

  @Test(arguments: [
    ("bins: 10", "4: error – plot.overlap"),
    ("propensity: e\ncontrols: [x]", "4: error – plot.overlap"),
    ("propensity: x", "6: error – plot.overlap"),
    ("controls: [t]", "6: error – estimate.propensityModel"),
    ("controls: [z]", "6: error – column.unknown"),
  ])
  func `what cannot be drawn is said at its line`(keys: String, problem: String) {
    #expect(notebook(keys).problems == [problem])
  }
}
