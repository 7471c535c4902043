import Testing

struct TestKSDirectiveTests {
  @Test func `the distance of two distribution functions`() {
    let result = TestSample.notebook("ks", "x: y\nby: g")
    #expect(result.problems == [])
    #expect(abs(result.number("t", "statistic") - 0.8) < 1e-14)
    // Six against five: so many of the 462 ways to deal them stand as far apart.
    #expect(abs(result.number("t", "p") - 22.0 / 462) < 1e-12)
  }

  @Test func `a misspelt column is said at its line`() {
    #expect(TestSample.notebook("ks", "x: yy\nby: g").problems == ["6: error – column.unknown"])
  }
}
