/// A regression as text: `y ~ a + b*c + C(k) + a:b + I(a**2)`.
///
/// Wilkinson and Rogers (1973) as in R and patsy: `+` adds terms, `:` interacts, `a*b` is
/// `a + b + a:b`, `(a + b)**2` all interactions up to that order, `-` removes, `0` or `- 1` drops the
/// intercept, backquotes hold names with other characters.
package struct ModelFormula: Sendable, Equatable {
  /// One factor of a term.
  package enum Factor: Sendable, Hashable {
    /// A column: a number, or a category by its type.
    case column(String)
    /// `C(name)`: the values of a column as categories.
    case category(String)
    /// `I(…)`, `log(…)`: arithmetic, by its normalised text.
    case expression(String)
  }

  /// A product of factors; the order of factors is that of their first appearance.
  package struct Term: Sendable, Hashable {
    package var factors: [Factor]

    package init(_ factors: [Factor]) { self.factors = factors }

    package static func == (a: Term, b: Term) -> Bool { Set(a.factors) == Set(b.factors) }
    package func hash(into hasher: inout Hasher) { hasher.combine(Set(factors)) }

    func times(_ other: Term) -> Term {
      Term(factors + other.factors.filter { !factors.contains($0) })
    }
  }

  package let response: Factor
  package let hasIntercept: Bool
  /// Without the intercept, each once: main effects first, then by order, as written within.
  package let terms: [Term]
  /// The arithmetic behind each `expression` factor.
  package let expressions: [String: FormulaExpression]

  /// - Throws: the first problem, with its position.
  package init(_ text: String) throws(FormulaError) {
    var parser = FormulaParser(text)
    self = try parser.parse()
  }

  /// `outcome ~ terms` with an intercept, from names in the place of text.
  package init(outcome: String, terms: [Term]) {
    var distinct: [Term] = []
    for term in terms where !distinct.contains(term) { distinct.append(term) }
    self.init(response: .column(outcome), hasIntercept: true, terms: distinct, expressions: [:])
  }

  init(
    response: Factor, hasIntercept: Bool, terms: [Term],
    expressions: [String: FormulaExpression]
  ) {
    self.response = response
    self.hasIntercept = hasIntercept
    self.terms = terms
    self.expressions = expressions
  }

  /// The formula with one more column among its terms.
  package func adding(column name: String) -> ModelFormula {
    ModelFormula(
      response: response, hasIntercept: hasIntercept, terms: terms + [Term([.column(name)])],
      expressions: expressions)
  }

  /// The formula without the terms that read a column.
  package func removing(column name: String) -> ModelFormula {
    ModelFormula(
      response: response, hasIntercept: hasIntercept,
      terms: terms.filter { term in
        !term.factors.contains { columns(of: $0).contains(name) }
      }, expressions: expressions)
  }

  /// The same terms for another response.
  package func replacing(response name: String) -> ModelFormula {
    ModelFormula(
      response: .column(name), hasIntercept: hasIntercept, terms: terms, expressions: expressions)
  }

  /// Every column that is read, the response's first, each once.
  package var columns: [String] {
    var names: [String] = []
    for factor in [response] + terms.flatMap(\.factors) {
      for name in columns(of: factor) where !names.contains(name) { names.append(name) }
    }
    return names
  }

  package func columns(of factor: Factor) -> [String] {
    switch factor {
    case .column(let name), .category(let name): [name]
    case .expression(let text): expressions[text]?.columns ?? []
    }
  }
}

/// What is wrong with a formula, and where.
package struct FormulaError: Error, Sendable, Equatable {
  package enum Problem: Sendable, Equatable {
    case missingTilde
    case unexpected(String)
    case unexpectedEnd
    case unclosed(Character)
    case unknownFunction(String)
    /// `C(…)` holds something other than one name.
    case categoryNeedsName
    case badPower
    case tooManyTerms
    case noTerms
  }

  package let problem: Problem
  /// UTF-8 offset in the text.
  package let offset: Int

  package init(problem: Problem, offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}
