import Execution
import Testing

/// What fits that give numbers warn of.
@Suite struct FitWarningsTests {
  private static let quick = "models: {boosting: {trees: 40}}"

  // MARK: - Overlap

  @Test(arguments: ["t-learner", "r-learner", "transformed-outcome", "linear-dml"])
  func `arms that the features tell apart are a warning`(_ kind: String) {
    let notebook = FlawedFile.fit(
      kind, "outcome: y\ntreatment: split\nfeatures: [x, z]\nmodels: {propensity: linear}")
    #expect(notebook.problems == ["8: warning – fit.noOverlap"])
    #expect(notebook.messages[0].contains("(AUC "))
  }

  @Test func `a column that separates is named, even where no propensity is estimated`() {
    let notebook = FlawedFile.fit(
      "t-learner",
      "outcome: y\ntreatment: team\nfeatures: [x, place]\nmodels: linear\naverages: false")
    #expect(notebook.problems == ["8: warning – fit.noOverlap"])
    #expect(notebook.messages[0].hasPrefix("“place” alone tells “1” from “0”"))
  }

  @Test func `a number that separates is named`() {
    let notebook = FlawedFile.fit(
      "s-learner",
      "outcome: y\ntreatment: t\nfeatures: [x, w]\nmodels: {outcome: ridge}\npropensity: 0.5")
    #expect(notebook.messages.count == 1)
    #expect(notebook.messages.first?.hasPrefix("“w” alone tells “1” from “0”") == true)
  }

  @Test func `a fair trial has no warning`() {
    #expect(FlawedFile.trial("dr-learner", Self.quick).problems == [])
    #expect(FlawedFile.trial("t-learner", "models: linear").problems == [])
  }

  @Test func `more than half of the propensities clipped is a warning`() {
    let notebook = FlawedFile.trial("dr-learner", "models: linear\nclip: 0.49")
    #expect(notebook.problems == ["8: warning – fit.noOverlap"])
    #expect(notebook.messages[0].contains("of 240 rows had an estimated propensity outside"))
  }

  // MARK: - Coefficients

  @Test(arguments: [
    ("t-learner", "models: linear", "the linear model of the outcome has 61 coefficients"),
    ("r-learner", "models: {effect: linear}\nwhere: z < 0.6", "the linear last stage has"),
    ("r-learner", "final: linear\nwhere: z < 0.6", "the linear last stage has"),
    ("linear-dml", "where: z < 0.6", "the linear last stage has"),
    ("dr-learner", "models: linear", "rows of an arm"),
    ("interaction-ols", "averages: false", "the interacted regression has 122 coefficients"),
  ])
  func `more coefficients than a third of the rows are a warning`(
    _ kind: String, _ keys: String, _ words: String
  ) {
    let notebook = FlawedFile.trial(
      kind, keys + "\npropensity: 0.5\nfolds: 3", features: "[x, level]")
    #expect(notebook.run.diagnostics.map(\.id) == ["fit.crowdedModel"])
    #expect(notebook.messages.first?.contains(words) == true)
    let note = notebook.run.diagnostics.first?.notes.first
    #expect(note?.hasPrefix("Each level of a category has a coefficient: “level” has ") == true)
  }

  @Test(arguments: ["ridge", "{boosting: {trees: 20}}"])
  func `learners that take many columns are not warned of`(_ models: String) {
    let notebook = FlawedFile.trial(
      "t-learner", "models: \(models)\npropensity: 0.5", features: "[x, level]")
    #expect(notebook.problems == [])
  }

  @Test func `learners of one cell warn once of what they share`() {
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{fit}
      outcome: flat
      treatment: t
      features: [x, z]
      models: linear
      learners:
        t: t-learner
        r: r-learner
      ```

      """, files: ["people.csv": FlawedFile.csv])
    #expect(notebook.problems == ["6: warning – outcome.constant"])
  }

  // MARK: - Outcome

  @Test(arguments: ["t-learner", "dr-learner", "interaction-ols", "response", "s-learner"])
  func `a constant outcome is a warning`(_ kind: String) {
    let notebook = FlawedFile.fit(
      kind, "outcome: flat\ntreatment: t\nfeatures: [x, z]\nmodels: linear")
    #expect(notebook.problems == ["7: warning – outcome.constant"])
    #expect(notebook.messages.first?.hasPrefix("“flat” is 7 in every used row") == true)
  }

  // MARK: - Uplift trees

  private static let tree = "models: linear\ncriterion: ed\nmin-leaf: 30\nmin-arm: 5"

  @Test func `an uplift tree says which rows its leaves rest on`() throws {
    let tree = FlawedFile.trial("uplift-tree", Self.tree + "\npropensity: 0.5")
    #expect(tree.problems == [])
    let notes = try #require(tree.outcome("tau")?.result?.notes)
    #expect(notes.contains { $0.hasPrefix("The same rows chose the splits and fill the leaves") })
    let honest = FlawedFile.trial(
      "uplift-tree", Self.tree + "\npropensity: 0.5\nhonesty: true")
    let own = try #require(honest.outcome("tau")?.result?.notes)
    #expect(own.contains { $0.hasPrefix("Honest: one half of a tree's rows") })
    #expect(!own.contains { $0.hasPrefix("The same rows") })
  }

  @Test(arguments: ["uplift-tree", "uplift-forest"])
  func `a propensity that differs from row to row is not what uplift trees use`(
    _ kind: String
  ) throws {
    let notebook = FlawedFile.trial(kind, Self.tree + "\npropensity: p")
    #expect(notebook.problems == ["14: warning – fit.unusedPropensity"])
    let estimated = FlawedFile.trial(kind, Self.tree)
    #expect(estimated.problems == [])
    let notes = try #require(estimated.outcome("tau")?.result?.notes)
    #expect(notes.contains { $0.hasSuffix("the propensity serves the average effects alone.") })
  }

  @Test(arguments: [
    ("uplift-tree", "criterion: ed\nmin-arm: 5\nmin-leaf: 121"),
    ("causal-forest", "trees: 60\nmin-leaf: 31"),
  ])
  func `leaves that no tree can have are a warning`(_ kind: String, _ keys: String) {
    let notebook = FlawedFile.trial(kind, "models: linear\npropensity: 0.5\n" + keys)
    #expect(notebook.run.diagnostics.map(\.id) == ["fit.unsplitTree"])
    let less = keys.replacing("121", with: "120").replacing("31", with: "30")
    #expect(FlawedFile.trial(kind, "models: linear\npropensity: 0.5\n" + less).problems == [])
  }

  // MARK: - Notes

  @Test(arguments: [
    ("t-learner", "models: {outcome: linear, effect: linear}", "effect"),
    ("linear-dml", "models: {outcome: linear, effect: ridge}", "effect"),
    ("r-learner", "models: {outcome: linear, propensity: linear}\npropensity: 0.5", "propensity"),
    (
      "uplift-tree", "averages: false\nmin-arm: 5\ncriterion: ed\nmodels: {outcome: linear}",
      "outcome"
    ),
  ])
  func `a role that a kind has no use for is said`(
    _ kind: String, _ keys: String, _ role: String
  ) throws {
    let notebook = FlawedFile.trial(kind, keys)
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(notes.contains("models: says \(role), for which this \(kind) has no use."))
  }

  @Test func `rows without a cluster or a group are counted`() throws {
    let notebook = FlawedFile.trial("t-learner", "models: linear\ncluster: group\nby: group")
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(notes.contains("27 rows without a group are each a cluster of their own."))
    #expect(notes.contains("27 rows without a group are in no group."))
  }

  @Test func `a column that another explains is said`() throws {
    let notebook = FlawedFile.trial("linear-dml", "models: linear", features: "[x, copy]")
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(
      notes.contains(
        "Effect of 1: other terms say all that copy could, so that the coefficient is 0."))
  }

  @Test func `shares that do not sum to one are divided by their sum, and that is said`() throws {
    let notebook = FlawedFile.trial("t-learner", "models: linear\npropensity: {0: 0.3, 1: 0.3}")
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(notes.contains { $0.contains("used arms sum to 0.6 and are divided by it") })
    let whole = FlawedFile.trial("t-learner", "models: linear\npropensity: {0: 0.5, 1: 0.5}")
    #expect(
      whole.outcome("tau")?.result?.notes.contains("The propensity is known from the design.")
        == true)
  }
}
