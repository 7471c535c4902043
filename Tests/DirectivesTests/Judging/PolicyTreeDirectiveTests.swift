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

  @Test func `a deep tree of many splits is refused with a step that would do`() {
    func deep(_ step: String) -> NotebookHarness {
      NotebookHarness(
        """
        ```{load #trial}
        source: trial.csv
        ```
        ```{policy tree #rule}
        rewards: {none: one, mail: y}
        features: [x, noise, y, _tau]
        depth: 3
        \(step)
        ```
        """, files: ["trial.csv": TrialFile.csv(rows: 9000)])
    }
    let refused = deep("")
    #expect(refused.problems == ["7: error – policy.deepTree"])
    #expect(refused.messages[0].contains("step: 10, which tries fewer splits"))
    #expect(deep("step: 1500").problems == [])
  }

  @Test func `the tree asks about its features alone, gaps in others do not matter`() {
    let csv = TrialFile.csv(rows: 1200).split(separator: "\n").enumerated().map { index, line in
      // Another feature of the model, with a gap in every ninth row.
      line + (index == 0 ? ",age" : index % 9 == 0 ? "," : ",\(index % 50)")
    }.joined(separator: "\n")
    func tree(_ features: String) -> NotebookHarness {
      NotebookHarness(
        """
        ```{load #trial}
        source: trial.csv
        ```
        ```{fit t-learner #tau}
        outcome: y
        treatment: arm
        control: none
        features: [x, age]
        propensity: design
        models: {boosting: {trees: 10, depth: 2}}
        ```
        ```{policy tree #rule}
        \(features)
        depth: 1
        models: {boosting: {trees: 10, depth: 2}}
        ```
        """, files: ["trial.csv": csv])
    }
    let gappy = tree("")
    #expect(gappy.problems == ["12: error – policy.gappyTree"])
    #expect(gappy.messages[0].contains("leave it out with features:"))
    let mended = tree("features: [x, one]")
    #expect(mended.problems == [])
    guard case .text(let rule)? = mended.value("rule", "rule") else {
      Issue.record("no rule")
      return
    }
    #expect(rule.hasPrefix("none where x ≤ 0."))
    #expect(rule.count < 50, "short thresholds: \(rule)")
  }

  @Test func `a column of two values is named by the value that is meant`() {
    let notebook = run(
      """
      ```{transform #warmed}
      data: half.train
      steps:
        - derive: {warm: x > 0.35}
      ```
      ```{policy tree #rule}
      data: warmed
      features: [warm]
      depth: 1
      ```
      """)
    #expect(notebook.problems == [])
    #expect(notebook.value("rule", "rule") == .text("none where warm = 0; mail where warm = 1."))
  }

  @Test func `a tree learned from rewards is valued on other rows`() {
    let notebook = NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{transform #rewarded}
      steps:
        - derive: {mailed: 1 + _tau, left: 1 + 0 * x}
      ```
      ```{split #half}
      data: rewarded
      test: 0.5
      ```
      ```{policy tree #rule}
      data: half.train
      rewards: {none: left, mail: mailed}
      features: [x, region]
      depth: 1
      cost: 0.1
      ```
      ```{value #worth}
      data: half.test
      policies: [rule, mail, none]
      outcome: y
      treatment: arm
      propensity: design
      repeats: 3
      ```
      """, files: ["trial.csv": TrialFile.csv(rows: 1800)])
    #expect(notebook.problems == [])
    // 1 + x − 0.3 less the cost of 0.1 beats 1 from x = 0.4 on.
    #expect(abs(notebook.number("rule", "share") - 0.6) < 0.05)
    #expect(abs(notebook.number("rule", "value") - 1.18) < 0.03)
    #expect(
      abs(
        notebook.number("rule", "value.sum") / notebook.number("rule", "rows")
          - notebook.number("rule", "value")) < 1e-9)
    #expect(abs(notebook.number("worth", "share[rule]") - 0.6) < 0.06)
    #expect(notebook.number("worth", "gain[rule]") > notebook.number("worth", "gain[mail]"))
    #expect(notebook.number("worth", "gain.splits.mean[rule]") > 0.05)
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
