import Execution
import Testing

/// Rules over the slope of an amount.
struct SlopeRuleTests {
  @Test func `a rule over a slope says whom, and leaves the worth to value`() throws {
    let notebook = NotebookHarness(
      """
      ```{load #d}
      source: doses.csv
      ```

      ```{fit linear-dml #slope}
      data: d
      outcome: profit
      treatment: dose
      features: [x]
      models: linear
      ```

      ```{policy threshold #rule}
      data: d
      model: slope
      when: tau > 0
      ```
      """, files: ["doses.csv": DoseFile.csv()])
    #expect(notebook.problems == [])
    // The slope is x − 0.3 with x uniform: seven tenths are above zero.
    #expect(abs(notebook.number("rule", "share") - 0.7) < 0.1)
    let result = try #require(notebook.outcome("rule")?.result)
    #expect(result.notes.contains { $0.contains("whom, not how much") })
    #expect(result.values["value"] == nil)
  }
}
