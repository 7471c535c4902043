import Testing

struct ShowDirectiveTests {
  private let load = """
    ```{load #people}
    source: people.csv
    ```

    """
  private let files = ["people.csv": "name,age\nAda,36\nGrace,85\nAlan,41\n"]

  @Test func `shows the first rows in the frame's order`() throws {
    let notebook = NotebookHarness(load + "```{show}\nrows: 2\n```\n", files: files)
    #expect(notebook.problems == [])
    let table = try #require(notebook.outcome("show")?.result?.tables.first)
    #expect(table.columns.map(\.name) == ["name", "age"])
    #expect(table.rows.count == 2)
    #expect(notebook.outcome("show")?.result?.notes == ["2 of 3 rows are shown."])
  }

  @Test func `sorts from high to low with a minus`() throws {
    let notebook = NotebookHarness(
      load + "```{show}\nsort: -age\ncolumns: [name]\n```\n", files: files)
    let table = try #require(notebook.outcome("show")?.result?.tables.first)
    let names = table.rows.map { row -> String in
      if case .text(let name) = row[0] { return name }
      return ""
    }
    #expect(names == ["Grace", "Alan", "Ada"])
  }

  @Test func `a misspelt column is an error with the nearest name`() {
    let notebook = NotebookHarness(load + "```{show}\ncolumns: [nmae]\n```\n", files: files)
    #expect(notebook.problems == ["5: error – column.unknown"])
    #expect(notebook.messages == ["there is no column “nmae” (did you mean “name”?)"])
  }
}
