import Execution
import Testing

struct SimulateKunzelDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate kunzel #d}
      rows: 300
      setup: 4
      ```
      ```{describe #t}
      columns: [_mu1]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 7)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_mu1]") == 300)
  }

  @Test func `a wrong setup is located`() {
    let notebook = NotebookHarness("```{simulate kunzel #d}\nsetup: 7\n```\n")
    #expect(notebook.problems == ["2: error – key.outOfRange"])
  }
}
