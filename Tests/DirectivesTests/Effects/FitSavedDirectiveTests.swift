import Execution
import Platform
import Testing

/// Models that are written by `save` and read by `fit saved`.
struct FitSavedDirectiveTests {
  private static let split = """
    ```{split #half}
    data: people
    test: 0.5
    ```
    """

  private static func fit(_ kind: String, _ keys: String, data: String = "half.train") -> String {
    """
    ```{load #people}
    source: people.csv
    ```

    \(split)

    ```{fit \(kind) #tau}
    data: \(data)
    outcome: y
    treatment: arm
    control: none
    features: [x]
    \(keys)
    ```

    """
  }

  private static let saveAndRead = """
    ```{save #file}
    model: tau
    path: models/tau.model.json
    ```

    ```{fit saved #again}
    path: models/tau.model.json
    ```

    """

  /// Fits, saves and reads in one notebook, then does more.
  private func notebook(
    _ kind: String, _ keys: String = "models: linear\npropensity: 0.5", data: String = "half.train",
    more: String = ""
  ) -> NotebookHarness {
    NotebookHarness(
      Self.fit(kind, keys, data: data) + Self.saveAndRead + more,
      files: ["people.csv": CustomerFile.csv])
  }

  private func predict(_ model: String, interval: Bool) -> String {
    """
    ```{predict #\(model)_p}
    model: \(model)
    data: half.test
    column: \(model)_effect\(interval ? "\ninterval: true" : "")
    ```

    """
  }

  @Test(arguments: [
    ("s-learner", "models: linear\npropensity: 0.5", false),
    ("t-learner", "models: linear\ninference: {bootstrap: 20}", true),
    ("x-learner", "models: {ridge: {penalty: 0.1}}", false),
    ("r-learner", "models: linear\npropensity: design", true),
    ("dr-learner", "models: linear\npropensity: {none: 0.5, mail: 0.5}", true),
    ("linear-dml", "models: linear\nfinal: {polynomial: 2}", true),
    ("nonparam-dml", "models: linear", true),
    ("causal-forest", "propensity: 0.5\ntrees: 100\nmin-leaf: 1\nhonesty: false", true),
    ("transformed-outcome", "models: linear\npropensity: 0.5", true),
    ("interaction-ols", "models: linear", true),
    ("response", "models: linear", false),
    ("uplift-tree", "criterion: ed\nmin-leaf: 4\nmin-arm: 2", true),
  ])
  func `a model is saved and read, and predicts the same`(
    kind: String, keys: String, interval: Bool
  ) {
    let notebook = notebook(
      kind, keys,
      more: predict("tau", interval: interval) + predict("again", interval: interval) + """
        ```{sql #difference}
        SELECT max(abs(tau_effect - again_effect)) AS d, count(*) AS n FROM "half.test"
        ```
        """)
    #expect(notebook.problems == [])
    #expect(notebook.number("difference", "d") == 0)
    #expect(notebook.number("difference", "n") == 24)
    for key in ["rows", "ate", "ate.se", "att", "cate.mean", "cate.sd", "cate.q25", "coef[x]"] {
      #expect(notebook.value("again", key) == notebook.value("tau", key), "\(key)")
    }
    #expect(notebook.value("again", "sha256") == notebook.value("file", "sha256"))
    if interval {
      for key in ["min", "max", "sd"] {
        #expect(notebook.number("again_p", key) == notebook.number("tau_p", key))
      }
    }
  }

  @Test func `the page says where the model comes from`() throws {
    let result = try #require(notebook("linear-dml").outcome("again")?.result)
    #expect(
      result.notes.first
        == "The model is read from models/tau.model.json, not fitted here: a linear-dml of y by arm, fitted on 24 rows by the cell tau of test.md."
    )
    #expect(result.sources.map(\.path) == ["models/tau.model.json"])
    #expect(result.tables.first?.title == "Effects on y against none")
    #expect(result.tables.count == 2)
  }

  @Test func `several arms and slopes are saved too`() {
    let amounts = AmountFile.fit(
      "linear-dml",
      more: Self.saveAndRead.replacing("tau", with: "slope") + """
        ```{predict #old}
        model: slope
        data: half.test
        what: fitted
        column: a
        ```

        ```{predict #new}
        model: again
        data: half.test
        what: fitted
        column: b
        ```
        """)
    #expect(amounts.problems == [])
    #expect(amounts.number("new", "sd") == amounts.number("old", "sd"))
    #expect(amounts.number("again", "ate") == amounts.number("slope", "ate"))
  }

  @Test func `other directives read it as any model`() {
    let notebook = notebook(
      "dr-learner",
      more: """
        ```{evaluate #judged}
        model: again
        data: half.test
        models: linear
        folds: 2
        ```

        ```{plot effects #curve}
        data: half.test
        model: again
        x: x
        ```

        ```{policy threshold #rule}
        model: again
        data: half.test
        cost: 2
        ```
        """)
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "autoc[again]").isFinite)
    #expect(notebook.outcome("curve")?.result?.charts.count == 1)
  }

  // MARK: Another notebook

  /// The saved model's text, from a notebook that fits on half of the file.
  private func savedText() throws -> String {
    let notebook = notebook("dr-learner")
    let path = Path.join(notebook.folder, "output/models/tau.model.json")
    return String(decoding: try FileSystem.read(path), as: UTF8.self)
  }

  private func reading(_ model: String, _ more: String = "") -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      \(Self.split)

      ```{fit saved #tau}
      path: tau.model.json
      ```

      \(more)
      """, files: ["people.csv": CustomerFile.csv, "tau.model.json": model])
  }

  private func evaluation(_ data: String) -> String {
    "```{evaluate}\ndata: \(data)\nmodels: linear\nfolds: 2\n```\n"
  }

  @Test func `another notebook knows the rows that it was fitted on`() throws {
    let model = try savedText()
    #expect(reading(model, evaluation("half.test")).problems == [])
    for data in ["half.train", "people"] {
      let problem = reading(model, evaluation(data)).problems.last
      #expect(problem?.hasSuffix("judge.inSample") == true, "\(data)")
    }
    let predicted = reading(model, "```{predict #p}\ndata: half.train\n```\n")
    #expect(predicted.problems.last?.hasSuffix("predict.inSample") == true)
    #expect(predicted.outcome("p")?.result?.stamps == ["in-sample"])
  }

  @Test func `a category that it never saw is told`() throws {
    let notebook = NotebookHarness(
      """
      ```{load #shops}
      source: shops.csv
      ```

      ```{fit s-learner #tau}
      outcome: y
      treatment: t
      features: [region]
      models: linear
      propensity: 0.5
      ```

      ```{save}
      model: tau
      path: tau.json
      ```

      ```{fit saved #again}
      path: tau.json
      ```

      ```{load #others}
      source: others.csv
      ```

      ```{predict #p}
      model: again
      data: others
      ```
      """,
      files: [
        "shops.csv": "region,t,y\n"
          + (0..<24).map { "\($0 % 3 == 0 ? "north" : "south"),\($0 % 2),\($0 % 5)" }
          .joined(separator: "\n"),
        "others.csv": "region\nnorth\nwest\nnorth\nsouth\n",
      ])
    // Where the prediction names the model, and not where the file's path is.
    #expect(notebook.problems == ["27: error – feature.unseen"])
    #expect(notebook.messages[0].contains("in 1 row (“west”)"))
  }

  // MARK: Files that are no models

  @Test(arguments: [
    ("cut", "model.unreadable"), ("csv", "model.unreadable"), ("foreign", "model.unreadable"),
    ("newer", "model.version"), ("columns", "model.unreadable"), ("arms", "model.unreadable"),
    ("kind", "model.unreadable"), ("model", "model.unreadable"), ("empty", "model.unreadable"),
  ])
  func `a damaged file is an error at its path`(damage: String, code: String) throws {
    let text = try savedText()
    let damaged =
      switch damage {
      case "cut": String(text.prefix(text.count / 2))
      case "csv": CustomerFile.csv
      case "foreign": "{\"format\": \"other\"}"
      case "newer": text.replacing("\"version\": 1", with: "\"version\": 2")
      case "columns": text.replacing("\"features\": [\"x\"]", with: "\"features\": [\"z\"]")
      case "arms": text.replacing("\"arms\": [\"none\",\"mail\"]", with: "\"arms\": [\"none\"]")
      case "kind": text.replacing("\"kind\": \"dr-learner\"", with: "\"kind\": \"oracle\"")
      case "model":
        text.replacing("\"form\": \"stages\"", with: "\"form\": \"outcome-differences\"")
      default: ""
      }
    #expect(damaged != text)
    #expect(reading(damaged).problems == ["11: error – \(code)"])
  }

  @Test func `the note says where and what`() throws {
    let text = try savedText()
    let cut = reading(text.replacing("\"clip\": 0.01", with: "\"clip\": \"much\""))
    #expect(
      cut.run.diagnostics.first?.notes == ["settings.clip: expected a number, found a text."])
    let broken = reading(String(text.prefix(60)))
    #expect(broken.run.diagnostics.first?.notes.first?.hasPrefix("tau.model.json:") == true)
  }

  @Test func `a model that is nowhere is found before anything runs`() {
    let notebook = NotebookHarness("```{fit saved #tau}\npath: none.json\n```\n")
    #expect(notebook.problems == ["2: error – model.notFound"])
  }

  @Test func `frames and models are not mistaken for each other`() {
    let notebook = notebook(
      "dr-learner",
      more: """
        ```{save}
        data: people
        path: people-copy.csv
        ```

        ```{fit saved #a}
        path: people-copy.csv
        ```

        ```{load #b}
        source: models/tau.model.json
        ```
        """)
    #expect(
      notebook.problems.map { $0.drop { $0 != "e" } } == [
        "error – name.wrongObject", "error – name.wrongObject",
      ])
  }

  @Test(arguments: [
    ("data: people\npath: tau.json", "save.conflict"), ("path: tau.csv", "save.conflict"),
    ("path: ../tau.json", "save.outside"),
  ])
  func `keys that do not go with a model are refused`(keys: String, code: String) {
    let notebook = notebook("dr-learner", more: "```{save}\nmodel: tau\n\(keys)\n```\n")
    #expect(notebook.problems.map { $0.drop { $0 != "e" } } == ["error – \(code)"])
  }

  @Test func `a refutation says that it cannot fit such a model again`() {
    let notebook = notebook(
      "dr-learner", more: "```{refute}\nmodel: again\nby: [placebo]\n```\n")
    #expect(notebook.problems.count == 1)
    #expect(notebook.problems.last?.contains("error") == true)
  }
}
