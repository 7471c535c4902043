import Execution
import Testing

struct PolicyBestShareDirectiveTests {
  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{policy best-share #reach}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 2400)])
  }

  @Test func `the peak of profit is where the effect meets the cost`() throws {
    let notebook = run("model: tau\ncost: 0.1")
    #expect(notebook.problems == [])
    let interval = try #require(notebook.interval("reach", "best.ci"))
    let best = notebook.number("reach", "best")
    // x − 0.3 ≥ 0.1 for six tenths.
    #expect(interval.0 <= best && best <= interval.1)
    #expect(interval.0 <= 0.6 && 0.6 <= interval.1)
    #expect(abs(notebook.number("reach", "share") - best) < 0.02)
    let result = try #require(notebook.outcome("reach")?.result)
    #expect(result.charts.map(\.kind) == ["best-share"])
    #expect(result.notes.contains { $0.contains("its height flatters") })
  }

  @Test func `choosing on the model's own rows warns`() {
    let notebook = NotebookHarness(
      TrialFile.notebook("```{policy best-share #reach}\ndata: half.train\n```"),
      files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems.contains { $0.hasSuffix("warning – judge.inSample") })
  }

  @Test func `a cost that nothing covers treats nobody`() {
    let notebook = run("model: tau\ncost: 30")
    #expect(notebook.problems == [])
    #expect(notebook.number("reach", "share") == 0)
  }

  @Test func `of several arms each row's best one counts`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        arms: "[mail, call]",
        """
        ```{policy best-share #reach}
        data: half.test
        cost: {mail: 0.1, call: 0.05}
        ```
        ```{value #worth}
        data: half.test
        policies: [reach, none]
        allow: in-sample
        ```
        """), files: ["trial.csv": TrialFile.csv(rows: 3000, arms: ["none", "mail", "call"])])
    #expect(notebook.problems == [])
    // Calling is worth 0.15 to everybody, mailing x − 0.4: the mail is better from x = 0.55 on.
    #expect(notebook.number("reach", "best") > 0.8)
    #expect(abs(notebook.number("reach", "share[mail]") - 0.45) < 0.15)
    let best = notebook.number("reach", "best.value")
    #expect(abs(best - notebook.number("worth", "gain[reach]")) < 1e-9)
    guard case .text(let rule)? = notebook.value("reach", "rule") else {
      Issue.record("no rule")
      return
    }
    #expect(rule.hasPrefix("The arm of mail, call with the highest revenue"))
  }

  @Test func `an arm that the model does not have is refused`() {
    #expect(run("arms: [letter]").problems == ["20: error – treatment.unknownLevel"])
  }
}
