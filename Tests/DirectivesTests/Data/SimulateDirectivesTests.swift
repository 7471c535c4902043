import Execution
import Testing

struct SimulateDirectivesTests {
  @Test(arguments: [
    ("hillstrom", "rows: 300", 12, "_tau_womens"), ("retail-hero", "rows: 300", 29, "_tau"),
    ("pricing", "rows: 300\nnoise: 2", 11, "_elasticity"),
    ("campaign", "rows: 300\neffect: income", 16, "_tau"),
    ("discounts", "rows: 300\nassignment: random\nmargin: 0.049", 43, "_slope"),
    ("nie-wager", "rows: 300\nsetup: D\nfeatures: 8", 10, "_e"),
    ("kunzel", "rows: 300\nsetup: 4", 7, "_mu1"),
  ])
  func `each kind gives its columns and the truth`(
    _ kind: String, _ keys: String, _ columns: Int, _ truth: String
  ) {
    let notebook = NotebookHarness(
      "```{simulate \(kind) #d}\n\(keys)\n```\n```{describe #t}\ncolumns: [\(truth)]\n```\n")
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == Double(columns))
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[\(truth)]") == 300)
  }

  @Test func `one seed gives the same bytes, another others`() {
    func hash(_ seed: Int) -> ResultValue? {
      NotebookHarness("```{simulate hillstrom #d}\nrows: 50\nseed: \(seed)\n```\n")
        .value("d", "sha256")
    }
    #expect(hash(1) == hash(1))
    #expect(hash(1) != hash(2))
  }

  @Test func `a wrong setup is located`() {
    let notebook = NotebookHarness("```{simulate kunzel #d}\nsetup: 7\n```\n")
    #expect(notebook.problems == ["2: error – key.outOfRange"])
  }
}
