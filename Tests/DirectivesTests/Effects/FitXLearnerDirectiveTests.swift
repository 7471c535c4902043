import Testing

struct FitXLearnerDirectiveTests {
  @Test func `with linear models in both stages it is the T-learner`() {
    let (x, t) = (CustomerFile.fit("x-learner"), CustomerFile.fit("t-learner"))
    #expect(x.problems == [])
    for key in ["cate.mean", "cate.sd", "cate.min", "cate.q50", "cate.max"] {
      #expect(abs(x.number("tau", key) - t.number("tau", key)) < 1e-9, "\(key)")
    }
  }
}
