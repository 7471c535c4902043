import Testing

/// `propensity:` that names a model.
@Suite struct PropensityModelTests {
  private func fit(_ kind: String, second: String = "x-learner", more: String = "")
    -> NotebookHarness
  {
    CustomerFile.fit(
      kind, "models: {outcome: linear, propensity: mean, effect: linear}\nfolds: 2",
      more: """
        ```{fit \(second) #second}
        data: people
        outcome: y
        treatment: arm
        control: none
        features: [x]
        propensity: tau
        models: linear
        folds: 2
        ```

        \(more)
        """)
  }

  @Test(arguments: ["x-learner", "dr-learner", "r-learner"])
  func `a model's propensities serve another learner and its predictions`(_ kind: String) throws {
    let notebook = fit(
      kind,
      more: """
        ```{predict #p}
        model: second
        data: people
        column: e
        what: propensity
        fitted: true
        ```

        ```{evaluate #judged}
        data: people
        scores: [second]
        propensity: tau
        ```

        """)
    #expect(notebook.problems.allSatisfy { $0.contains("warning") }, "\(notebook.problems)")
    let notes = try #require(notebook.outcome("second")?.result?.notes)
    #expect(notes.contains("The propensity is that of the model tau, as it predicts these rows."))
    #expect(abs(notebook.number("second", "ate") - 3.25) < 0.05)
    // The design's share, as the first model knew it.
    #expect(abs(notebook.number("p", "[mail].mean") - 0.5) < 1e-12)
    #expect(notebook.number("judged", "autoc[second]").isFinite)
  }

  @Test func `a model without propensities is refused`() {
    #expect(
      fit("s-learner").messages == [
        "the s-learner “tau” has no propensities of none and mail (name an x-learner, r-learner, dr-learner or forest of these arms)"
      ])
  }

  @Test func `a model of another treatment is refused`() {
    let notebook = NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```

      ```{fit x-learner #tau}
      data: d
      outcome: y
      treatment: t
      features: [x, z]
      models: linear
      ```

      ```{transform #other}
      data: d
      steps:
        - derive: {drawn: 1 - t}
      ```

      ```{fit x-learner #wrong}
      data: other
      outcome: y
      treatment: drawn
      features: [x, z]
      models: linear
      propensity: tau
      ```
      """, files: ["d.csv": ConfoundedSample.csv])
    #expect(notebook.problems == ["25: error – propensity.invalid"])
    #expect(
      notebook.messages == [
        "“tau” tells the probability of “t”, and the treatment here is “drawn” (name a model of “drawn”, or leave propensity out to have it estimated)"
      ])
  }

  @Test(arguments: [
    ("boosting", "d", "d", true), ("logistic", "d", "d", false),
    ("boosting", "half.train", "half.test", false), ("boosting", "half.train", "d", true),
  ])
  func `propensities that follow their own rows are warned about`(
    learner: String, fitted: String, used: String, warns: Bool
  ) {
    let notebook = NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```

      ```{split #half}
      data: d
      test: 0.5
      ```

      ```{fit x-learner #tau}
      data: \(fitted)
      outcome: y
      treatment: t
      features: [x, z]
      models: {outcome: linear, propensity: \(learner), effect: linear}
      ```

      ```{fit #all}
      data: \(used)
      outcome: y
      treatment: t
      features: [x, z]
      models: linear
      propensity: tau
      learners: {a: dr-learner, b: r-learner}
      ```
      """, files: ["d.csv": ConfoundedSample.csv])
    #expect(notebook.problems == (warns ? ["24: warning – propensity.inSample"] : []))
  }

  @Test func `what is neither a column nor a model is found before anything runs`() {
    #expect(
      CustomerFile.fit("x-learner", propensity: "tua").problems == ["10: error – column.unknown"])
  }

  /// A confounded file, a model with propensities of it, and estimates that take them.
  private func estimates(_ kind: String, _ propensity: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```

      ```{fit x-learner #tau}
      data: d
      outcome: y
      treatment: t
      features: [x, z]
      models: {outcome: linear, propensity: logistic, effect: linear}
      folds: 2
      ```

      ```{predict}
      model: tau
      data: d
      what: propensity
      column: e
      fitted: true
      ```

      ```{transform #shared}
      data: d
      steps:
        - derive: {share: '"e[1]"'}
      ```

      ```{estimate \(kind) #est}
      data: shared
      outcome: y
      treatment: t
      propensity: \(propensity)
      \(kind == "aipw" ? "controls: [x, z]\nmodels: linear\nfolds: 2" : "")
      ```
      """, files: ["d.csv": ConfoundedSample.csv])
  }

  @Test(arguments: ["aipw", "ipw"])
  func `an estimate takes a model's propensities as it takes a column`(_ kind: String) throws {
    let (model, column) = (estimates(kind, "tau"), estimates(kind, "share"))
    #expect(model.problems == [])
    #expect(column.problems == [])
    for key in ["ate", "ate.se"] {
      #expect(model.number("est", key).isFinite)
      #expect(abs(model.number("est", key) - column.number("est", key)) < 1e-10, "\(key)")
    }
    // Without them the confounding stays: the effect is 2.
    #expect(abs(model.number("est", "ate") - 2) < 1)
    let notes = try #require(model.outcome("est")?.result?.notes)
    #expect(notes.contains("The propensity is that of the model tau, as it predicts these rows."))
  }
}
