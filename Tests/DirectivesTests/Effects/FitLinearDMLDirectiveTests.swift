import Testing

struct FitLinearDMLDirectiveTests {
  @Test func `the final stage has the effect's intercept and slope, with standard errors`() {
    let notebook = CustomerFile.fit("linear-dml")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "coef[x]") - 0.5) < 0.1)
    #expect(abs(notebook.number("tau", "coef[1]") - 2) < 0.3)
    #expect(notebook.number("tau", "se[x]") > 0)
  }
}
