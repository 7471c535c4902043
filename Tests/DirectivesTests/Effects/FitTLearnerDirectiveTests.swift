import Testing

struct FitTLearnerDirectiveTests {
  @Test func `two linear models of a noiseless trial give each customer's effect`() {
    let notebook = CustomerFile.fit("t-learner")
    #expect(notebook.problems == [])
    // τ = 2 + x/2 for x = 0 … 5, eight customers each: quartiles 2.5 (x = 1) and 4 (x = 4).
    #expect(abs(notebook.number("tau", "cate.min") - 2) < 1e-9)
    #expect(abs(notebook.number("tau", "cate.q25") - 2.5) < 1e-9)
    #expect(abs(notebook.number("tau", "cate.q75") - 4) < 1e-9)
    #expect(abs(notebook.number("tau", "ate") - 3.25) < 1e-9)
  }
}
