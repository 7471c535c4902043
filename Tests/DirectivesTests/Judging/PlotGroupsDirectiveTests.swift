import Charts
import Execution
import Testing

struct PlotGroupsDirectiveTests {
  private func run(_ kind: String, _ keys: String = "scores: [tau]") -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{plot \(kind) #groups}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv()])
  }

  @Test func `deciles stand beside what was predicted`() throws {
    let notebook = run("deciles")
    #expect(notebook.problems == [])
    let result = try #require(notebook.outcome("groups")?.result)
    let chart = try #require(result.charts.first)
    #expect(chart.series.map(\.name) == ["found", "predicted"])
    #expect(chart.series[0].y.count == 10)
    #expect(chart.series[0].categories == (1...10).map(String.init))
    #expect(
      notebook.number("groups", "effect[tau 1]") > notebook.number("groups", "effect[tau 10]"))
    #expect(notebook.number("groups", "rows[tau 1]") == 60)
    #expect(result.tables.first?.rows.count == 10)
  }

  @Test func `calibration draws groups against the diagonal`() throws {
    let notebook = run("calibration", "scores: [tau]\ngroups: 5")
    #expect(notebook.problems == [])
    let chart = try #require(notebook.outcome("groups")?.result?.charts.first)
    #expect(chart.series[0].x.count == 5)
    #expect(abs(notebook.number("groups", "calibration[tau]") - 1) < 0.4)
  }

  @Test(arguments: [
    ("deciles", ["found", "predicted", "true"]), ("calibration", ["tau", "tau, true"]),
  ])
  func `the true effects stand beside where they are known`(_ kind: String, _ names: [String])
    throws
  {
    let notebook = run(kind, "scores: [tau]\ntruth: _tau")
    #expect(notebook.problems == [])
    let chart = try #require(notebook.outcome("groups")?.result?.charts.first)
    #expect(chart.series.map(\.name) == names)
    // Effects are x − 0.3 with x even on 0 to 1, so the best tenth has 0.65 on average.
    #expect(abs(notebook.number("groups", "truth[tau 1]") - 0.65) < 0.05)
    #expect(abs(notebook.number("groups", "truth[tau 10]") + 0.25) < 0.05)
  }

  @Test func `a column has no calibration`() {
    #expect(run("calibration", "scores: [x]").problems == ["20: error – judge.notAnEffect"])
  }

  @Test func `a score with ties gives fewer groups and says so`() {
    let notebook = run("deciles", "scores: [one]")
    #expect(notebook.problems == [])
    #expect(
      notebook.outcome("groups")?.result?.notes.first
        == "one has too many ties for 10 groups: rows of one score stay together.")
  }
}
