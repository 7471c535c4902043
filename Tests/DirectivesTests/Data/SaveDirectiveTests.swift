import Execution
import Testing

struct SaveDirectiveTests {
  @Test func `what is saved can be loaded again`() {
    let text = """
      ```{simulate hillstrom #d}
      rows: 200
      ```
      ```{save #out}
      path: made/d.csv
      ```
      ```{load #again}
      source: output/made/d.csv
      ```
      """
    // The plan reads the header of a file, which the first run has to write.
    _ = NotebookHarness(text)
    let notebook = NotebookHarness(text)
    #expect(notebook.problems == [])
    #expect(notebook.number("out", "columns") == 12)
    #expect(notebook.number("again", "rows") == 200)
    #expect(notebook.value("again", "sha256") == notebook.value("out", "sha256"))
    #expect(
      notebook.outcome("out")?.result?.notes.first?.hasPrefix("Columns of truth are not written")
        == true)
  }

  @Test(arguments: ["../x.csv", "/tmp/x.csv", "a/../../x.csv"])
  func `nothing is written outside the output folder`(_ path: String) {
    let notebook = NotebookHarness(
      "```{simulate hillstrom #d}\nrows: 5\n```\n```{save}\npath: \(path)\n```\n")
    #expect(notebook.problems == ["5: error – save.outside"])
  }
}
