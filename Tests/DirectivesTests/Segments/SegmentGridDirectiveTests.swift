import Execution
import Testing

struct SegmentGridDirectiveTests {
  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{segment grid #cells}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv()])
  }

  @Test func `cells are named by effect and baseline`() {
    let notebook = run("model: tau")
    #expect(notebook.problems == [])
    #expect(notebook.number("cells", "segments") == 4)
    let high = notebook.number("cells", "effect[effect high, baseline high]")
    let low = notebook.number("cells", "effect[effect low, baseline high]")
    #expect(high > low)
    let rows = ["high", "low"].flatMap { a in
      ["high", "low"].map { notebook.number("cells", "rows[effect \(a), baseline \($0)]") }
    }
    #expect(rows.reduce(0, +) == 600)
  }

  @Test func `a column may be the baseline, with its own number of groups`() {
    let notebook = run("model: tau\nbaseline: noise\ngroups: [2, 3]")
    #expect(notebook.problems == [])
    #expect(notebook.number("cells", "segments") == 6)
    #expect(
      notebook.number("cells", "rows[effect high, baseline middle]") > 60)
  }

  @Test func `three numbers are too many`() {
    #expect(run("groups: [2, 3, 4]").problems == ["20: error – segment.groups"])
  }
}
