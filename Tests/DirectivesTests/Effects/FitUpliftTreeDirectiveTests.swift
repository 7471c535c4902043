import Testing

struct FitUpliftTreeDirectiveTests {
  @Test func `the tree is a table of rules and a drawing`() throws {
    let notebook = FitCausalForestDirectiveTests.notebook(
      "uplift-tree", "models: boosting\ncriterion: ed\ndepth: 1\nmin-leaf: 50")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "leaves") == 2)
    let result = try #require(notebook.outcome("tau")?.result)
    let leaves = try #require(result.tables.first { $0.title == "Leaves of the tree" })
    #expect(leaves.rows.count == 2)
    #expect(result.charts.contains { $0.kind == "uplift-tree" })
    #expect(abs(notebook.number("tau", "cate.max") - 2) < 0.4)
    #expect(abs(notebook.number("tau", "cate.min")) < 0.4)
  }

  @Test func `a criterion for rates refuses amounts`() {
    let notebook = FitCausalForestDirectiveTests.notebook("uplift-tree", "criterion: kl")
    #expect(notebook.problems.count == 1)
    #expect(notebook.messages.first?.contains("0/1 outcomes") == true)
  }
}
