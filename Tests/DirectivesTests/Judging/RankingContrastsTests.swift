import Execution
import Testing

struct RankingContrastsTests {
  private func run(
    _ scores: String, arms: String = "[mail]", file: String = TrialFile.csv()
  ) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(
        outcome: "y", arms: arms, "```{evaluate #judged}\ndata: half.test\nscores: \(scores)\n```"),
      files: ["trial.csv": file])
  }

  private func table(_ notebook: NotebookHarness) -> ResultTable? {
    notebook.outcome("judged")?.result?.tables.first { $0.title == "Paired differences" }
  }

  @Test func `one pair is not corrected`() throws {
    let notebook = run("[tau, noise]")
    #expect(notebook.problems == [])
    let table = try #require(self.table(notebook))
    #expect(table.columns.map(\.name)[2...3] == ["95% CI", "p"])
    #expect(table.notes == ["Differences are row by row on the same customers."])
    let (value, error) = (
      notebook.number("judged", "autoc.contrast[tau - noise]"),
      notebook.number("judged", "autoc.contrast.se[tau - noise]")
    )
    let interval = try #require(notebook.interval("judged", "autoc.contrast.ci[tau - noise]"))
    #expect(abs((interval.1 - value) / error - 1.959964) < 1e-5)
  }

  @Test func `several pairs are corrected together, less than by Bonferroni`() throws {
    let notebook = run("[tau, noise, x]")
    #expect(notebook.problems == [])
    let table = try #require(self.table(notebook))
    #expect(table.columns.map(\.name)[2...3] == ["Simultaneous 95% CI", "p (max-t)"])
    #expect(
      table.notes == [
        "Differences are row by row on the same customers; intervals and p hold for all pairs at once (max-t)."
      ])
    for metric in ["autoc", "qini"] {
      let key = "\(metric).contrast"
      let value = notebook.number("judged", "\(key)[noise - x]")
      let error = notebook.number("judged", "\(key).se[noise - x]")
      let interval = try #require(notebook.interval("judged", "\(key).ci[noise - x]"))
      let reach = (interval.1 - value) / error
      // Above one normal quantile, below Bonferroni's of three.
      #expect(reach > 1.97 && reach < 2.394)
      for pair in ["tau - noise", "tau - x", "noise - x"] {
        let p = notebook.number("judged", "\(key).p[\(pair)]")
        let ends = try #require(notebook.interval("judged", "\(key).ci[\(pair)]"))
        #expect((p < 0.05) == (ends.0 > 0 || ends.1 < 0), "\(metric) \(pair)")
      }
    }
    #expect(
      notebook.outcome("judged")?.result?.definitions.contains { $0.term == "max-t" } == true)
  }

  @Test func `pairs of several arms are one family`() throws {
    let notebook = run(
      "[tau, noise]", arms: "[mail, call]",
      file: TrialFile.csv(rows: 1800, arms: ["none", "mail", "call"]))
    #expect(notebook.problems == [])
    let key = "autoc.contrast"
    let pair = "tau[mail] - noise[mail]"
    let interval = try #require(notebook.interval("judged", "\(key).ci[\(pair)]"))
    let reach =
      (interval.1 - notebook.number("judged", "\(key)[\(pair)]"))
      / notebook.number("judged", "\(key).se[\(pair)]")
    // Šidák's for two: arms count as uncorrelated.
    #expect(abs(reach - 2.2365) < 0.01)
  }

  @Test func `scores that rank alike differ by nothing and are not tested`() {
    let notebook = run("[x, one, noise]")
    #expect(notebook.problems == [])
    let twins = run("[one, one]")
    #expect(twins.value("judged", "autoc.contrast.p[one - one]") == .missing)
    #expect(notebook.number("judged", "autoc.contrast.p[x - one]") < 0.05)
  }
}
