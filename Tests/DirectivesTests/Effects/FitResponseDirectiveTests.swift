import Directives
import Execution
import Testing

struct FitResponseDirectiveTests {
  @Test func `a response model predicts the outcome and claims no effect`() {
    let notebook = CustomerFile.fit("response")
    #expect(notebook.problems == [])
    #expect(notebook.value("tau", "ate") == nil)
    #expect(notebook.number("tau", "rows") == 48)
  }

  @Test func `its reference names the values that it gives`() {
    let notebook = CustomerFile.fit("response")
    for (path, _) in FitResponseDirective.manual.values where !path.contains("[") {
      #expect(notebook.number("tau", path).isFinite, "\(path)")
    }
    #expect(!FitResponseDirective.manual.values.contains { $0.path.hasPrefix("ate") })
  }

  @Test(arguments: ["by: bought", "truth: x"])
  func `keys that are about effects are refused`(key: String) {
    #expect(CustomerFile.fit("response", key).problems == ["11: error – key.unknown"])
  }

  @Test func `among several learners it is not compared with a truth of effects`() {
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{fit #all}
      outcome: y
      treatment: arm
      control: none
      features: [x]
      propensity: 0.5
      models: linear
      truth: x
      learners: {t: t-learner, r: response}
      ```
      """, files: ["people.csv": CustomerFile.csv])
    #expect(notebook.problems == [])
    #expect(notebook.number("all", "t.pehe").isFinite)
    #expect(notebook.value("all", "r.pehe") == nil)
  }
}
