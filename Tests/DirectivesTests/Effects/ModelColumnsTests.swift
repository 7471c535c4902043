import Diagnostics
import Directives
import Execution
import NotebookSyntax
import Platform
import Testing

/// The columns of a frame that a model is applied to, and where it is said what is wrong with them.
struct ModelColumnsTests {
  private static let people: String = {
    var rows = ["x,g,price,arm,y"]
    for i in 0..<60 {
      let x = i % 5
      let arm = (i / 5) % 2
      rows.append("\(x),\(["a", "b", "c"][i % 3]),\(1 + i % 4),\(arm),\(3 * x + arm * (1 + x))")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private static let fit = """
    ```{load #people}
    source: people.csv
    ```

    ```{fit t-learner #tau}
    data: people
    outcome: y
    treatment: arm
    features: [x, g]
    propensity: 1/2
    models: linear
    ```

    """

  /// Fits a model, loads other rows at line 14 and does more from line 19 on.
  private func notebook(
    others: String, types: String = "{x: number}", _ more: String
  ) -> NotebookHarness {
    NotebookHarness(
      Self.fit + """

        ```{load #others}
        source: others.csv
        types: \(types)
        ```

        \(more)

        """, files: ["people.csv": Self.people, "others.csv": others])
  }

  private let predict = """
    ```{predict #p}
    model: tau
    data: others
    ```
    """

  @Test func `a level that the model never saw is not called missing`() {
    let notebook = notebook(others: "x,g\n1,a\n2,zzz\n3,b\n", types: "{g: category}", predict)
    #expect(notebook.problems == ["20: error – feature.unseen"])
    #expect(
      notebook.messages == [
        "“g” has levels that the model never saw in 1 row (“zzz”), which linear cannot predict for (recode them with transform, or fit with models: boosting)"
      ])
  }

  @Test func `a missing value is still called missing`() {
    let notebook = notebook(others: "x,g\n1,a\n2,\n3,b\n", types: "{g: category}", predict)
    #expect(notebook.problems == ["20: error – feature.missing"])
  }

  @Test(arguments: [("scores: [tau]", 20), ("model: tau", 20), ("level: 0.9", 19)])
  func `what a judging cell cannot read is said at the model that it names`(
    key: String, line: Int
  ) {
    let notebook = notebook(
      others: "x,arm,y\n1,0,2\n2,1,3\n",
      "```{evaluate #e}\n\(key)\ndata: others\noutcome: y\ntreatment: arm\n```")
    #expect(notebook.problems == ["\(line): error – column.unknown"])
    #expect(
      notebook.messages == ["the frame has no column “g”, which the model was fitted on"])
  }

  @Test func `what a policy cannot read is said where it is valued`() {
    let policy = """
      ```{policy threshold #rule}
      model: tau
      data: people
      revenue: price
      cost: 0.1
      ```

      """
    let notebook = notebook(
      others: "x,g,arm,y\n1,a,0,2\n2,b,1,3\n3,b,1,4\n4,a,0,4\n",
      policy + "\n```{value #v}\npolicies: [rule]\ndata: others\npropensity: 1/2\n```")
    #expect(notebook.problems.count == 1)
    #expect(notebook.problems.allSatisfy { $0.hasPrefix("27: error") }, "\(notebook.problems)")
  }

  @Test func `in a book the error stands on the page that predicts`() throws {
    let folder = "/tmp/casebook-tests/model-columns-book"
    try FileSystem.makeDirectory(folder)
    try FileSystem.writeAtomically(Self.people, to: Path.join(folder, "people.csv"))
    try FileSystem.writeAtomically("x,price\n1,2\n", to: Path.join(folder, "others.csv"))
    let registry = DirectiveRegistry.casebook
    let second = "```{load #others}\nsource: others.csv\n```\n\n" + predict + "\n"
    let pages = [("1.md", Self.fit), ("2.md", second)].map { path, text in
      (
        NotebookParser.parse(SourceFile(path: path, text: text), grammar: registry.grammar),
        FileAccess(
          projectFolder: folder, notebookFolder: folder, dataFolder: nil, cacheFolder: nil,
          outputFolder: Path.join(folder, "output"), allowsNetwork: false)
      )
    }
    let runs = Runner.run(Planner.plan(pages, registry: registry), engine: "test")
    let problem = try #require(runs.last?.diagnostics.first)
    #expect(problem.path == "2.md")
    #expect(problem.range?.lower.line == 6)
    #expect(problem.id == "column.unknown")
  }

  @Test func `a frame without rows has the columns that it has`() {
    let notebook = notebook(
      others: Self.people,
      """
      ```{sql #none}
      SELECT * FROM others WHERE x > 1000
      ```

      ```{predict #p}
      model: tau
      data: none
      ```
      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("p", "rows") == 0)
  }

  @Test func `text is read as the levels that it holds`() {
    let others = "x,g\n1,a\n2,c\n3,b\n"
    let (text, category) = (
      notebook(others: others, types: "{g: text}", predict),
      notebook(others: others, types: "{g: category}", predict)
    )
    #expect(text.problems == [])
    #expect(text.number("p", "mean") == category.number("p", "mean"))
    #expect(text.number("p", "max") == category.number("p", "max"))
  }

  @Test func `a number where the model knows levels is said to be that`() {
    let notebook = notebook(others: "x,g\n1,1\n2,2\n3,3\n", types: "{g: number}", predict)
    #expect(notebook.problems == ["20: error – feature.unsuited"])
    #expect(
      notebook.messages == [
        "“g” was a category when the model was fitted, and is none here (give it the same type with load's types:)"
      ])
  }
}
