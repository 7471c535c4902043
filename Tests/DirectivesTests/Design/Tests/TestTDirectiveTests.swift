import Testing

/// The sample of the tests: two groups whose figures were computed with SciPy.
enum TestSample {
  static let groups =
    "y,g\n3.1,a\n4.5,a\n2.2,a\n5.0,a\n3.3,a\n4.1,a\n5.2,b\n6.1,b\n4.4,b\n7.0,b\n5.9,b\n"

  static func notebook(_ kind: String, _ keys: String, _ csv: String = groups) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{test \(kind) #t}\n\(keys)\n```\n",
      files: ["d.csv": csv])
  }
}

struct TestTDirectiveTests {
  @Test func `Welch's test of two groups`() {
    let result = TestSample.notebook("t", "x: y\nby: g")
    #expect(result.problems == [])
    #expect(abs(result.number("t", "statistic") - 3.3356169842075065) < 1e-12)
    #expect(abs(result.number("t", "p") - 0.009018084136753082) < 1e-12)
    #expect(abs(result.number("t", "difference") - 2.02) < 1e-12)
  }

  @Test func `Student's test pools the variances`() {
    let result = TestSample.notebook("t", "x: y\nby: g\nvariance: equal")
    #expect(result.number("t", "df") == 9)
    #expect(abs(result.number("t", "p") - 0.008944164512370735) < 1e-12)
  }

  @Test(arguments: [
    ("y,g\n1,a\n2,b\n3,c\n4,a\n", "7: error – test.groups"),
    ("y,g\n1,a\n2,a\n", "7: error – test.groups"),
    ("y,g\n1,a\n2,b\n3,b\n", "7: error – test.groups"),
    ("y,g\nlow,a\nhigh,b\n", "6: error – column.notNumeric"),
  ])
  func `other than two groups of numbers is said`(csv: String, problem: String) {
    #expect(TestSample.notebook("t", "x: y\nby: g", csv).problems == [problem])
  }

  @Test func `rows that miss a value are counted`() {
    let result = TestSample.notebook("t", "x: y\nby: g", "y,g\n1,a\n2,a\n,b\n4,b\n6,b\n3,\n")
    #expect(result.outcome("t")?.result?.notes == ["2 rows with a missing “y” or “g” left out."])
  }
}
