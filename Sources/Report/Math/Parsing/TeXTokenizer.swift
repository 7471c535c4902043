/// Splits TeX source into tokens in one pass; any text is accepted.
struct TeXTokenizer {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var offset = 0
  private var tokens: [TeXToken] = []

  static func tokenize(_ tex: String) -> [TeXToken] {
    var tokenizer = TeXTokenizer(scalars: Array(tex.unicodeScalars))
    tokenizer.run()
    return tokenizer.tokens
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private mutating func run() {
    tokens.reserveCapacity(scalars.count)
    while index < scalars.count {
      let start = offset
      guard let kind = next() else { continue }
      tokens.append(TeXToken(kind: kind, offset: start, length: offset - start))
    }
  }

  /// The token that starts here, or nil for a comment.
  private mutating func next() -> TeXToken.Kind? {
    let scalar = advance()
    switch scalar {
    case "\\": return command()
    case "{": return .openBrace
    case "}": return .closeBrace
    case "^": return .caret
    case "_": return .underscore
    case "&": return .alignment
    case "~": return .command("nobreakspace")
    case "%":
      skipComment()
      return nil
    case "#":
      guard index < scalars.count, ("1"..."9").contains(scalars[index]) else {
        return .character(scalar)
      }
      return .parameter(Int(advance().value) - 0x30)
    case _ where Self.isSpace(scalar):
      skipSpace()
      return .space
    default: return .character(scalar)
    }
  }

  private mutating func command() -> TeXToken.Kind {
    guard index < scalars.count else { return .character("\\") }
    let first = advance()
    if Self.isSpace(first) { return .command(" ") }
    var name = String(first)
    guard Self.isLetter(first) else { return .command(name) }
    while index < scalars.count, Self.isLetter(scalars[index]) {
      name.unicodeScalars.append(advance())
    }
    skipSpace()
    return .command(name)
  }

  /// A comment ends with its line, and swallows the white space that starts the next.
  private mutating func skipComment() {
    while index < scalars.count, !Self.isNewline(scalars[index]) { _ = advance() }
    skipSpace()
  }

  private mutating func skipSpace() {
    while index < scalars.count, Self.isSpace(scalars[index]) { _ = advance() }
  }

  private mutating func advance() -> Unicode.Scalar {
    let scalar = scalars[index]
    index += 1
    offset += UTF8.width(scalar)
    return scalar
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r"
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || isNewline(scalar) || scalar == "\u{A0}"
  }
}
