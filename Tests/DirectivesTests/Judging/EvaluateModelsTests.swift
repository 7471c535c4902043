import Execution
import Testing

/// `evaluate` of several models: paired losses, the choice of the best, repeated splits.
struct EvaluateModelsTests {
  private func run(_ keys: String, file: String = TrialFile.csv()) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{evaluate #judged}\n\(keys)\n```"), files: ["trial.csv": file])
  }

  private func two(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(
        """
        ```{fit dr-learner #dr}
        data: half.train
        outcome: y
        treatment: arm
        control: none
        features: [x, noise]
        propensity: design
        models: linear
        ```
        ```{evaluate #judged}
        data: half.test
        scores: [tau, dr, noise]
        \(keys)
        ```
        ```{policy threshold #rule}
        data: half.train
        model: \(keys.contains("select") ? "judged" : "tau")
        cost: 0.1
        ```
        """), files: ["trial.csv": TrialFile.csv()])
  }

  @Test func `losses are paired between models and against both null models`() throws {
    let notebook = two("truth: _tau")
    #expect(notebook.problems == [])
    let names = ["tau - dr", "tau - no effect", "dr - no effect", "tau - constant effect"]
    for loss in ["drloss", "rloss"] {
      for name in names {
        #expect(notebook.number("judged", "\(loss).contrast.se[\(name)]") > 0, "\(loss) \(name)")
      }
      let difference =
        notebook.number("judged", "\(loss)[tau]") - notebook.number("judged", "\(loss)[dr]")
      #expect(abs(notebook.number("judged", "\(loss).contrast[tau - dr]") - difference) < 1e-12)
      #expect(notebook.number("judged", "\(loss).contrast[tau - no effect]") < 0)
      #expect(
        abs(
          notebook.number("judged", "\(loss).contrast[tau - constant effect]")
            + notebook.number("judged", "\(loss).gain[tau]")) < 1e-12)
    }
    let result = try #require(notebook.outcome("judged")?.result)
    let table = try #require(
      result.tables.first { $0.title == "Paired differences of losses" })
    #expect(table.rows.count == 3)
    // The columns of effects only, so the noise is not among the models.
    #expect(notebook.value("judged", "drloss.contrast[tau - noise]") == nil)
  }

  @Test func `intervals of a linear last stage are held against the truth`() throws {
    let notebook = two("truth: _tau")
    let coverage = notebook.number("judged", "coverage[dr]")
    #expect(coverage > 0.5 && coverage <= 1)
    #expect(notebook.value("judged", "coverage[tau]") == .missing)
    let result = try #require(notebook.outcome("judged")?.result)
    let table = try #require(result.tables.first { $0.title == "Against the true effects" })
    #expect(table.rows.count == 4)
  }

  @Test(arguments: ["best", "qini", "drloss"])
  func `the best model is chosen, told and bound`(criterion: String) throws {
    let notebook = two("select: \(criterion)")
    #expect(notebook.problems == [])
    let metric = criterion == "best" ? "autoc" : criterion
    let sign = criterion == "drloss" ? -1.0 : 1
    let ahead =
      sign
      * (notebook.number("judged", "\(metric)[tau]") - notebook.number("judged", "\(metric)[dr]"))
    #expect(notebook.value("judged", "selected") == .text(ahead >= 0 ? "tau" : "dr"))
    #expect(abs(notebook.number("judged", "selected.lead") - abs(ahead)) < 1e-12)
    #expect(notebook.outcome("rule")?.result != nil, "the policy decides by the chosen model")
    let again = run("data: half.test\nscores: [noise]\nselect: best")
    #expect(again.problems == ["21: error – evaluate.nothingToSelect"])
  }

  @Test func `what was chosen on these rows is in-sample on them`() {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{evaluate #chosen}
        data: half.test
        select: best
        ```
        ```{evaluate #judged}
        data: half.test
        scores: [chosen]
        ```
        """), files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems == ["23: warning – judge.inSample"])
  }

  @Test func `repeats tell the variation over splits with a corrected error`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        "```{evaluate #judged}\ndata: trial\nscores: [tau, noise]\nrepeats: 6\nallow: in-sample\n```"
      ),
      files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "autoc.splits.mean[tau]") > 0.1)
    let sd = notebook.number("judged", "autoc.splits.sd[tau]")
    let se = notebook.number("judged", "autoc.splits.se[tau]")
    #expect(sd > 0)
    #expect(abs(se - sd * (1 / 6.0 + 3 / 7.0).squareRoot()) < 1e-12)
    #expect(notebook.number("judged", "splits.won[tau]") == 1)
    let result = try #require(notebook.outcome("judged")?.result)
    #expect(result.tables.last?.title == "Variation over 6 splits")
    #expect(result.charts.last?.kind == "splits")
  }
}
