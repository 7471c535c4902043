import Testing

struct FitInteractionOLSDirectiveTests {
  @Test func `one regression with interactions has the effect of every customer`() {
    let notebook = CustomerFile.fit("interaction-ols", "")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "cate.min") - 2) < 1e-9)
    #expect(abs(notebook.number("tau", "cate.max") - 4.5) < 1e-9)
  }
}
