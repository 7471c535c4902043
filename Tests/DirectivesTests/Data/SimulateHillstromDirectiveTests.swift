import Execution
import Testing

struct SimulateHillstromDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate hillstrom #d}
      rows: 300
      ```
      ```{describe #t}
      columns: [_tau_womens]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 12)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_tau_womens]") == 300)
  }

  @Test func `one seed gives the same bytes, another others`() {
    func hash(_ seed: Int) -> ResultValue? {
      NotebookHarness("```{simulate hillstrom #d}\nrows: 50\nseed: \(seed)\n```\n")
        .value("d", "sha256")
    }
    #expect(hash(1) == hash(1))
    #expect(hash(1) != hash(2))
  }
}
