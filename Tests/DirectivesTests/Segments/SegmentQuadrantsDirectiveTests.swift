import Execution
import Testing

struct SegmentQuadrantsDirectiveTests {
  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{segment quadrants #types}
      data: trial
      treatment: arm
      control: none
      propensity: design
      \(keys)
      ```

      """, files: ["trial.csv": TrialFile.csv(rows: 4000)])
  }

  @Test func `bounds are those of the two shares`() throws {
    let notebook = run("outcome: buys")
    #expect(notebook.problems == [])
    let treated = notebook.number("types", "treated")
    let control = notebook.number("types", "control")
    #expect(abs(control - 0.2) < 0.04)
    #expect(abs(notebook.number("types", "ate") - (treated - control)) < 1e-12)
    #expect(
      abs(notebook.number("types", "low[persuadable]") - max(0, treated - control)) < 1e-12)
    #expect(
      abs(notebook.number("types", "high[persuadable]") - min(treated, 1 - control)) < 1e-12)
    #expect(
      abs(notebook.number("types", "high[sure thing]") - min(treated, control)) < 1e-12)
    let outer = try #require(notebook.interval("types", "ci[persuadable]"))
    #expect(outer.0 <= notebook.number("types", "low[persuadable]"))
    let result = try #require(notebook.outcome("types")?.result)
    #expect(result.charts.map(\.kind) == ["quadrants"])
    #expect(result.bindings.isEmpty, "nobody is labelled")
  }

  @Test func `levels give narrower bounds over all rows`() {
    let notebook = run("outcome: buys\nby: region")
    #expect(notebook.problems == [])
    #expect(notebook.number("types", "high[persuadable north]").isFinite)
    let low = notebook.number("types", "low[do not disturb by region]")
    #expect(low >= notebook.number("types", "low[do not disturb]") - 0.01)
    #expect(
      notebook.number("types", "high[sure thing by region]")
        <= notebook.number("types", "high[sure thing]") + 0.01)
  }

  @Test func `monotone effects are known shares`() {
    let notebook = run("outcome: buys\nmonotone: true")
    #expect(notebook.problems == [])
    #expect(
      notebook.number("types", "low[persuadable]") == notebook.number("types", "high[persuadable]"))
    #expect(notebook.number("types", "high[do not disturb]") == 0)
  }

  @Test func `an outcome that is not 0 or 1 is refused`() {
    #expect(run("outcome: y").problems == ["9: error – segment.notBinary"])
  }

  @Test func `a column of many values is refused`() {
    #expect(run("outcome: buys\nby: x").problems == ["10: error – segment.manyLevels"])
  }
}
