import Execution
import Testing

struct PlotImportanceDirectiveTests {
  @Test func `the most important feature stands first, and there is no table`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        "```{plot importance #drawn}\ndata: half.test\nmetric: shap\nrepeats: 8\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 1000)])
    #expect(notebook.problems == [])
    let result = try #require(notebook.outcome("drawn")?.result)
    #expect(result.tables.isEmpty)
    let chart = try #require(result.charts.first)
    #expect(notebook.value("drawn", "first") == .text("x"))
    #expect(chart.series.first?.name == "importance")
  }
}
