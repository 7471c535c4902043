import Execution
import Testing

struct PolicyThresholdDirectiveTests {
  private func run(
    _ keys: String, arms: String = "[mail]", file: String = TrialFile.csv()
  ) -> NotebookHarness {
    NotebookHarness(
      "---\nparams:\n  fee: 0.1\n---\n"
        + TrialFile.notebook(
          arms: arms, "```{policy threshold #rule}\ndata: half.train\n\(keys)\n```"),
      files: ["trial.csv": file])
  }

  @Test func `treats where the effect covers the cost`() throws {
    let notebook = run("cost: 0.1\nrevenue: 2")
    #expect(notebook.problems == [])
    let share = notebook.number("rule", "share")
    // x − 0.3 ≥ 0.05: about two thirds of the rows.
    #expect(share > 0.5 && share < 0.8)
    #expect(abs(notebook.number("rule", "share[none]") - (1 - share)) < 1e-12)
    #expect(
      notebook.value("rule", "rule")
        == .text(
          "mail where the effect on y is at least 0.05 (cost 0.1, revenue 2); else the control.")
    )
    let result = try #require(notebook.outcome("rule")?.result)
    #expect(result.stamps == ["in-sample"])
    #expect(
      abs(notebook.number("rule", "value.sum") - 600 * notebook.number("rule", "value")) < 1e-9)
  }

  @Test func `a dearer treatment is given to fewer`() {
    let cheap = run("cost: 0").number("rule", "share")
    let dear = run("cost: 0.3").number("rule", "share")
    let prohibitive = run("cost: 5").number("rule", "share")
    #expect(cheap > dear)
    #expect(prohibitive == 0)
  }

  @Test func `a negative revenue treats where the effect is low`() {
    let notebook = run("cost: 0\nrevenue: -1")
    #expect(notebook.problems == [])
    let share = notebook.number("rule", "share")
    #expect(share > 0.1 && share < 0.5)
  }

  @Test func `parameters and expressions over columns are amounts`() {
    let constant = run("cost: ${fee}").number("rule", "share")
    #expect(constant == run("cost: 0.1").number("rule", "share"))
    let byRow = run("cost: case when region = 'north' then 5 else 0 end")
    #expect(byRow.problems == [])
    let share = byRow.number("rule", "share")
    #expect(share > 0.2 && share < 0.5)
  }

  @Test func `a condition on the effect and columns takes the place of cost`() {
    let notebook = run("when: tau > 0.2 and region = 'south'")
    #expect(notebook.problems == [])
    #expect(notebook.number("rule", "share") < 0.4)
    #expect(
      notebook.value("rule", "rule")
        == .text("mail where tau > 0.2 and region = 'south'; else the control."))
  }

  @Test func `a margin for error needs standard errors`() {
    #expect(run("cost: 0.1\nrisk: 0.05").problems == ["22: error – policy.noIntervals"])
  }

  @Test func `a condition with a risk takes one-sided bounds, and needs one`() {
    #expect(run("when: tau > 0\nrisk: 0.05").problems == ["24: error – policy.riskWithoutBounds"])
    func share(_ keys: String) -> Double {
      let notebook = NotebookHarness(
        TrialFile.notebook(
          """
          ```{fit dr-learner #line}
          data: half.train
          outcome: y
          treatment: arm
          control: none
          features: [x]
          propensity: 0.5
          models: {outcome: linear, effect: linear}
          ```
          ```{policy threshold #rule}
          data: half.train
          model: line
          \(keys)
          ```
          """), files: ["trial.csv": TrialFile.csv()])
      #expect(notebook.problems == [])
      return notebook.number("rule", "share")
    }
    let bold = share("when: tau > 0.2")
    let interval = share("when: tau.low > 0.2")
    let careful = share("when: tau.low > 0.2\nrisk: 0.05")
    #expect(interval < careful && careful < bold)
    #expect(share("when: tau.low > 0.2\nrisk: 0.025") == interval)
    #expect(share("revenue: 1\ncost: 0.2\nrisk: 0.05") == careful)
  }

  @Test func `several arms need a choice`() {
    let file = TrialFile.csv(rows: 1800, arms: ["none", "mail", "call"])
    #expect(
      run("cost: 0.1", arms: "[mail, call]", file: file).problems == [
        "22: error – policy.severalArms"
      ])
    let chosen = run("cost: 0.1\narms: [mail]", arms: "[mail, call]", file: file)
    #expect(chosen.problems == [])
  }

  @Test func `an amount that is no number is named`() {
    #expect(run("cost: region").problems == ["24: error – policy.amount"])
    #expect(run("cost: regoin").problems == ["24: error – sql.invalid"])
  }
}
