import Execution
import Testing

struct SimulateCampaignDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate campaign #d}
      rows: 300
      ```
      ```{describe #t}
      columns: [_tau]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 16)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_tau]") == 300)
  }

  @Test func `the effect may vary with income`() {
    func sd(_ effect: String) -> Double {
      NotebookHarness(
        "```{simulate campaign #d}\nrows: 300\neffect: \(effect)\n```\n"
          + "```{describe #t}\ncolumns: [_tau]\n```\n"
      ).number("t", "sd[_tau]")
    }
    #expect(sd("constant") < 1e-15)
    #expect(sd("income") > 0.05)
  }
}
