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
    #expect(tables == ["Numbers", "Categories", "Dates", "Missing together"])
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
        "Groups of g", "Numbers by g", "Categories by g", "Dates by g", "Missing together",
      ])
    #expect(notebook.number("s", "missing[x][a]") == 1)
    #expect(notebook.number("s", "missing[x][b]") == 0)
    #expect(notebook.value("s", "max[day][a]") == .date(18263))
  }

  @Test func `columns that miss their values together are counted`() throws {
    let notebook = NotebookHarness(
      "```{load #d}\nsource: m.csv\n```\n```{describe #s}\ndata: d\n```\n",
      files: ["m.csv": "a,b,c,id\n1,x,1,p\n,,2,q\n,,3,r\n4,,4,s\n5,y,5,t\n6,x,6,u\n"])
    #expect(notebook.problems == [])
    #expect(notebook.number("s", "complete") == 3)
    let table = try #require(notebook.outcome("s")?.result?.tables.last)
    let found = table.rows.map { row in "\(row[0]) \(row[1])" }
    #expect(found.count == 3)
    #expect(found[0].contains("none: complete rows") && found[0].contains("3"))
    #expect(found[1].contains("a, b") && found[1].contains("2"))
    #expect(found[2].contains("\"b\"") && found[2].contains("1"))
  }

  @Test func `an identifier has no shares, alone or by group`() throws {
    let rows = (0..<40).map { "i\($0),\($0 % 2)" }.joined(separator: "\n")
    let text = "```{load #d}\nsource: m.csv\n```\n```{describe #s}\ndata: d\nby: g\n```\n"
    let notebook = NotebookHarness(text, files: ["m.csv": "id,g\n\(rows)\n"])
    #expect(notebook.outcome("s")?.result?.tables.map(\.title) == ["Groups of g"])
    #expect(
      notebook.outcome("s")?.result?.notes == ["The values of id all differ, and are not compared."]
    )
  }

  @Test func `one value is a spike in its chart, and even values fill theirs`() throws {
    let text = "```{load #d}\nsource: m.csv\n```\n```{describe #s}\ndata: d\n```\n"
    let notebook = NotebookHarness(text, files: ["m.csv": "a,b\n7,1\n7,2\n7,3\n"])
    let rows = try #require(notebook.outcome("s")?.result?.tables.first?.rows)
    let bins = rows.map { row -> [Double] in
      if case .inlineChart(.histogram(let bins)) = row[1] { bins } else { [] }
    }
    #expect(bins == [[0, 0, 0, 0, 3, 0, 0, 0, 0], [1, 1, 1]])
  }

  @Test func `a condition keeps its rows`() {
    #expect(notebook("where: x >= 2").number("s", "count[x]") == 2)
  }
}
