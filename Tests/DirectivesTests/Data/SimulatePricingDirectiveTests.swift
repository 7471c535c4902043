import Execution
import Testing

struct SimulatePricingDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate pricing #d}
      rows: 300
      ```
      ```{describe #t}
      columns: [_elasticity]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 11)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_elasticity]") == 300)
  }

  @Test func `noise is added to demand alone`() {
    let text = """
      ```{simulate pricing #d}
      rows: 300
      NOISE
      ```
      ```{transform #e}
      steps:
        - derive: {gap: demand - _gamma * price - _beta}
      ```
      ```{describe #t}
      columns: [gap]
      ```

      """
    func sd(_ key: String) -> Double {
      let parts = text.split(separator: "NOISE", omittingEmptySubsequences: false)
      return NotebookHarness(parts.joined(separator: key)).number("t", "sd[gap]")
    }
    #expect(sd("noise: 0") < 1e-12)
    #expect(abs(sd("noise: 2") - 2) < 0.4)
  }
}
