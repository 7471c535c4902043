import Testing

struct TestCorrelationDirectiveTests {
  private let csv = "x,y\n1,2.1\n2,1.9\n3,3.5\n4,3.1\n5,5.2\n6,4.8\n7,7.7\n8,6.1\n9,\n"

  @Test func `Pearson's and Spearman's`() {
    let pearson = TestSample.notebook("correlation", "x: x\nby: y", csv)
    #expect(pearson.problems == [])
    #expect(abs(pearson.number("t", "effect") - 0.9098272166299117) < 1e-12)
    #expect(abs(pearson.number("t", "p") - 0.001711286261992322) < 1e-12)
    #expect(abs((pearson.interval("t", "effect.ci")?.0 ?? 0) - 0.5716683935821039) < 1e-12)
    #expect(pearson.outcome("t")?.result?.notes == ["1 row with a missing value left out."])
    let spearman = TestSample.notebook("correlation", "x: x\nby: y\nmethod: spearman", csv)
    #expect(abs(spearman.number("t", "effect") - 0.9047619047619048) < 1e-12)
  }

  @Test func `two rows are too few`() {
    let result = TestSample.notebook("correlation", "x: x\nby: y", "x,y\n1,2\n2,3\n")
    #expect(result.problems == ["5: error – test.groups"])
  }

  @Test func `a constant column has no correlation`() {
    let result = TestSample.notebook("correlation", "x: x\nby: y", "x,y\n1,2\n1,3\n1,5\n1,4\n")
    #expect(result.value("t", "effect") == .missing)
  }
}
