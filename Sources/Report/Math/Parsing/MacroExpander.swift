/// Replaces the macros that a formula defines for itself: `\newcommand`, `\def`,
/// `\DeclareMathOperator`.
struct MacroExpander {
  private struct Macro {
    var parameters: Int
    var optional: [TeXToken]?
    var body: [TeXToken]
  }

  /// More tokens than this come out of no honest formula.
  private static let maximumGrowth = 20_000

  private var macros: [String: Macro] = [:]
  /// Tokens still to be read, the next one last.
  private var input: [TeXToken]
  private var output: [TeXToken] = []
  private var growth = 0
  private var problems: [MathProblem] = []

  static func expand(_ tokens: [TeXToken]) -> (tokens: [TeXToken], problems: [MathProblem]) {
    let defines = tokens.contains { token in
      if case .command(let name) = token.kind { definitions.contains(name) } else { false }
    }
    guard defines else { return (tokens, []) }
    var expander = MacroExpander(input: tokens.reversed())
    expander.run()
    return (expander.output, expander.problems)
  }

  private static let definitions: Set<String> = [
    "newcommand", "renewcommand", "providecommand", "def", "gdef", "DeclareMathOperator",
  ]

  private init(input: [TeXToken]) { self.input = input }

  private mutating func run() {
    while let token = input.popLast() {
      guard case .command(let name) = token.kind else {
        output.append(token)
        continue
      }
      if Self.definitions.contains(name) {
        define(name, at: token)
      } else if let macro = macros[name] {
        expand(macro, at: token)
      } else {
        output.append(token)
      }
    }
  }

  private mutating func define(_ definition: String, at token: TeXToken) {
    let isStarred = take(.character("*"))
    guard let name = commandName() else {
      problems.append(
        MathProblem(
          offset: token.offset, length: token.length,
          message: "\\\(definition) needs the name of a command"))
      return
    }
    var macro = Macro(parameters: 0, body: [])
    if definition == "def" || definition == "gdef" {
      while let next = input.last, case .parameter(let number) = next.kind {
        input.removeLast()
        macro.parameters = number
      }
      macro.body = argument()
    } else if definition == "DeclareMathOperator" {
      macro.body = operatorBody(isStarred: isStarred, at: token)
    } else {
      if let count = bracketed() { macro.parameters = Self.number(count) }
      macro.optional = bracketed()
      macro.body = argument()
    }
    macros[name] = macro
  }

  /// `\operatorname{…}` around the text of the operator.
  private mutating func operatorBody(isStarred: Bool, at token: TeXToken) -> [TeXToken] {
    func make(_ kind: TeXToken.Kind) -> TeXToken {
      TeXToken(kind: kind, offset: token.offset, length: token.length)
    }
    return [make(.command("operatorname"))] + (isStarred ? [make(.character("*"))] : [])
      + [make(.openBrace)] + argument() + [make(.closeBrace)]
  }

  private mutating func expand(_ macro: Macro, at token: TeXToken) {
    var arguments: [[TeXToken]] = []
    if let fallback = macro.optional { arguments.append(bracketed() ?? fallback) }
    while arguments.count < macro.parameters { arguments.append(argument()) }
    var expansion: [TeXToken] = []
    for piece in macro.body {
      if case .parameter(let number) = piece.kind, number >= 1, number <= arguments.count {
        expansion += arguments[number - 1]
      } else {
        var placed = piece
        (placed.offset, placed.length) = (token.offset, token.length)
        expansion.append(placed)
      }
    }
    growth += expansion.count + 1
    guard growth <= Self.maximumGrowth else {
      if growth - expansion.count - 1 <= Self.maximumGrowth {
        problems.append(
          MathProblem(
            offset: token.offset, length: token.length,
            message: "\(token.spelling) expands without end"))
      }
      growth = Self.maximumGrowth + 1
      macros = [:]
      return
    }
    input += expansion.reversed()
  }

  // MARK: - Reading

  private mutating func skipSpaces() {
    while input.last?.kind == .space { input.removeLast() }
  }

  private mutating func take(_ kind: TeXToken.Kind) -> Bool {
    skipSpaces()
    guard input.last?.kind == kind else { return false }
    input.removeLast()
    return true
  }

  /// The name that is being defined, with or without braces.
  private mutating func commandName() -> String? {
    let isBraced = take(.openBrace)
    skipSpaces()
    guard case .command(let name)? = input.last?.kind else { return nil }
    input.removeLast()
    if isBraced { _ = take(.closeBrace) }
    return name
  }

  /// The tokens of one argument, without its braces.
  private mutating func argument() -> [TeXToken] {
    skipSpaces()
    guard let first = input.last, first.kind != .closeBrace else { return [] }
    input.removeLast()
    guard first.kind == .openBrace else { return [first] }
    var tokens: [TeXToken] = []
    var braces = 1
    while let token = input.popLast() {
      if token.kind == .openBrace { braces += 1 }
      if token.kind == .closeBrace { braces -= 1 }
      if braces == 0 { break }
      tokens.append(token)
    }
    return tokens
  }

  /// The tokens between brackets, or nil where none follow.
  private mutating func bracketed() -> [TeXToken]? {
    guard take(.character("[")) else { return nil }
    var tokens: [TeXToken] = []
    while let token = input.popLast(), token.kind != .character("]") { tokens.append(token) }
    return tokens
  }

  private static func number(_ tokens: [TeXToken]) -> Int {
    min(Int(tokens.map(\.spelling).joined()) ?? 0, 9)
  }
}
