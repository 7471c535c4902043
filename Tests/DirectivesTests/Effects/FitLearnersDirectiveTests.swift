import Execution
import Testing

@Suite struct FitLearnersDirectiveTests {
  private func notebook(_ learners: String, after: String = "") -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{fit}
      \(ExactEffectFile.fit)
      learners: \(learners)
      ```
      \(after)

      """, files: ["people.csv": ExactEffectFile.csv])
  }

  @Test func `binds each learner under its name`() throws {
    let notebook = notebook(
      "{s: s-learner, x: {kind: x-learner, folds: 2}}",
      after: "The effect is `{= x.cate.max:.2f}`.\n```{predict}\nmodel: x\nfitted: true\n```\n")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("fit", "x.cate.max") - 5) < 1e-9)
    #expect(abs(notebook.number("fit", "s.cate.max") - 3) < 1e-9)
    #expect(abs(notebook.number("fit", "x[1].cate.max") - 5) < 1e-9)
    #expect(abs(notebook.number("predict", "max") - 5) < 1e-9)
    let table = try #require(notebook.outcome("fit")?.result?.tables.first)
    #expect(table.rows.count == 2)
    #expect(notebook.run.inlineValues.values.map(\.text) == ["5.00"])
  }

  @Test func `an unknown kind is an error with the nearest name`() {
    let notebook = notebook("{s: s-lerner}")
    #expect(notebook.problems == ["11: error – key.unknownChoice"])
    #expect(notebook.messages.first?.contains("did you mean “s-learner”?") == true)
  }

  @Test func `a learner without a kind is an error`() {
    #expect(notebook("{s: {folds: 2}}").problems == ["11: error – key.missing"])
  }

  @Test func `a key that no learner has is an error`() {
    #expect(
      notebook("{s: {kind: s-learner, data: people}}").problems == ["11: error – key.unknown"])
  }

  @Test func `a learner takes the keys of its kind`() throws {
    let notebook = notebook(
      "{two: {kind: uplift-tree, depth: 1, min-leaf: 2, min-arm: 2, criterion: ed}, three: {kind: uplift-tree, depth: 2, min-leaf: 2, min-arm: 2, criterion: ed}, curve: {kind: linear-dml, final: {polynomial: 2}}}"
    )
    #expect(notebook.problems == [])
    let one = notebook.outcome("fit")?.result
    let spread = { (name: String) in notebook.number("fit", "\(name).cate.sd") }
    #expect(spread("two") < spread("three"))
    #expect(one?.values.keys.contains("curve.coef[x^2]") == true)
  }

  @Test(arguments: [
    ("{f: {kind: causal-forest, trees: 2}}", "key.outOfRange"),
    ("{f: {kind: causal-forest, criterion: ed}}", "key.unknown"),
    ("{f: {kind: causal-forest, sample: 0.8}}", "forest.parameters"),
    ("{f: {kind: t-learner, final: linear}}", "key.unknown"),
  ])
  func `keys of a learner are checked as those of its kind`(_ learners: String, _ problem: String) {
    #expect(notebook(learners).problems == ["11: error – \(problem)"])
  }

  @Test func `a forest among learners is the forest that its own fit grows`() {
    let settings = "trees: 50, min-leaf: 3, balance: 0"
    let among = notebook("{f: {kind: causal-forest, \(settings)}}")
    let alone = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{fit causal-forest}
      \(ExactEffectFile.fit)
      \(settings.replacing(", ", with: "\n"))
      ```

      """, files: ["people.csv": ExactEffectFile.csv])
    #expect(alone.problems == [])
    #expect(
      among.number("fit", "f.cate.sd") == alone.number("causal-forest", "cate.sd"))
  }

  @Test func `a note that holds for some learners begins with their names`() throws {
    let notebook = notebook(
      "{s: s-learner, two: {kind: uplift-tree, min-leaf: 2, min-arm: 2, criterion: ed}, to: {kind: transformed-outcome, models: mean}}"
    )
    let notes = try #require(notebook.outcome("fit")?.result?.notes)
    #expect(notes.filter { $0.hasPrefix("two: ") }.count >= 1)
    #expect(notes.filter { $0.hasPrefix("The propensity is the number given") }.count <= 1)
    #expect(Set(notes).count == notes.count)
  }

  @Test func `a learner that cannot be fitted is named by its line`() {
    let notebook = notebook("\n  s: s-learner\n  u: uplift-tree")
    #expect(notebook.problems == ["13: error – fit.unsupported"])
  }

  @Test func `one mistake in a learner is one error`() {
    let notebook = notebook(
      "{s: s-learner, x: {kind: x-learner, fold: 2}}",
      after:
        "The effect is `{= x.ate:.2f}`.\n```{predict}\nmodel: x\n```\n```{evaluate}\ndata: people\noutcome: y\ntreatment: arm\nscores: [s, x]\n```\n"
    )
    #expect(
      notebook.problems == [
        "11: error – key.unknown", "13: note – value.noResult", "14: note – cell.skipped",
        "17: note – cell.skipped",
      ])
  }
}
