import Testing

struct TestMannWhitneyDirectiveTests {
  @Test func `the second group's U and its share of pairs`() {
    let result = TestSample.notebook("mann-whitney", "x: y\nby: g")
    #expect(result.problems == [])
    #expect(result.number("t", "statistic") == 28)
    #expect(abs(result.number("t", "effect") - 28.0 / 30) < 1e-14)
    #expect(abs(result.number("t", "p") - 0.022478873366125265) < 1e-12)
  }

  @Test func `three groups are too many`() {
    let result = TestSample.notebook("mann-whitney", "x: y\nby: g", "y,g\n1,a\n2,b\n3,c\n")
    #expect(result.problems == ["7: error – test.groups"])
  }
}
