import Execution
import Testing

struct SimulateRetailHeroDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate retail-hero #d}
      rows: 300
      ```
      ```{describe #t}
      columns: [_tau]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 30)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_tau]") == 300)
  }

  @Test func `redemptions may go unrecorded`() {
    func missing(_ keys: String) -> Double {
      NotebookHarness(
        "```{simulate retail-hero #d}\nrows: 400\n\(keys)\n```\n```{describe #t}\n```\n"
      ).number("t", "missing[frd_transformed]")
    }
    #expect(missing("redeemed: true") > 20)
    #expect(missing("redeemed: false") == 0)
  }
}
