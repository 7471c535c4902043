import Execution
import Testing

struct SplitDirectiveTests {
  private static let people: String = {
    var text = "id,arm,home,set\n"
    for id in 0..<1000 {
      text +=
        "\(id),\(id % 10 == 0 ? "rare" : "common"),h\(id / 4),\(id % 2 == 0 ? "fit" : "rest")\n"
    }
    return text
  }()
  private static let load = "```{load #d}\nsource: people.csv\n```\n"

  private func notebook(_ keys: String, after: String = "") -> NotebookHarness {
    NotebookHarness(
      Self.load + "```{split #half}\n\(keys)\n```\n" + after, files: ["people.csv": Self.people])
  }

  @Test func `rows go to train and test in their shares`() {
    let notebook = notebook(
      "test: 0.4", after: "```{show #rows}\ndata: half.test\nrows: 1000\n```\n")
    #expect(notebook.problems == [])
    #expect(notebook.number("half", "train.rows") == 600)
    #expect(notebook.number("half", "test.rows") == 400)
    #expect(notebook.number("rows", "rows") == 400)
  }

  @Test func `strata keep their shares`() {
    let notebook = notebook(
      "test: 0.3\nstratify: arm",
      after: "```{describe #s}\ndata: half.test\ncolumns: [arm]\n```\n")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("s", "share[arm][rare]") - 0.1) < 0.004)
  }

  @Test func `clusters stay whole`() {
    let notebook = notebook(
      "cluster: home",
      after: "```{describe #a}\ndata: half.train\n```\n```{describe #b}\ndata: half.test\n```\n")
    #expect(notebook.problems == [])
    #expect(notebook.number("a", "distinct[home]") + notebook.number("b", "distinct[home]") == 250)
  }

  @Test func `parts have their own names`() {
    let notebook = notebook("parts: {fit: 0.5, choose: 0.15, report: 0.35}")
    #expect(notebook.problems == [])
    #expect(notebook.number("half", "choose.rows") == 150)
  }

  @Test func `a column may say the parts`() {
    let notebook = notebook("assign: set\nparts: {fit: 0.5, rest: 0.5}")
    #expect(notebook.number("half", "fit.rows") == 500)
    let wrong = self.notebook("assign: set")
    #expect(wrong.problems == ["5: error – split.assigned"])
  }

  @Test func `shares must sum to one`() {
    #expect(notebook("parts: {a: 0.5, b: 0.6}").problems == ["5: error – split.shares"])
  }

  @Test func `a cell inserted above moves no row`() {
    let shown = "```{show #rows}\ndata: half.test\nrows: 3\n```\n"
    let one = notebook("test: 0.4", after: shown)
    let two = NotebookHarness(
      Self.load + "```{describe}\n```\n```{split #half}\ntest: 0.4\n```\n" + shown,
      files: ["people.csv": Self.people])
    func ids(_ notebook: NotebookHarness) -> [String] {
      (notebook.outcome("rows")?.result?.tables.first?.rows ?? []).map { "\($0[0])" }
    }
    #expect(ids(one).count == 3)
    #expect(ids(one) == ids(two))
  }
}
