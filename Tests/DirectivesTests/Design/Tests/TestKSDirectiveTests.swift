import Testing

struct TestKSDirectiveTests {
  @Test func `the distance of two distribution functions`() {
    let result = TestSample.notebook("ks", "x: y\nby: g")
    #expect(result.problems == [])
    #expect(abs(result.number("t", "statistic") - 0.8) < 1e-14)
    #expect(result.number("t", "p") > 0.01 && result.number("t", "p") < 0.1)
  }

  @Test func `a misspelt column is said at its line`() {
    #expect(TestSample.notebook("ks", "x: yy\nby: g").problems == ["6: error – column.unknown"])
  }
}
