import Execution
import Testing

@Suite struct PredictDirectiveTests {
  private func notebook(_ cells: String, kind: String = "t-learner") -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{load #others}
      source: others.csv
      ```
      ```{fit \(kind) #tau}
      \(ExactEffectFile.fit)
      ```
      \(cells)

      """, files: ["people.csv": ExactEffectFile.csv, "others.csv": "x,arm\n7,0\n9,1\n"])
  }

  @Test func `adds the effect to the rows of another frame`() throws {
    let notebook = notebook(
      """
      ```{predict}
      data: others
      column: effect
      ```
      ```{show}
      data: others
      ```
      """)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("predict", "min") - 8) < 1e-9)
    #expect(abs(notebook.number("predict", "max") - 10) < 1e-9)
    let table = try #require(notebook.outcome("show")?.result?.tables.first)
    #expect(table.columns.map(\.name) == ["x", "arm", "effect"])
  }

  @Test func `effects of the features alone need no controls`() {
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{load #others}
      source: others.csv
      ```
      ```{transform #wide}
      data: people
      steps:
        - derive: {w: (x * 7) % 3}
      ```
      ```{fit linear-dml #tau}
      data: wide
      outcome: y
      treatment: arm
      features: [x]
      controls: [w]
      propensity: 1/2
      models: linear
      ```
      ```{predict}
      data: others
      ```
      ```{predict #expected}
      data: others
      what: outcome
      ```

      """, files: ["people.csv": ExactEffectFile.csv, "others.csv": "x,arm\n7,0\n9,1\n"])
    #expect(abs(notebook.number("predict", "max") - 10) < 0.5)
    // An expected outcome does depend on them.
    #expect(notebook.problems.count == 1)
  }

  @Test func `on the rows of the fit it is fitted again for each fold`() throws {
    let notebook = notebook("```{predict}\ndata: people\n```\n")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("predict", "mean") - 3) < 1e-9)
    let result = try #require(notebook.outcome("predict")?.result)
    #expect(result.notes.count == 1)
    #expect(result.notes.first?.contains("5 folds") == true)
    #expect(result.stamps == [])
  }

  /// Forty clusters of eight rows, each with an effect and a value of x of its own: who has seen
  /// other rows of a cluster knows its effect by x.
  private static let villages: String = {
    var rows = ["x,arm,y,village,part"]
    for village in 0..<40 {
      let effect = Double(village * 17 % 40 - 20)
      for member in 0..<8 {
        let arm = member % 2
        rows.append("\(village * 7 % 40),\(arm),\(effect * Double(arm)),v\(village),\(member % 4)")
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  /// The correlation of predicted effects with the true ones of the clusters.
  private func correlation(_ kind: String, _ keys: String) throws -> Double {
    let notebook = NotebookHarness(
      """
      ```{load #villages}
      source: villages.csv
      ```
      ```{fit \(kind) #tau}
      data: villages
      outcome: y
      treatment: arm
      features: [x]
      propensity: 1/2
      models: {boosting: {trees: 60, depth: 6, rate: 0.3, min-child-weight: 1, lambda: 0}}
      averages: false
      \(keys)
      ```
      ```{predict #p}
      data: villages
      ```
      ```{sql #r}
      SELECT corr((CAST(substr(village, 2) AS INTEGER) * 17) % 40, cate) AS r FROM villages
      ```

      """, files: ["villages.csv": Self.villages])
    #expect(notebook.problems == [])
    let notes = try #require(notebook.outcome("p")?.result?.notes)
    #expect(notes.first?.contains("folds") == true)
    #expect(notes.first?.contains("whole clusters") == keys.contains("cluster"))
    return notebook.number("r", "r")
  }

  @Test(arguments: ["t-learner", "x-learner", "dr-learner"])
  func `a cluster is predicted by a fit without any of its rows`(_ kind: String) throws {
    #expect(try correlation(kind, "") > 0.9)
    #expect(try abs(correlation(kind, "cluster: village")) < 0.3)
  }

  @Test func `with fitted the model is taken as it is and stamped`() {
    let notebook = notebook("```{predict}\ndata: people\nfitted: true\n```\n")
    #expect(notebook.problems == [])
    #expect(notebook.outcome("predict")?.result?.stamps == ["in-sample"])
  }

  @Test func `outcomes come for each arm`() throws {
    let notebook = notebook("```{predict}\ndata: others\nwhat: outcome\n```\n")
    #expect(abs(notebook.number("predict", "[0].max") - 27) < 1e-9)
    #expect(abs(notebook.number("predict", "[1].max") - 37) < 1e-9)
  }

  @Test func `residuals of exact outcomes are zero`() {
    let notebook = notebook("```{predict}\ndata: people\nwhat: residual\nfitted: true\n```\n")
    #expect(abs(notebook.number("predict", "max")) < 1e-9)
    #expect(abs(notebook.number("predict", "min")) < 1e-9)
  }

  @Test func `a linear last stage gives intervals`() throws {
    let notebook = notebook(
      """
      ```{predict}
      data: others
      interval: true
      ```
      ```{show}
      data: others
      ```
      """, kind: "dr-learner")
    #expect(notebook.problems == [])
    let table = try #require(notebook.outcome("show")?.result?.tables.first)
    #expect(table.columns.map(\.name) == ["x", "arm", "cate", "cate.low", "cate.high"])
  }

  @Test func `other models refuse intervals`() {
    let notebook = notebook("```{predict}\ndata: others\ninterval: true\n```\n")
    #expect(notebook.problems == ["17: error – predict.unavailable"])
  }

  @Test func `without a model it is an error`() {
    let notebook = NotebookHarness(
      "```{load #people}\nsource: people.csv\n```\n```{predict}\n```\n",
      files: ["people.csv": ExactEffectFile.csv])
    #expect(notebook.problems == ["4: error – model.none"])
  }
}
