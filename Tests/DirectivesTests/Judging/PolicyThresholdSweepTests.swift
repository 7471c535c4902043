import Execution
import Testing

struct PolicyThresholdSweepTests {
  @Test func `a threshold is swept, and its share told by segment`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{policy threshold #rule}
        data: half.train
        by: region
        cost: 0.2
        sweep: {revenue: [4, 1]}
        ```
        """), files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems == [])
    #expect(notebook.number("rule", "[4].share") > notebook.number("rule", "[1].share"))
    let north = notebook.number("rule", "[1].share.by[north]")
    let south = notebook.number("rule", "[1].share.by[south]")
    let share = notebook.number("rule", "[1].share")
    #expect(min(north, south) <= share && share <= max(north, south))
    let result = try #require(notebook.outcome("rule")?.result)
    #expect(result.bindings.map(\.name) == ["rule[4]", "rule", "rule[1]"])
    #expect(result.tables.first?.rows.count == 2)
  }

  @Test func `rewards in columns need no model`() throws {
    var lines = ["x,stay,go"]
    for x in 0..<20 { lines.append("\(x),0,\(x < 7 ? -1 : 2)") }
    let notebook = NotebookHarness(
      """
      ```{load #table}
      source: table.csv
      ```
      ```{policy tree #rule}
      data: table
      features: [x]
      rewards: {stay: stay, go: go}
      depth: 1
      ```

      """, files: ["table.csv": lines.joined(separator: "\n") + "\n"])
    #expect(notebook.problems == [])
    #expect(notebook.number("rule", "value.sum") == 26)
    #expect(notebook.value("rule", "rule") == .text("stay where x ≤ 6; go where x > 6."))
    #expect(notebook.number("rule", "share[go]") == 0.65)
  }
}
