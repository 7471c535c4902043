/// Turns tokens into a tree of math nodes; total: every input yields a tree and problems.
///
/// Each method that meets a token consumes it or leaves it to a caller that will, so that parsing
/// takes time linear in the tokens. Nesting deeper than `maximumDepth` is shown as source.
struct MathParser {
  /// What the surroundings of the current place expect.
  struct Scope {
    /// `\left`s that are open since the last brace or environment.
    var lefts = 0
    /// Environments that are open since the last brace.
    var environments = 0
    /// A `]` ends the optional argument that is being read.
    var stopsAtBracket = false
    /// A `$` ends the formula inside text that is being read.
    var stopsAtDollar = false
    /// The face of letters, where a command chose one.
    var alphabet: MathAlphabet?
  }

  static let maximumDepth = 32
  private static let maximumProblems = 100
  private static let maximumSuggestions = 20

  let tokens: [TeXToken]
  var position = 0
  var scope = Scope()
  /// Braces that are open anywhere around the current place.
  var openBraces = 0
  var depth = 0
  private(set) var problems: [MathProblem] = []
  private var suggestions: [String: String?] = [:]
  var labels: [String] = []
  /// All tags of the formula.
  var tags: [EquationTag] = []
  /// The tag of the row that is being read.
  var pendingTag: EquationTag?
  var reportedDepth = false

  init(_ tokens: [TeXToken]) { self.tokens = tokens }

  // MARK: - Tokens

  var current: TeXToken? { position < tokens.count ? tokens[position] : nil }

  /// The next token that is not white space, with the white space before it consumed.
  mutating func peek() -> TeXToken? {
    skipSpaces()
    return current
  }

  mutating func skipSpaces() {
    while let token = current, token.kind == .space { position += 1 }
  }

  /// Consumes the next token if it is of this kind.
  mutating func take(_ kind: TeXToken.Kind) -> Bool {
    guard peek()?.kind == kind else { return false }
    position += 1
    return true
  }

  // MARK: - Problems

  mutating func report(_ message: String, at token: TeXToken?, suggestion: String? = nil) {
    guard problems.count < Self.maximumProblems else { return }
    let end = tokens.last.map { $0.offset + $0.length } ?? 0
    var length = token?.length ?? 0
    // The space after a command's name is not part of what is wrong.
    if case .command(let name)? = token?.kind { length = min(length, name.utf8.count + 1) }
    problems.append(
      MathProblem(
        offset: token?.offset ?? end, length: length, message: message, suggestion: suggestion))
  }

  mutating func reportUnknownCommand(_ name: String, at token: TeXToken) {
    if suggestions[name] == nil, suggestions.count < Self.maximumSuggestions {
      suggestions[name] = .some(CommandTable.suggestion(for: name))
    }
    let suggestion = suggestions[name].flatMap { $0 }.map { "\\" + $0 }
    report("unknown command \\\(name)", at: token, suggestion: suggestion)
  }

  // MARK: - Nesting

  /// Runs `body` one level deeper, or skips what it would have read where that is too deep.
  mutating func nested(_ body: (inout Self) -> MathNode?) -> MathNode? {
    guard depth < Self.maximumDepth else { return skipTooDeep() }
    depth += 1
    defer { depth -= 1 }
    return body(&self)
  }

  private mutating func skipTooDeep() -> MathNode? {
    guard let token = peek(), !endsAtom(token) else { return nil }
    if !reportedDepth {
      reportedDepth = true
      report("nested more than \(Self.maximumDepth) levels deep", at: token)
    }
    guard token.kind == .openBrace else {
      position += 1
      return .unknown(token.spelling)
    }
    var spelling = ""
    var braces = 0
    while let token = current {
      position += 1
      spelling += token.spelling
      if token.kind == .openBrace { braces += 1 }
      if token.kind == .closeBrace { braces -= 1 }
      if braces == 0 { break }
    }
    return .unknown(spelling)
  }

  /// Whether a token can only end what is being read, and so must be left to a caller.
  func endsAtom(_ token: TeXToken) -> Bool {
    switch token.kind {
    case .closeBrace, .alignment: true
    case .command(let name):
      switch CommandTable.command(named: name) {
      case .structure(.right), .structure(.middle), .structure(.end), .structure(.newline),
        .structure(.infix):
        true
      default: false
      }
    default: false
    }
  }
}
