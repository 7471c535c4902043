import Execution
import Testing

struct InterpretImportanceDirectiveTests {
  private func run(_ keys: String, verb: String = "interpret") -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{\(verb) importance #why}\ndata: half.test\nmodel: tau\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 2000)])
  }

  @Test(arguments: ["interpret", "plot"])
  func `scrambling the feature that matters loses the ranking`(verb: String) throws {
    let notebook = run("repeats: 5", verb: verb)
    #expect(notebook.problems == [])
    #expect(notebook.value("why", "first") == .text("x"))
    let autoc = notebook.number("why", "autoc")
    // All of the ranking rests on x, but for what region adds by chance.
    #expect(abs(notebook.number("why", "importance[x]") - autoc) < autoc)
    #expect(notebook.number("why", "importance.p[x]") < 0.01)
    #expect(notebook.number("why", "importance.p[region]") > 0.01)
    #expect(notebook.outcome("why")?.result?.charts.map(\.kind) == ["importance"])
  }

  @Test func `Shapley values of a linear effect are its slope times the mean distance`() throws {
    let notebook = run("metric: shap")
    #expect(notebook.problems == [])
    // The effect is x − 0.3 with x uniform: the mean of |x − ½| is a quarter.
    #expect(abs(notebook.number("why", "importance[x]") - 0.25) < 0.1)
    #expect(
      notebook.number("why", "importance[x]") > 3 * notebook.number("why", "importance[region]"))
  }

  @Test func `groups count as one`() {
    let notebook = run("repeats: 2\ngroups: {both: [x, region]}")
    #expect(notebook.problems == [])
    #expect(notebook.number("why", "importance[both]").isFinite)
    #expect(notebook.value("why", "importance[x]") == nil)
    #expect(run("groups: {both: [x, regoin]}").problems == ["21: error – interpret.group"])
  }

  @Test func `a model of outcomes has no splits of the effect`() {
    #expect(run("metric: split").problems == ["21: error – interpret.noSplits"])
    let column = NotebookHarness(
      TrialFile.notebook("```{interpret importance #why}\ndata: half.test\nscores: [noise]\n```"),
      files: ["trial.csv": TrialFile.csv()])
    #expect(column.problems == ["20: error – interpret.notAModel"])
  }

  @Test func `splits of a boosted last stage are shares`() {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{fit dr-learner #boosted}
        data: half.train
        outcome: y
        treatment: arm
        control: none
        features: [x, region]
        propensity: design
        models: {outcome: linear, effect: {boosting: {trees: 20, depth: 2}}}
        ```
        ```{interpret importance #why}
        data: half.test
        model: boosted
        metric: split
        ```
        """), files: ["trial.csv": TrialFile.csv(rows: 2000)])
    #expect(notebook.problems == [])
    let (x, region) = (
      notebook.number("why", "importance[x]"), notebook.number("why", "importance[region]")
    )
    #expect(abs(x + region - 1) < 1e-9)
    #expect(x > region)
  }
}
