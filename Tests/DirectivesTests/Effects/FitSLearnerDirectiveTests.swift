import Testing

struct FitSLearnerDirectiveTests {
  @Test func `one linear model of both arms has one effect for all, their mean`() {
    let notebook = CustomerFile.fit("s-learner")
    #expect(notebook.problems == [])
    // The mean of 2 + x/2 over x = 0 … 5 is 3.25, and x is balanced between the arms.
    #expect(abs(notebook.number("tau", "cate.mean") - 3.25) < 1e-9)
    #expect(abs(notebook.number("tau", "cate.sd")) < 1e-9)
  }
}
