import Testing

struct FitRLearnerDirectiveTests {
  @Test func `the slope of the effect is found although the outcome model is additive`() {
    let notebook = CustomerFile.fit("r-learner", "models: linear\nfolds: 4")
    #expect(notebook.problems == [])
    #expect(
      abs(notebook.number("tau", "cate.max") - notebook.number("tau", "cate.min") - 2.5) < 0.2)
    #expect(abs(notebook.number("tau", "cate.mean") - 3.25) < 0.1)
  }
}
