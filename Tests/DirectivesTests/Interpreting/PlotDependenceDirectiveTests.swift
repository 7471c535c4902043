import Execution
import Testing

struct PlotDependenceDirectiveTests {
  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{plot dependence #drawn}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 1000)])
  }

  @Test func `one chart without a table`() throws {
    let notebook = run("x: x\npoints: 5\ngroups: 3")
    #expect(notebook.problems == [])
    let result = try #require(notebook.outcome("drawn")?.result)
    #expect(result.tables.isEmpty)
    let chart = try #require(result.charts.first)
    #expect(chart.series.first { $0.name == "predicted" }?.y.count == 5)
    #expect(chart.series.first { $0.name == "found" }?.y.count == 3)
  }

  @Test func `a column that is not there is found before anything runs`() {
    #expect(run("x: age").problems == ["20: error – column.unknown"])
  }
}
