import Statistics
import Testing

@Suite struct ModelFormulaTests {
  /// The terms in short: factors joined by a colon.
  private func terms(_ text: String) throws -> [String] {
    let formula = try ModelFormula(text)
    return (formula.hasIntercept ? ["1"] : [])
      + formula.terms.map { term in
        term.factors.map { factor in
          switch factor {
          case .column(let name): name
          case .category(let name): "C(\(name))"
          case .expression(let text): text
          }
        }.joined(separator: ":")
      }
  }

  @Test(arguments: [
    ("y ~ a", "1 a"), ("y ~ a + b*c", "1 a b c b:c"), ("y ~ a:b + a", "1 a a:b"),
    ("y ~ C(k) + I(a**2)", "1 C(k) I(a**2)"), ("y ~ 0 + a", "a"), ("y ~ a - 1", "a"),
    ("y ~ 1", "1"), ("y ~ (a + b)*c", "1 a b c a:c b:c"),
    ("y ~ (a + b + c)**2", "1 a b c a:b a:c b:c"), ("y ~ (a+b+c)^2 - a:b", "1 a b c a:c b:c"),
    ("y ~ a*b*c", "1 a b c a:b a:c b:c a:b:c"), ("y ~ a + a", "1 a"),
    ("y ~ `my col`:x", "1 my col:x"), ("y ~ I( a+ b ) + log(p)", "1 I(a + b) log(p)"),
    ("y ~ größe", "1 größe"), ("y ~ -1 + a", "a"), ("y ~ a + b - b", "1 a"),
  ])
  func formulasExpand(_ text: String, _ expected: String) throws {
    let found = try terms(text).joined(separator: " ")
    #expect(found == expected)
  }

  @Test func responseAndColumnsAreRead() throws {
    let formula = try ModelFormula("log(y) ~ a + C(k):I(b*a)")
    #expect(formula.response == .expression("log(y)"))
    #expect(formula.columns == ["y", "a", "k", "b"])
  }

  @Test func arithmeticFollowsPrecedence() throws {
    let formula = try ModelFormula("y ~ I(-a**2 + 6/b*2 - (a - 1)) + I(2**a**b)")
    func value(_ text: String) throws -> [Double] {
      let expression = try #require(formula.expressions[text])
      return expression.evaluate(rows: 1) { $0 == "a" ? [2] : [3] }
    }
    #expect(try value("I(-a**2 + 6 / b * 2 - (a - 1))") == [-4 + 4 - 1])
    #expect(try value("I(2**a**b)") == [256])
  }

  @Test(arguments: [
    ("y", FormulaError.Problem.missingTilde, 1), ("y ~", .unexpectedEnd, 3),
    ("y ~ a +", .unexpectedEnd, 7), ("y ~ (a + b", .unclosed("("), 4),
    ("y ~ a $ b", .unexpected("$"), 6), ("y ~ a b", .unexpected("b"), 6),
    ("y ~ f(a)", .unknownFunction("f"), 4), ("y ~ C(a + b)", .categoryNeedsName, 8),
    ("y ~ `a", .unclosed("`"), 4), ("y ~ a**b", .badPower, 7), ("y ~ 0", .noTerms, 5),
    ("~ a", .unexpected("~"), 0), ("y ~ a € b", .unexpected("€"), 6),
  ])
  func problemsAreLocated(_ text: String, _ problem: FormulaError.Problem, _ offset: Int) {
    #expect(throws: FormulaError(problem: problem, offset: offset)) { try ModelFormula(text) }
  }

  @Test func nestingEnds() {
    let deep = "y ~ I(" + String(repeating: "(", count: 5000) + "a"
    #expect(throws: FormulaError.self) { try ModelFormula(deep) }
    let wide = "y ~ (" + (0..<300).map { "a\($0)" }.joined(separator: "+") + ")**9"
    #expect(throws: FormulaError.self) { try ModelFormula(wide) }
  }
}
