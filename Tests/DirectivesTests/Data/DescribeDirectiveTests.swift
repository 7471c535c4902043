import Execution
import Testing

struct DescribeDirectiveTests {
  private let text = """
    ```{load #d}
    source: d.csv
    ```
    ```{describe #s}
    KEYS
    ```

    """
  private let files = [
    "d.csv":
      "x,g,day,flag\n1,a,2020-01-01,true\n2,b,2020-01-03,false\n3,a,,true\n,a,2020-01-02,true\n"
  ]

  private func notebook(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      text.split(separator: "KEYS", omittingEmptySubsequences: false).joined(separator: keys),
      files: files)
  }

  @Test func `columns are summarised by type`() {
    let notebook = notebook("data: d")
    #expect(notebook.problems == [])
    let tables = notebook.outcome("s")?.result?.tables.map(\.title)
    #expect(tables == ["Numbers", "Categories", "Dates"])
    #expect(notebook.number("s", "mean[x]") == 2)
    #expect(notebook.number("s", "sd[x]") == 1)
    #expect(notebook.number("s", "q25[x]") == 1.5)
    #expect(notebook.number("s", "missing[x]") == 1)
    #expect(notebook.number("s", "share[g][a]") == 0.75)
    #expect(notebook.number("s", "share[flag][true]") == 0.75)
    #expect(notebook.value("s", "max[day]") == .date(18264))
  }

  @Test func `groups stand side by side`() {
    let notebook = notebook("by: g")
    #expect(notebook.problems == [])
    #expect(notebook.number("s", "mean[x][a]") == 2)
    #expect(notebook.number("s", "mean[x][b]") == 2)
    #expect(notebook.number("s", "share[flag][true][a]") == 1)
    #expect(notebook.value("s", "sd[x][b]") == .missing)
    #expect(
      notebook.outcome("s")?.result?.tables.map(\.title) == [
        "Groups of g", "Numbers by g", "Categories by g",
      ])
  }

  @Test func `a condition keeps its rows`() {
    #expect(notebook("where: x >= 2").number("s", "count[x]") == 2)
  }
}
