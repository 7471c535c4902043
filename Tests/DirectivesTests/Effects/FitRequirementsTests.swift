import Execution
import Testing

/// What a fit refuses before any model is fitted, where, and with which mend.
@Suite struct FitRequirementsTests {
  // MARK: - Missing values and learners

  @Test(arguments: [
    ("linear-dml", "models: boosting", "linear", "fit nonparam-dml"),
    ("r-learner", "final: linear", "linear", "use final: boosting"),
    (
      "interaction-ols", "averages: false", "interaction-ols", "fit t-learner with models: boosting"
    ),
    ("causal-forest", "models: {outcome: linear}", "linear", "use models: {outcome: boosting}"),
    ("t-learner", "models: {propensity: linear}", "linear", "use models: {propensity: boosting}"),
    ("uplift-forest", "criterion: ed\nmodels: linear", "linear", "use models: boosting"),
  ])
  func `missing values name a mend that helps`(
    _ kind: String, _ keys: String, _ learner: String, _ mend: String
  ) {
    let notebook = FlawedFile.trial(kind, keys, features: "[x, gaps]")
    #expect(notebook.problems == ["9: error – feature.missing"])
    #expect(
      notebook.messages == [
        "“gaps” is missing in 30 rows, and \(learner) takes no missing values (impute it with transform, or \(mend))"
      ])
  }

  @Test(arguments: [
    ("linear-dml", "nonparam-dml", ""), ("r-learner", "r-learner", "\nfinal: boosting"),
  ])
  func `the mend is one`(_ kind: String, _ mended: String, _ more: String) {
    let keys = "models: {boosting: {trees: 20}}"
    #expect(FlawedFile.trial(mended, keys + more, features: "[x, gaps]").problems == [])
  }

  @Test(arguments: [
    ("models: {effect: logistic}", "models: {effect: linear} or boosting"),
    ("final: logistic", "final: linear or boosting"),
  ])
  func `a logistic last stage is blamed, and not the outcome`(_ key: String, _ mend: String) {
    let notebook = FlawedFile.trial("r-learner", key)
    #expect(notebook.problems == ["10: error – fit.unsuitedLearner"])
    #expect(
      notebook.messages == [
        "logistic models a 0/1 target, and effects are numbers (use \(mend))"
      ])
  }

  @Test func `a logistic model of an amount is blamed, and not the outcome`() {
    let notebook = FlawedFile.fit(
      "r-learner",
      "outcome: bought\ntreatment: dose\nfeatures: [x]\nmodels: {treatment: logistic}")
    #expect(notebook.problems == ["10: error – fit.unsuitedLearner"])
    #expect(notebook.messages.first?.contains("the treatment “dose” is an amount") == true)
  }

  @Test(arguments: ["interaction-ols", "t-learner", "s-learner", "causal-forest"])
  func `an infinite feature is an error at its name`(_ kind: String) {
    let notebook = FlawedFile.trial(kind, "models: linear", features: "[z, endless]")
    #expect(notebook.problems == ["9: error – feature.infinite"])
  }

  @Test(arguments: ["r-learner", "interaction-ols", "causal-forest"])
  func `an infinite amount is an error at the treatment`(_ kind: String) {
    let notebook = FlawedFile.fit(kind, "outcome: y\ntreatment: far\nfeatures: [x]")
    #expect(notebook.problems == ["8: error – treatment.unfit"])
    #expect(notebook.messages.first?.hasPrefix("“far” is infinite in 1 row (leave") == true)
  }

  @Test func `an outcome whose squares no number holds is an error`() {
    let notebook = FlawedFile.fit("t-learner", "outcome: vast\ntreatment: t\nfeatures: [x]")
    #expect(notebook.problems == ["7: error – outcome.notFinite"])
    #expect(notebook.messages.first?.contains("divide it by a constant") == true)
  }

  // MARK: - Rows

  @Test(arguments: ["t-learner", "interaction-ols", "uplift-forest"])
  func `one cluster is an error at its key`(_ kind: String) {
    let notebook = FlawedFile.trial(
      kind, "cluster: one" + (kind == "uplift-forest" ? "\ncriterion: ed" : ""))
    #expect(notebook.problems == ["10: error – fit.oneCluster"])
    #expect(
      notebook.messages == [
        "all used rows are of one cluster of “one”, so that nothing tells how clusters differ (leave cluster: out, or name a column that divides the rows)"
      ])
  }

  @Test(arguments: [
    ("cluster: part", "10", "use fewer folds, as folds: 2"),
    ("cluster: part\nfolds: 4", "11", "use fewer folds, as folds: 2"),
    ("folds: fold", "10", "give every row a fold, and have two folds or more"),
    ("folds: one", "10", "give every row a fold, and have two folds or more"),
  ])
  func `folds that cannot be made are an error at their key`(
    _ keys: String, _ line: String, _ mend: String
  ) {
    let notebook = FlawedFile.trial("t-learner", keys)
    #expect(notebook.problems == ["\(line): error – fit.folds"])
    #expect(notebook.run.diagnostics.first?.hint == mend)
  }

  @Test func `an arm of rows without weight is named`() {
    let notebook = FlawedFile.trial("t-learner", "weights: w")
    #expect(notebook.problems == ["10: error – weights.invalid"])
    #expect(
      notebook.messages == [
        "every row of “1” has a weight of 0 (correct the weights)"
      ])
  }

  @Test func `a condition that no row meets is an error at the condition`() {
    let notebook = FlawedFile.trial("t-learner", "where: x > 100")
    #expect(notebook.problems == ["10: error – where.noRow"])
    #expect(
      notebook.messages == [
        "none of the 240 rows of the arms meets x > 100 (widen the condition, or leave where: out)"
      ])
  }

  @Test func `a condition that leaves no control says so`() {
    let notebook = FlawedFile.trial("t-learner", "where: t = 1")
    #expect(notebook.problems == ["8: error – treatment.tinyArm"])
    #expect(notebook.run.diagnostics.first?.hint == "widen where:, or use more data")
  }

  @Test func `arms of an amount are refused at their key`() {
    let notebook = FlawedFile.fit(
      "r-learner", "outcome: y\ntreatment: dose\nfeatures: [x]\narms: [1]")
    #expect(notebook.problems == ["10: error – treatment.continuous"])
    #expect(notebook.messages.first?.hasPrefix("“dose” is numeric with 240 values") == true)
  }

  // MARK: - Forests

  @Test func `few trees are refused before they grow, with how many are enough`() {
    let few = FlawedFile.trial("causal-forest", "models: linear\ntrees: 20")
    #expect(few.problems == ["11: error – forest.parameters"])
    #expect(few.run.diagnostics.first?.hint == "use trees: 60 or more")
    #expect(FlawedFile.trial("causal-forest", "models: linear\ntrees: 60").problems == [])
    let uplift = FlawedFile.trial(
      "uplift-forest", "models: linear\ncriterion: ed\nsample: 0.9\ntrees: 50")
    #expect(uplift.problems == ["13: error – forest.parameters"])
  }

  @Test func `rows that a grown forest cannot tell of are said at its trees`() {
    let notebook = FlawedFile.trial("causal-forest", "models: linear\ntrees: 30")
    #expect(notebook.problems == ["11: error – forest.parameters"])
    #expect(
      notebook.run.diagnostics.first?.hint == "use trees: 60 or more, or a larger min-leaf")
  }

  // MARK: - Words

  @Test func `a value of an arm is suggested as it is written`() {
    let text = "`{= tau[2].att}`"
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{fit t-learner #tau}
      outcome: y
      treatment: t
      features: [x]
      models: linear
      ```

      Effect \(text).

      """, files: ["people.csv": FlawedFile.csv])
    #expect(notebook.messages == ["“tau” has no value “[2].att” (did you mean “tau[1].att”?)"])
  }

  @Test func `a kind has its article`() throws {
    let notebook = FlawedFile.fit(
      "s-learner", "outcome: y\ntreatment: dose\nfeatures: [x]\nmodels: linear")
    #expect(notebook.messages.first?.hasPrefix("an s-learner compares arms") == true)
  }
}
