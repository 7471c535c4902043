import Execution
import Testing

struct SegmentTreeDirectiveTests {
  @Test func `segments are named by their rules and told by the other half`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        "```{segment tree #kind}\ndata: half.test\nmodel: tau\ndepth: 1\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 2000)])
    #expect(notebook.problems == [])
    #expect(notebook.number("kind", "segments") == 2)
    let result = try #require(notebook.outcome("kind")?.result)
    let rules = try #require(result.charts.first?.y.categories)
    #expect(rules[0].hasPrefix("x ≤ 0."))
    #expect(rules[1].hasPrefix("x > 0."))
    #expect(
      notebook.number("kind", "effect[\(rules[1])]")
        > notebook.number("kind", "effect[\(rules[0])]"))
    // Only the half on which the tree did not grow tells effects.
    #expect(
      notebook.number("kind", "rows[\(rules[0])]") + notebook.number("kind", "rows[\(rules[1])]")
        == 500)
    #expect(result.notes[0].hasPrefix("Grown on the predicted effects of 500 rows"))
  }
}
