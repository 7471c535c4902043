import Testing

struct TestChiSquareDirectiveTests {
  private func csv(_ counts: [(String, String, Int)]) -> String {
    "x,g\n"
      + counts.flatMap { x, g, count in [String](repeating: "\(x),\(g)", count: count) }
      .joined(separator: "\n") + "\n"
  }

  @Test func `p-values of the far tail are not rounded to zero`() {
    let text = csv([("0", "a", 2433), ("1", "a", 123), ("0", "b", 2043), ("1", "b", 401)])
    let plain = TestSample.notebook("chi-square", "x: x\nby: g", text)
    #expect(plain.problems == [])
    #expect(abs(plain.number("t", "statistic") / 179.05082340343944 - 1) < 1e-12)
    #expect(abs(plain.number("t", "p") / 7.810287837983732e-41 - 1) < 1e-10)
    let yates = TestSample.notebook("chi-square", "x: x\nby: g\nyates: true", text)
    #expect(abs(yates.number("t", "p") / 1.4523540718690788e-40 - 1) < 1e-10)
    #expect(yates.number("t", "effect") == plain.number("t", "effect"))
  }

  @Test func `larger tables have more degrees of freedom and small counts a note`() {
    let text = csv([
      ("u", "a", 12), ("v", "a", 5), ("w", "a", 7), ("u", "b", 9), ("v", "b", 11), ("w", "b", 3),
    ])
    let result = TestSample.notebook("chi-square", "x: x\nby: g", text)
    #expect(result.number("t", "df") == 2)
    #expect(abs(result.number("t", "effect") - 0.3010344913965042) < 1e-12)
    #expect(
      result.outcome("t")?.result?.notes
        == ["The smallest expected count is 4.9: below five the p-value is rough."])
  }

  @Test func `a constant column is no table`() {
    let result = TestSample.notebook(
      "chi-square", "x: x\nby: g", csv([("0", "a", 3), ("0", "b", 2)]))
    #expect(result.problems == ["6: error – test.groups"])
  }
}
