import Execution
import Testing

/// `truth:` of a fit.
struct KnownEffectsTests {
  /// Two arms whose effects are 2 + x/2 and −1; every fifth row of `gappy` does not tell its truth.
  private static let csv: String = {
    var rows = ["x,arm,y,gappy,_tau,_tau[mail],_tau[call]"]
    for i in 0..<60 {
      let x = Double(i % 6)
      let arm = ["none", "mail", "call"][(i / 6) % 3]
      let effects = ["none": 0, "mail": 2 + 0.5 * x, "call": -1]
      let truth = 2 + 0.5 * x
      rows.append(
        "\(x),\(arm),\(x + (effects[arm] ?? 0)),\(i % 5 == 0 ? "" : "\(truth)"),\(truth),\(truth),-1"
      )
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private func notebook(arms: String, truth: String, columns: String = "") -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      \(columns)
      ```

      ```{fit t-learner #tau}
      outcome: y
      treatment: arm
      control: none
      arms: \(arms)
      features: [x]
      propensity: design
      models: linear
      truth: \(truth)
      ```
      """, files: ["people.csv": Self.csv])
  }

  @Test func `rows whose truth is missing are counted, and the others judged`() throws {
    let gappy = notebook(arms: "[mail]", truth: "gappy")
    #expect(gappy.problems == [])
    #expect(gappy.number("tau", "pehe") < 1e-9)
    #expect(abs(gappy.number("tau", "bias")) < 1e-9)
    let notes = try #require(gappy.outcome("tau")?.result?.notes)
    #expect(
      notes.contains("gappy tells no truth of 8 rows: pehe, bias and coverage are of the others."))
  }

  @Test func `every arm is judged by the truth of its own`() throws {
    let notebook = notebook(arms: "[mail, call]", truth: "_tau")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "[mail].pehe") < 1e-9)
    #expect(notebook.number("tau", "[call].pehe") < 1e-9)
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(!notes.contains { $0.contains("_tau") })
  }

  @Test func `one truth for several arms is said to be that of all`() throws {
    let notebook = notebook(
      arms: "[mail, call]", truth: "_tau", columns: "columns: [x, arm, y, _tau]")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "[mail].pehe") < 1e-9)
    #expect(notebook.number("tau", "[call].bias") < -3)
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(
      notes.contains(
        "_tau is taken as the true effect of mail and of call: columns _tau[mail], _tau[call] would tell them apart."
      ))
  }

  @Test func `truths of arms need no column without an arm`() {
    let notebook = notebook(
      arms: "[mail, call]", truth: "_tau",
      columns: "columns: [x, arm, y, \"_tau[mail]\", \"_tau[call]\"]")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "[call].pehe") < 1e-9)
  }
}
