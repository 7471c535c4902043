import Execution
import Testing

struct PlotTreeDirectiveTests {
  @Test func `the drawing and the values are those of interpret, without its table`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{interpret tree #told}
        data: half.test
        depth: 1
        ```
        ```{plot tree #drawn}
        data: half.test
        depth: 1
        ```
        """), files: ["trial.csv": TrialFile.csv(rows: 1000)])
    #expect(notebook.problems == [])
    let told = try #require(notebook.outcome("told")?.result)
    let drawn = try #require(notebook.outcome("drawn")?.result)
    #expect(drawn.tables.isEmpty && !told.tables.isEmpty)
    #expect(drawn.charts == told.charts)
    #expect(notebook.number("drawn", "ate") == notebook.number("told", "ate"))
    #expect(notebook.value("drawn", "leaf.highest") == notebook.value("told", "leaf.highest"))
  }
}
