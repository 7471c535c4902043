import Testing

struct FitForestDMLDirectiveTests {
  @Test func `cross-fits its models and finds the step`() throws {
    let notebook = FitCausalForestDirectiveTests.notebook(
      "forest-dml", "trees: 100\nmodels: {outcome: {forest: {trees: 50}}}\ntruth: tau\nfolds: 3")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "pehe") < 0.5)
    #expect(abs(notebook.number("tau", "ate") - 1) < 0.3)
    let tables = try #require(notebook.outcome("tau")?.result?.tables)
    let nuisances = try #require(tables.first { $0.title == "Outcome and propensity models" })
    #expect(nuisances.notes == ["Measured on rows that each model did not see (3 folds)."])
  }
}
