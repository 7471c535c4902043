/// Reads a formula by recursive descent: sums of products of interactions.
struct FormulaParser {
  private typealias Term = ModelFormula.Term

  private var lexer: FormulaLexer
  private var token = FormulaLexer.Token.end
  private var offset = 0
  private var expressions: [String: FormulaExpression] = [:]
  /// Nested parentheses are read by recursion, which must end.
  private var depth = 0

  private static let deepest = 100
  private static let mostTerms = 2000

  init(_ text: String) { lexer = FormulaLexer(text) }

  mutating func parse() throws(FormulaError) -> ModelFormula {
    try advance()
    let response = try factor()
    guard try take("~") else { throw error(token == .end ? .missingTilde : unexpected) }
    // An empty term stands for the intercept, which is there unless it is taken away.
    var terms: [Term] = [Term([])]
    try sum(into: &terms)
    guard token == .end else { throw error(unexpected) }
    let hasIntercept = terms.contains(Term([]))
    let ordered = terms.filter { !$0.factors.isEmpty }.enumerated()
      .sorted {
        ($0.element.factors.count, $0.offset) < ($1.element.factors.count, $1.offset)
      }.map(\.element)
    guard hasIntercept || !ordered.isEmpty else { throw error(.noTerms) }
    return ModelFormula(
      response: response, hasIntercept: hasIntercept, terms: ordered, expressions: expressions)
  }

  // MARK: Terms

  /// `a + b - c`: adds to and takes from `terms`.
  private mutating func sum(into terms: inout [Term]) throws(FormulaError) {
    var isRemoval = try take("-")
    if !isRemoval { _ = try take("+") }
    while true {
      if case .number(let value, _) = token, value == 0 || value == 1 {
        try advance()
        let removes = (value == 0) != isRemoval
        if removes { terms.removeAll { $0.factors.isEmpty } } else { add(Term([]), to: &terms) }
      } else {
        let added = try product()
        if isRemoval {
          terms.removeAll { added.contains($0) }
        } else {
          for term in added { add(term, to: &terms) }
        }
      }
      guard terms.count <= Self.mostTerms else { throw error(.tooManyTerms) }
      if try take("+") {
        isRemoval = false
      } else if try take("-") {
        isRemoval = true
      } else {
        return
      }
    }
  }

  private func add(_ term: Term, to terms: inout [Term]) {
    if !terms.contains(term) { terms.append(term) }
  }

  /// `a * b`: both, and their interaction.
  private mutating func product() throws(FormulaError) -> [Term] {
    var terms = try interaction()
    while try take("*") {
      let right = try interaction()
      let crossed = try cross(terms, right)
      for term in right + crossed { add(term, to: &terms) }
    }
    return terms
  }

  /// `a : b`: their interaction alone.
  private mutating func interaction() throws(FormulaError) -> [Term] {
    var terms = try power()
    while try take(":") { terms = try cross(terms, power()) }
    return terms
  }

  private func cross(_ left: [Term], _ right: [Term]) throws(FormulaError) -> [Term] {
    guard left.count * right.count <= Self.mostTerms else { throw error(.tooManyTerms) }
    var terms: [Term] = []
    for a in left { for b in right { add(a.times(b), to: &terms) } }
    return terms
  }

  /// `(a + b)**2`: all interactions up to that order.
  private mutating func power() throws(FormulaError) -> [Term] {
    let base = try group()
    guard try take("**") else { return base }
    guard case .number(let value, _) = token, let order = Int(exactly: value),
      (1...10).contains(order)
    else { throw error(.badPower) }
    try advance()
    var terms = base
    for _ in 1..<order {
      for term in try cross(terms, base) { add(term, to: &terms) }
    }
    return terms
  }

  private mutating func group() throws(FormulaError) -> [Term] {
    guard token == .symbol("(") else { return [Term([try factor()])] }
    let start = offset
    try enter()
    var terms: [Term] = []
    try sum(into: &terms)
    try leave(from: start)
    return terms
  }

  // MARK: Factors

  private mutating func factor() throws(FormulaError) -> ModelFormula.Factor {
    guard case .name(let name) = token else {
      throw error(token == .end ? .unexpectedEnd : unexpected)
    }
    let start = offset
    try advance()
    guard token == .symbol("(") else { return .column(name) }
    let parenthesis = offset
    if name == "C" {
      try enter()
      guard case .name(let column) = token else { throw error(.categoryNeedsName) }
      try advance()
      guard token == .symbol(")") else { throw error(.categoryNeedsName) }
      try leave(from: parenthesis)
      return .category(column)
    }
    let isIdentity = name == "I"
    guard isIdentity || FormulaExpression.Function(rawValue: name) != nil else {
      throw FormulaError(problem: .unknownFunction(name), offset: start)
    }
    try enter()
    let inner = try arithmeticSum()
    try leave(from: parenthesis)
    let text = "\(name)(\(inner.text))"
    expressions[text] =
      FormulaExpression.Function(rawValue: name).map { .call($0, inner.expression) }
      ?? inner.expression
    return .expression(text)
  }

  // MARK: Arithmetic

  /// An expression with its normalised text.
  private typealias Arithmetic = (expression: FormulaExpression, text: String)

  private mutating func arithmeticSum() throws(FormulaError) -> Arithmetic {
    var left = try arithmeticProduct()
    while true {
      if try take("+") {
        let right = try arithmeticProduct()
        left = (.binary(.add, left.expression, right.expression), "\(left.text) + \(right.text)")
      } else if try take("-") {
        let right = try arithmeticProduct()
        left = (
          .binary(.subtract, left.expression, right.expression), "\(left.text) - \(right.text)"
        )
      } else {
        return left
      }
    }
  }

  private mutating func arithmeticProduct() throws(FormulaError) -> Arithmetic {
    var left = try arithmeticSign()
    while true {
      if try take("*") {
        let right = try arithmeticSign()
        left = (
          .binary(.multiply, left.expression, right.expression), "\(left.text) * \(right.text)"
        )
      } else if try take("/") {
        let right = try arithmeticSign()
        left = (
          .binary(.divide, left.expression, right.expression), "\(left.text) / \(right.text)"
        )
      } else {
        return left
      }
    }
  }

  private mutating func arithmeticSign() throws(FormulaError) -> Arithmetic {
    guard token == .symbol("-") else { return try arithmeticPower() }
    try descend()
    try advance()
    let inner = try arithmeticSign()
    depth -= 1
    return (.negated(inner.expression), "-\(inner.text)")
  }

  private mutating func arithmeticPower() throws(FormulaError) -> Arithmetic {
    let base = try arithmeticAtom()
    guard try take("**") else { return base }
    try descend()
    let exponent = try arithmeticSign()
    depth -= 1
    return (
      .binary(.power, base.expression, exponent.expression), "\(base.text)**\(exponent.text)"
    )
  }

  private mutating func arithmeticAtom() throws(FormulaError) -> Arithmetic {
    switch token {
    case .number(let value, let text):
      try advance()
      return (.number(value), text)
    case .symbol("("):
      let start = offset
      try enter()
      let inner = try arithmeticSum()
      try leave(from: start)
      return (inner.expression, "(\(inner.text))")
    case .name(let name):
      let start = offset
      try advance()
      guard token == .symbol("(") else { return (.column(name), name) }
      guard let function = FormulaExpression.Function(rawValue: name) else {
        throw FormulaError(problem: .unknownFunction(name), offset: start)
      }
      let parenthesis = offset
      try enter()
      let inner = try arithmeticSum()
      try leave(from: parenthesis)
      return (.call(function, inner.expression), "\(name)(\(inner.text))")
    case .end: throw error(.unexpectedEnd)
    case .symbol: throw error(unexpected)
    }
  }

  // MARK: Tokens

  private mutating func advance() throws(FormulaError) { (token, offset) = try lexer.next() }

  /// Whether the token is this symbol, which is then passed.
  private mutating func take(_ symbol: String) throws(FormulaError) -> Bool {
    guard token == .symbol(symbol) else { return false }
    try advance()
    return true
  }

  private mutating func descend() throws(FormulaError) {
    depth += 1
    if depth > Self.deepest { throw error(.tooManyTerms) }
  }

  private mutating func enter() throws(FormulaError) {
    try descend()
    try advance()
  }

  private mutating func leave(from start: Int) throws(FormulaError) {
    guard token == .symbol(")") else {
      throw token == .end
        ? FormulaError(problem: .unclosed("("), offset: start) : error(unexpected)
    }
    depth -= 1
    try advance()
  }

  private var unexpected: FormulaError.Problem {
    switch token {
    case .name(let text), .number(_, let text), .symbol(let text): .unexpected(text)
    case .end: .unexpectedEnd
    }
  }

  private func error(_ problem: FormulaError.Problem) -> FormulaError {
    FormulaError(problem: problem, offset: offset)
  }
}
