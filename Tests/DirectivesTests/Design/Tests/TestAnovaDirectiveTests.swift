import Testing

struct TestAnovaDirectiveTests {
  private let three = TestSample.groups + "2.0,c\n2.5,c\n3.1,c\n1.9,c\n"

  @Test func `one variance for all groups, or one for each`() {
    let fisher = TestSample.notebook("anova", "x: y\nby: g", three)
    #expect(fisher.problems == [])
    #expect(abs(fisher.number("t", "statistic") - 15.54009304186886) < 1e-11)
    #expect(abs(fisher.number("t", "p") - 0.00046711310633535454) < 1e-14)
    #expect(fisher.number("t", "df.denominator") == 12)
    let welch = TestSample.notebook("anova", "x: y\nby: g\nvariance: separate", three)
    #expect(abs(welch.number("t", "statistic") - 19.603146380891392) < 1e-11)
  }

  @Test func `the effect is the share of variation between groups`() {
    // F = (η²/2)/((1 − η²)/12).
    let result = TestSample.notebook("anova", "x: y\nby: g", three)
    let share = result.number("t", "effect")
    #expect(abs(share / 2 / ((1 - share) / 12) - result.number("t", "statistic")) < 1e-10)
  }

  @Test func `one group cannot be compared`() {
    let result = TestSample.notebook("anova", "x: y\nby: g", "y,g\n1,a\n2,a\n")
    #expect(result.problems == ["7: error – test.groups"])
  }
}
