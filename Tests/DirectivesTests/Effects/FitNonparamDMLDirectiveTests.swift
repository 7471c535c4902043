import Testing

@Suite struct FitNonparamDMLDirectiveTests {
  @Test func `a numeric treatment is an amount, and effects are slopes`() {
    let notebook = AmountFile.fit("nonparam-dml", "final: linear")
    #expect(notebook.problems == [])
    #expect(notebook.number("slope", "pehe") < 0.1)
    #expect(abs(notebook.number("slope", "ate") + 2.5) < 0.1)
    #expect(notebook.value("slope", "att") == nil)
  }

  @Test func `a base learner may be the final stage`() {
    let notebook = AmountFile.fit("nonparam-dml", "final: {boosting: {trees: 20, depth: 1}}")
    #expect(notebook.problems == [])
    #expect(notebook.number("slope", "pehe") < 0.3)
    #expect(notebook.value("slope", "coef[intercept]") == nil)
  }

  @Test func `two arms are compared too`() {
    let notebook = CustomerFile.fit("nonparam-dml")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "cate.mean") - 3.25) < 0.3)
  }
}
