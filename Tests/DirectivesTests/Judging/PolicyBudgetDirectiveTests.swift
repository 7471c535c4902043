import Execution
import Testing

struct PolicyBudgetDirectiveTests {
  private func run(_ keys: String, arms: String = "[mail]", levels: [String] = ["none", "mail"])
    -> NotebookHarness
  {
    NotebookHarness(
      TrialFile.notebook(
        arms: arms, "```{policy budget #afford}\ndata: half.train\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv(levels.count > 2 ? 1800 : 1200, levels)])
  }

  @Test func `a share of rows is not exceeded`() {
    let notebook = run("share: 0.2")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("afford", "share") - 0.2) < 1e-9)
    #expect(notebook.number("afford", "price") > 0)
  }

  @Test func `a budget buys as many as it can, and a large one all that pay`() {
    let tight = run("cost: 0.1\nbudget: 12")
    #expect(tight.problems == [])
    #expect(tight.number("afford", "used") <= 12 + 1e-9)
    #expect(tight.number("afford", "used") > 11.8)
    let loose = run("cost: 0.1\nbudget: 10000")
    #expect(loose.number("afford", "price") == 0)
    #expect(loose.number("afford", "share") > tight.number("afford", "share"))
  }

  @Test func `several arms share one budget`() {
    let notebook = run(
      "cost: {mail: 0.1, call: 0.05}\nbudget: 20", arms: "[mail, call]",
      levels: ["none", "mail", "call"])
    #expect(notebook.problems == [])
    #expect(notebook.number("afford", "used") <= 20 + 1e-9)
    #expect(notebook.number("afford", "share[call]") > 0)
  }

  @Test func `one limit is needed, and one only`() {
    #expect(run("cost: 0.1").problems == ["18: error – policy.oneLimit"])
    #expect(run("share: 0.1\nbudget: 3").problems == ["18: error – policy.oneLimit"])
  }
}

extension TrialFile {
  fileprivate static func csv(_ rows: Int, _ arms: [String]) -> String {
    csv(rows: rows, arms: arms)
  }
}
