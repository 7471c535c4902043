import Execution
import Testing

@Suite struct FitLearnersDirectiveTests {
  /// Sixty rows in which the effect is exactly 1 + x.
  private static let people: String = {
    var rows = ["x,arm,y"]
    for i in 0..<60 {
      let x = i % 5
      let arm = (i / 5) % 2
      rows.append("\(x),\(arm),\(Double(3 * x) + (arm == 1 ? 1 + Double(x) : 0))")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private func notebook(_ learners: String, after: String = "") -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{fit}
      data: people
      outcome: y
      treatment: arm
      features: [x]
      propensity: 1/2
      models: linear
      learners: \(learners)
      ```
      \(after)

      """, files: ["people.csv": Self.people])
  }

  @Test func `binds each learner under its name`() throws {
    let notebook = notebook(
      "{s: s-learner, x: {kind: x-learner, folds: 2}}",
      after: "The effect is `{= x.cate.max:.2f}`.\n```{predict}\nmodel: x\nfitted: true\n```\n")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("fit", "x.cate.max") - 5) < 1e-9)
    #expect(abs(notebook.number("fit", "s.cate.max") - 3) < 1e-9)
    #expect(abs(notebook.number("fit", "x[1].cate.max") - 5) < 1e-9)
    #expect(abs(notebook.number("predict", "max") - 5) < 1e-9)
    let table = try #require(notebook.outcome("fit")?.result?.tables.first)
    #expect(table.rows.count == 2)
    #expect(notebook.run.inlineValues.values.map(\.text) == ["5.00"])
  }

  @Test func `an unknown kind is an error with the nearest name`() {
    let notebook = notebook("{s: s-lerner}")
    #expect(notebook.problems == ["11: error – key.unknownChoice"])
    #expect(notebook.messages.first?.contains("did you mean “s-learner”?") == true)
  }

  @Test func `a learner without a kind is an error`() {
    #expect(notebook("{s: {folds: 2}}").problems == ["11: error – key.missing"])
  }

  @Test func `a key that no learner has is an error`() {
    #expect(
      notebook("{s: {kind: s-learner, data: people}}").problems == ["11: error – key.unknown"])
  }
}
