import Execution
import Testing

struct PolicyClassifierDirectiveTests {
  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{policy classifier #rule}\ndata: half.train\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 2000)])
  }

  @Test func `a tree finds the cut of a linear effect`() throws {
    let notebook = run("cost: 0.1\ndepth: 1")
    #expect(notebook.problems == [])
    guard case .text(let rule)? = notebook.value("rule", "rule") else {
      Issue.record("no rule")
      return
    }
    // x − 0.3 ≥ 0.1.
    #expect(rule.hasPrefix("none where x ≤ 0."))
    #expect(abs(notebook.number("rule", "share") - 0.6) < 0.15)
    #expect(notebook.number("rule", "error") < 0.1)
    #expect(notebook.outcome("rule")?.result?.charts.map(\.kind) == ["policy-tree"])
  }

  @Test func `questions whose answers lead to one action are left out`() throws {
    let notebook = run("cost: 0.1\ndepth: 3")
    guard case .text(let rule)? = notebook.value("rule", "rule") else {
      Issue.record("no rule")
      return
    }
    let actions = rule.split(separator: ";").map { $0.contains("mail where") }
    #expect(zip(actions, actions.dropFirst()).contains { $0 != $1 }, "\(rule)")
    #expect(actions.count < 8, "\(rule)")
    #expect(abs(notebook.number("rule", "share") - 0.6) < 0.15)
  }

  @Test func `a base learner and doubly robust scores can make the rule`() {
    for keys in ["cost: 0.1\nlearner: {logistic: {ridge: 1}}", "cost: 0.1\nof: found"] {
      let notebook = run(keys)
      #expect(notebook.problems == [])
      #expect(abs(notebook.number("rule", "share") - 0.6) < 0.25)
    }
  }

  @Test func `a plain logistic regression of divided labels gets a ridge, and says so`() throws {
    let notebook = run("cost: 0.1\nlearner: logistic")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("rule", "share") - 0.6) < 0.15)
    let notes = try #require(notebook.outcome("rule")?.result?.notes)
    #expect(notes.contains { $0.contains("it got a ridge of 1") })
  }

  @Test func `rows of one label need no classifier`() {
    let notebook = run("cost: 50")
    #expect(notebook.problems == [])
    #expect(notebook.number("rule", "share") == 0)
    #expect(notebook.value("rule", "rule") == .text("none for everybody."))
  }

  @Test func `a rule for each revenue is bound by its value`() {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{policy classifier #rule}
        data: half.train
        cost: 1
        sweep: {revenue: [10, 2]}
        depth: 1
        ```
        ```{value #worth}
        data: half.test
        policies: [rule[10]]
        ```
        """), files: ["trial.csv": TrialFile.csv(rows: 2000)])
    #expect(notebook.problems == [])
    #expect(
      notebook.number("rule", "[10].share") > notebook.number("rule", "[2].share"))
    #expect(
      abs(notebook.number("worth", "share[rule[10]]") - notebook.number("rule", "[10].share")) < 0.1
    )
  }

  @Test func `only amounts are swept`() {
    #expect(run("sweep: {depth: [1, 2]}").problems == ["20: error – policy.sweep"])
  }
}
