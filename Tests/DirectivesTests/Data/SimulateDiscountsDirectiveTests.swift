import Execution
import Testing

struct SimulateDiscountsDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate discounts #d}
      rows: 300
      assignment: random
      ```
      ```{describe #t}
      columns: [_slope]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 43)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_slope]") == 300)
  }

  @Test func `the targeted regime also has the prediction`() {
    let notebook = NotebookHarness("```{simulate discounts #d}\nrows: 100\n```\n")
    #expect(notebook.number("d", "columns") == 45)
  }
}
