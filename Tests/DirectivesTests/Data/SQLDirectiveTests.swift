import Execution
import Testing

struct SQLDirectiveTests {
  private let files = ["d.csv": "g,x\na,1\nb,2\na,4\n"]
  private let load = "---\nparams:\n  low: 1.5\n---\n```{load #d}\nsource: d.csv\n```\n"

  private func notebook(_ body: String) -> NotebookHarness {
    NotebookHarness(load + "```{sql #q}\n\(body)\n```\n", files: files)
  }

  @Test func `a query gives a frame and its values`() {
    let notebook = notebook("SELECT g, sum(x) AS total FROM d GROUP BY g ORDER BY g")
    #expect(notebook.problems == [])
    #expect(notebook.number("q", "rows") == 2)
    #expect(notebook.number("q", "total[a]") == 5)
    #expect(notebook.outcome("q")?.result?.tables.first?.rows.count == 2)
  }

  @Test func `one row is addressed by column`() {
    #expect(notebook("SELECT median(x) AS m FROM d").number("q", "m") == 2)
  }

  @Test func `parameters are bound values`() {
    #expect(notebook("SELECT count(*) AS n FROM d WHERE x > ${low}").number("q", "n") == 2)
  }

  @Test func `an unknown column points at its token`() {
    let notebook = notebook("SELECT g,\n  xx FROM d")
    #expect(notebook.problems == ["10: error – sql.invalid"])
    #expect(notebook.run.diagnostics.first?.range?.lower.column == 3)
    #expect(notebook.messages.first?.hasPrefix("there is no column “xx”") == true)
  }

  @Test func `a part of a split without its quotes is told how to be written`() {
    let message = notebook("SELECT * FROM half.train").messages.first
    #expect(message?.hasSuffix("(a name with a point stands in quotes: \"half.train\")") == true)
  }

  @Test func `an unknown frame points at its token`() {
    let notebook = notebook("SELECT dd.g\nFROM dd")
    #expect(notebook.problems == ["10: error – sql.invalid"])
    #expect(notebook.run.diagnostics.first?.range?.lower.column == 6)
    #expect(notebook.messages.first?.hasPrefix("there is no frame “dd”") == true)
  }

  @Test(arguments: ["DROP TABLE d", "DELETE FROM d", "ATTACH 'x' AS y", "PRAGMA table_info(d)"])
  func `a query can only read`(_ query: String) {
    let notebook = notebook(query)
    #expect(notebook.problems == ["9: error – sql.invalid"])
    #expect(notebook.messages.first?.contains("a query only reads") == true)
  }

  @Test func `a function that is denied is named`() {
    let notebook = notebook("SELECT random() AS r")
    #expect(notebook.messages.first?.contains("“random” may not be called") == true)
  }

  @Test func `parts of a split are quoted`() {
    let notebook = NotebookHarness(
      load + "```{split #half}\nparts: {a: 0.6, b: 0.4}\n```\n"
        + "```{sql #q}\nSELECT count(*) AS n FROM \"half.a\"\n```\n", files: files)
    #expect(notebook.problems == [])
    #expect(notebook.number("q", "n") == 2)
  }
}
