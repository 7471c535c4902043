import Testing

struct FitDRLearnerDirectiveTests {
  @Test func `scores of a noiseless trial are the effects, and their regression is exact`() {
    let notebook = CustomerFile.fit("dr-learner")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "coef[x]") - 0.5) < 1e-9)
    #expect(abs(notebook.number("tau", "coef[intercept]") - 2) < 1e-9)
    #expect(abs(notebook.number("tau", "ate") - 3.25) < 1e-9)
  }
}
