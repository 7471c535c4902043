import Execution
import Testing

struct PolicyTreeDirectiveTests {
  private func run(_ cells: String, arms: String = "[mail]", levels: [String] = ["none", "mail"])
    -> NotebookHarness
  {
    NotebookHarness(
      TrialFile.notebook(arms: arms, cells),
      files: ["trial.csv": TrialFile.csv(rows: 1800, arms: levels)])
  }

  @Test func `a tree finds the cut and says it in words`() throws {
    let notebook = run("```{policy tree #rule}\ndata: half.train\ndepth: 1\n```")
    #expect(notebook.problems == [])
    guard case .text(let rule)? = notebook.value("rule", "rule") else {
      Issue.record("no rule")
      return
    }
    #expect(rule.hasPrefix("none where x ≤ 0."))
    #expect(rule.contains("; mail where x > 0."))
    #expect(notebook.outcome("rule")?.result?.charts.map(\.kind) == ["policy-tree"])
    let deeper = run("```{policy tree #rule}\ndata: half.train\ndepth: 2\n```")
    #expect(deeper.number("rule", "value") >= notebook.number("rule", "value") - 1e-12)
    let flat = run("```{policy tree #rule}\ndata: half.train\ndepth: 0\n```")
    #expect(flat.value("rule", "rule") == .text("mail for everybody."))
  }

  @Test func `the best arm may be none, and its value can be told on other rows`() {
    let notebook = run(
      """
      ```{policy best-arm #best}
      data: half.train
      cost: {mail: 0.1, call: 0.05}
      ```
      ```{value #worth}
      data: half.test
      policies: [best, mail, call, none]
      ```
      """, arms: "[mail, call]", levels: ["none", "mail", "call"])
    #expect(notebook.problems == [])
    let shares = ["none", "mail", "call"].map { notebook.number("best", "share[\($0)]") }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    #expect(shares[1] > 0.2 && shares[2] > 0.2)
    #expect(notebook.number("worth", "gain[best]") > notebook.number("worth", "gain[mail]"))
  }

  @Test func `a deep tree of many rows is refused with the mend`() {
    let notebook = NotebookHarness(
      TrialFile.notebook("```{policy tree #rule}\ndata: half.train\ndepth: 3\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 4200)])
    #expect(notebook.problems == ["20: error – policy.deepTree"])
  }

  @Test func `profit peaks at a share, with the shares that cannot be told from it`() throws {
    let notebook = run(
      "```{plot profit #earned}\ndata: half.test\nscores: [tau, noise]\ncost: 0.1\n```")
    #expect(notebook.problems == [])
    let best = notebook.number("earned", "best[tau]")
    let interval = try #require(notebook.interval("earned", "best.ci[tau]"))
    #expect(interval.0 <= best && best <= interval.1)
    #expect(interval.0 < 0.6 && interval.1 > 0.6, "x − 0.3 − 0.1 is positive for six tenths")
    #expect(
      notebook.outcome("earned")?.result?.charts.first?.series.map(\.name) == [
        "tau", "noise", "random",
      ])
  }
}
