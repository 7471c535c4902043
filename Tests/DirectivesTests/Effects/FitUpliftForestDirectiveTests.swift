import Testing

struct FitUpliftForestDirectiveTests {
  @Test func `finds who responds`() {
    let notebook = FitCausalForestDirectiveTests.notebook(
      "uplift-forest",
      "models: boosting\ncriterion: ed\ntrees: 50\nmin-leaf: 40\nmin-arm: 10\ntruth: tau")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "pehe") < 0.6)
    #expect(notebook.number("tau", "importance[age]") > 0.5)
  }
}
