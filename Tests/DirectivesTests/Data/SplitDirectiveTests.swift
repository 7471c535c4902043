import Execution
import Testing

struct SplitDirectiveTests {
  private func notebook(_ keys: String, after: String = "", rows: Int = 100) -> NotebookHarness {
    let lines = (0..<rows).map {
      "\($0),\($0 % 4 == 0 ? "a" : "b"),\($0 / 10),\($0 < 30 ? "test" : "train")"
    }
    return NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{split #half}\n\(keys)\n```\n\n\(after)",
      files: ["d.csv": "id,g,c,who\n" + lines.joined(separator: "\n") + "\n"])
  }

  private func ids(_ notebook: NotebookHarness, _ name: String) -> Set<Int> {
    let object = notebook.outcome("half")?.result?.bindings.first { $0.name == name }?.object
    guard let frame = (object as? FrameObject)?.frame, let values = frame.doubles("id") else {
      return []
    }
    return Set(values.map { Int($0) })
  }

  @Test func `parts are disjoint, whole and of the asked size`() {
    let split = notebook("test: 0.4")
    let (train, test) = (ids(split, "half.train"), ids(split, "half.test"))
    #expect(train.count == 60 && test.count == 40)
    #expect(train.isDisjoint(with: test))
    #expect(split.number("half", "train.rows") == 60)
  }

  @Test func `strata are divided in the same shares`() {
    let split = notebook("test: 0.4\nstratify: g")
    #expect(ids(split, "half.test").count { $0 % 4 == 0 } == 10)
  }

  @Test func `clusters stay together`() {
    let test = ids(notebook("test: 0.4\ncluster: c"), "half.test")
    #expect(Dictionary(grouping: test) { $0 / 10 }.values.allSatisfy { $0.count == 10 })
    #expect(test.count == 40)
  }

  @Test func `a column may say who belongs where`() {
    #expect(ids(notebook("assign: who"), "half.test") == Set(0..<30))
  }

  @Test func `named parts bind their own names`() {
    let split = notebook(
      "parts: {fit: 0.5, choose: 1/5, report: 0.3}",
      after: "```{show}\ndata: half.choose\nrows: 3\n```\n")
    #expect(split.problems == [])
    #expect(
      [
        split.number("half", "fit.rows"), split.number("half", "choose.rows"),
        split.number("half", "report.rows"),
      ] == [50, 20, 30])
  }

  @Test func `the same seed gives the same parts, another seed others`() {
    #expect(ids(notebook("test: 0.4"), "half.test") == ids(notebook("test: 0.4"), "half.test"))
    #expect(
      ids(notebook("test: 0.4"), "half.test") != ids(notebook("test: 0.4\nseed: 7"), "half.test"))
  }

  @Test(arguments: [
    ("parts: {a: 0.7, b: 0.7}", "6: error – split.shares"),
    ("test: 1.5", "6: error – key.outOfRange"),
    ("stratify: gg", "6: error – column.unknown"),
    ("assign: who\ncluster: c", "6: error – split.conflict"),
    ("assign: g", "6: error – split.empty"),
  ])
  func `what cannot be split is said`(keys: String, problem: String) {
    #expect(notebook(keys).problems == [problem])
  }

  @Test func `a part without rows is an error`() {
    #expect(notebook("test: 0.1", rows: 2).problems == ["5: error – split.empty"])
  }
}
