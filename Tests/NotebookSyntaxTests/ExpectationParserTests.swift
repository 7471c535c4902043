import Diagnostics
import NotebookSyntax
import Testing

@Suite struct ExpectationParserTests {
  private func parse(_ text: String) -> (NotebookSyntax.Expectation, [Diagnostic]) {
    let file = SourceFile(path: "a.md", text: "é: " + text)
    return ExpectationParser.parse(text, at: file.range(4, file.bytes.count), in: file)
  }

  private func show(_ expectation: NotebookSyntax.Expectation) -> String {
    let subject =
      switch expectation.subject {
      case .value(let value): Dump.expression(value)
      case .aggregate(let sql, let frame): "sql(\(sql.value)) of \(frame.value)"
      }
    let check =
      switch expectation.check {
      case .holds: "holds"
      case .comparison(let sign, let value): "\(sign.rawValue) \(Dump.expression(value))"
      case .within(let tolerance, let target):
        "within \(Dump.expression(tolerance)) of \(Dump.expression(target))"
      case .between(let low, let high):
        "between \(Dump.expression(low)) and \(Dump.expression(high))"
      case .invalid: "invalid"
      }
    return "\(subject) \(check)"
  }

  @Test(arguments: [
    ("tau.ate > 0", "tau.ate > 0.0"),
    ("tau.ate within 1e-6 of 0.4244", "tau.ate within 1e-06 of 0.4244"),
    ("x between a and b + 1", "x between a and (b + 1.0)"),
    (
      "max(abs(profit - 0.05*sales + discount)) in random < 0.01",
      "sql(max(abs(profit - 0.05*sales + discount))) of random < 0.01"
    ),
    ("mean(x) in half.train between 1 and 2", "sql(mean(x)) of half.train between 1.0 and 2.0"),
    ("customers.origin == \"file\"", "customers.origin == “file”"),
    ("graph.identified", "graph.identified holds"), ("a - b >= -c", "(a - b) >= -(c)"),
    ("tau[in x].ate != 1", "tau[in x].ate != 1.0"),
    ("choose(a < b, 1, 2) == 1", "choose((a < b), 1.0, 2.0) == 1.0"),
    ("within-group.p < 0.05", "within-group.p < 0.05"),
    (
      "value.profit[a] - value.profit[b] within 0.01 of gain",
      "(value.profit[a] - value.profit[b]) within 0.01 of gain"
    ),
  ])
  func reads(_ text: String, _ expected: String) {
    let (expectation, diagnostics) = parse(text)
    #expect(diagnostics == [])
    #expect(show(expectation) == expected)
    #expect(expectation.source == text)
  }

  @Test(arguments: [
    ("", 4, "an expectation is missing here"), ("a >", 7, "the expression ends too soon"),
    ("a within 1 0", 15, "`of` is missing"), ("a between 1", 15, "`and` is missing"),
    ("a > 1 and b", 10, "“and” is not expected here"), ("a = 1", 6, "a single = compares nothing"),
    ("max(x) > 1", 4, "there is no function “max” here"),
  ])
  func placesErrors(_ text: String, _ column: Int, _ message: String) throws {
    let (expectation, diagnostics) = parse(text)
    guard case .invalid = expectation.check else {
      Issue.record("\(expectation)")
      return
    }
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostics.count == 1)
    #expect(diagnostic.message == message)
    #expect(diagnostic.range?.lower.column == column)
  }

  @Test func readsConditions() {
    let file = SourceFile(path: "a.md", text: "a < b")
    let (value, diagnostics) = ValueExpressionParser.parseCondition(
      "a < b", at: file.range(0, 5), in: file)
    #expect(diagnostics == [])
    #expect(Dump.expression(value) == "(a < b)")
  }
}
