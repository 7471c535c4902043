import Execution
import Testing

struct PlotDistributionDirectiveTests {
  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{plot distribution #spread}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv()])
  }

  @Test func `histograms hold nearly all rows, and the numbers are the column's`() throws {
    let notebook = run("scores: [tau, x]\nbins: 10")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("spread", "mean[x]") - 0.5) < 0.05)
    #expect(notebook.number("spread", "positive[x]") == 1)
    #expect(abs(notebook.number("spread", "q50[tau]") - 0.2) < 0.15)
    let chart = try #require(notebook.outcome("spread")?.result?.charts.first)
    for series in chart.series where series.name == "x" || series.name == "tau" {
      #expect(abs(series.y.reduce(0, +) - 1) < 0.02)
    }
  }

  @Test func `a constant column is one bar, an unknown one an error`() {
    #expect(run("scores: [one]").problems == [])
    #expect(run("scores: [nose]").problems == ["20: error – column.unknown"])
  }
}
