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

  @Test(arguments: [
    ("uplift-forest", "criterion: ed\ntrees: 30\nmin-leaf: 40\nmin-arm: 10"),
    ("uplift-tree", "criterion: ed\ndepth: 1\nmin-leaf: 40\nmin-arm: 10"),
    ("causal-forest", "trees: 30"),
  ])
  func `a bootstrap gives intervals`(_ kind: String, _ keys: String) throws {
    let notebook = FitCausalForestDirectiveTests.notebook(
      kind, "models: {boosting: {trees: 20}}\n\(keys)\ninference: {bootstrap: 20}\ntruth: tau")
    #expect(notebook.problems == [])
    let (low, high) = try #require(notebook.interval("tau", "cate.mean.ci"))
    #expect(low < 1 && high > 0.8 && high - low > 0.1 && high - low < 0.8)
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(
      notes.contains {
        $0.hasPrefix("Intervals of effects are percentiles of 20 refits of the whole procedure")
      })
    #expect(!notes.contains { $0.contains("little bags") })
  }
}
