import Testing

struct FitTransformedOutcomeDirectiveTests {
  @Test func `the transformed outcome's regression finds the effect's slope in a balanced trial`() {
    let notebook = CustomerFile.fit("transformed-outcome")
    #expect(notebook.problems == [])
    // With propensity ½ and every x as often in either arm, E[Z | x] = τ(x) holds in the sample.
    #expect(abs(notebook.number("tau", "cate.mean") - 3.25) < 1e-9)
    #expect(abs(notebook.number("tau", "cate.min") - 2) < 1e-9)
    #expect(abs(notebook.number("tau", "cate.max") - 4.5) < 1e-9)
  }
}
