import Execution
import Testing

/// Columns of a simulation's truth, which nothing but `truth:` reads.
struct HiddenColumnsTests {
  private static let csv: String = {
    var rows = ["x,arm,y,_tau"]
    for i in 0..<48 {
      let x = i % 6
      let arm = (i / 6) % 2
      rows.append("\(x),\(arm),\(x + 2 * arm),\(2 + i % 3)")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private func notebook(
    _ directive: String, _ keys: String, models: String = "models: linear"
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{\(directive) #tau}
      \(keys)
      \(models)
      ```
      """, files: ["people.csv": Self.csv])
  }

  @Test(arguments: [
    ("outcome: y\ntreatment: arm\nfeatures: [x, _tau]", 8),
    ("outcome: y\ntreatment: arm\nfeatures: [x]\ncontrols: [_tau]", 9),
    ("outcome: _tau\ntreatment: arm\nfeatures: [x]", 6),
    ("outcome: y\ntreatment: arm\nfeatures: [x]\nby: _tau", 9),
    ("outcome: y\ntreatment: arm\nfeatures: [x]\nweights: _tau", 9),
  ])
  func `no model learns from the truth`(keys: String, line: Int) {
    #expect(notebook("fit t-learner", keys).problems == ["\(line): error – column.hidden"])
  }

  @Test(arguments: ["aipw", "dml", "ipw", "matching", "ols"])
  func `no average effect does either`(kind: String) {
    let models = kind == "aipw" || kind == "dml" ? "models: linear" : ""
    let notebook = notebook(
      "estimate \(kind)", "outcome: y\ntreatment: arm\ncontrols: [x, _tau]", models: models)
    #expect(notebook.problems == ["8: error – column.hidden"])
  }

  @Test func `no formula does`() {
    #expect(
      notebook("estimate ols", "formula: y ~ arm + _tau", models: "").problems
        == ["6: error – column.hidden"])
  }

  @Test func `truth compares with it`() {
    let notebook = notebook(
      "fit t-learner", "outcome: y\ntreatment: arm\nfeatures: [x]\ntruth: _tau")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "bias") + 1) < 1e-9)
  }
}
