import Execution
import Testing

struct JoinDirectiveTests {
  private let files = [
    "a.csv": "id,name,n\n1,Ada,10\n2,Grace,20\n3,Alan,30\n,Mary,40\n",
    "b.csv": "key,n,city\n1,5,London\n3,6,Bletchley\n3,7,Manchester\n9,8,Paris\n",
  ]

  private func notebook(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #a}
      source: a.csv
      ```
      ```{load #b}
      source: b.csv
      ```
      ```{join #j}
      left: a
      right: b
      \(keys)
      ```
      ```{show #rows}
      data: j
      ```

      """, files: files)
  }

  @Test func `a left join keeps all rows and reports growth`() {
    let notebook = notebook("on: {id: key}")
    #expect(notebook.problems == ["10: warning – join.growth"])
    #expect(
      notebook.rows("rows") == [
        "1 Ada 10 5 London", "2 Grace 20 – –", "3 Alan 30 6 Bletchley", "3 Alan 30 7 Manchester",
        "– Mary 40 – –",
      ])
    #expect(notebook.number("j", "growth") == 1)
    #expect(notebook.number("j", "left.unmatched") == 2)
    #expect(notebook.number("j", "right.unmatched") == 1)
    #expect(notebook.number("j", "right.duplicates") == 1)
    #expect(notebook.outcome("j")?.result?.notes == ["“n” of the right frame is now “n_right”."])
  }

  @Test(arguments: [("inner", 3), ("left", 5), ("right", 4), ("full", 6)])
  func `each kind keeps its rows`(_ kind: String, _ count: Int) {
    #expect(notebook("on: {id: key}\nhow: \(kind)").number("j", "rows") == Double(count))
  }

  @Test func `rows of the right frame alone have their key`() {
    #expect(notebook("on: {id: key}\nhow: right").rows("rows").last == "9 – – 8 Paris")
  }

  @Test func `text does not equal numbers`() {
    #expect(notebook("on: {name: key}").problems.first == "10: error – join.keys")
  }

  @Test func `keys must be columns`() {
    #expect(notebook("on: id").problems.first == "10: error – column.unknown")
  }
}
