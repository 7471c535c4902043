import Execution
import Testing

struct SimulateNieWagerDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate nie-wager #d}
      rows: 300
      setup: D
      features: 8
      ```
      ```{describe #t}
      columns: [_e]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 10)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_e]") == 300)
  }
}
