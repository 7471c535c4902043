import Execution
import Testing

struct InterpretProfileDirectiveTests {
  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{interpret profile #who}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 2000)])
  }

  @Test func `top and bottom fifths by a column are its tails`() throws {
    let notebook = run("scores: [x]\ncolumns: [x, noise, region]")
    #expect(notebook.problems == [])
    // x is uniform: 0.9 among the top fifth, 0.1 among the bottom.
    #expect(abs(notebook.number("who", "top[x]") - 0.9) < 0.03)
    #expect(abs(notebook.number("who", "bottom[x]") - 0.1) < 0.03)
    #expect(abs(notebook.number("who", "difference[x]") - 0.8) < 0.05)
    #expect(notebook.number("who", "difference.p[noise]") > 0.01)
    let shares =
      notebook.number("who", "top[region=north]") + notebook.number("who", "top[region=south]")
    #expect(abs(shares - 1) < 1e-12)
    #expect(notebook.number("who", "rows.top") == 200)
    // 0.6 against −0.2.
    let interval = try #require(notebook.interval("who", "effect.difference.ci"))
    #expect(interval.0 < 0.8 && 0.8 < interval.1)
    #expect(notebook.number("who", "effect.difference.p") < 0.001)
  }

  @Test func `a constant score has no ends`() {
    #expect(run("scores: [one]").problems == ["18: error – judge.impossible"])
  }
}
