extension MathParser {
  /// The argument of a command: a group, or one atom without braces.
  mutating func parseArgument(of command: TeXToken) -> MathNode {
    guard let token = peek(), !endsAtom(token), !endsArgument(token) else {
      report("\(command.spelling) needs an argument", at: command)
      return .empty
    }
    let node = nested { parser in
      switch token.kind {
      case .openBrace: return parser.parseGroup()
      case .character(let scalar):
        parser.position += 1
        return parser.node(for: scalar)
      default: return parser.parseAtom()
      }
    }
    return node ?? .empty
  }

  /// `{ … }`, the opening brace being next.
  mutating func parseGroup() -> MathNode {
    let open = current
    position += 1
    let outer = scope
    scope = Scope(alphabet: outer.alphabet)
    openBraces += 1
    let node = parseGridNode()
    openBraces -= 1
    scope = outer
    if !take(.closeBrace) { report("no closing brace for this one", at: open) }
    return node
  }

  /// `[ … ]` read as a formula, or nil where no bracket follows.
  mutating func parseOptionalArgument() -> MathNode? {
    guard let open = peek(), open.kind == .character("[") else { return nil }
    return nested { parser in
      parser.position += 1
      let outer = parser.scope
      parser.scope = Scope(alphabet: outer.alphabet)
      parser.scope.stopsAtBracket = true
      let node = parser.parseGridNode()
      parser.scope = outer
      if !parser.take(.character("]")) { parser.report("no ] for this bracket", at: open) }
      return node
    }
  }

  /// The text of an argument as written, without its braces: names, lengths, colours.
  mutating func rawArgument(of command: TeXToken) -> String {
    guard let token = peek(), !endsAtom(token) else {
      report("\(command.spelling) needs an argument", at: command)
      return ""
    }
    position += 1
    guard token.kind == .openBrace else { return token.spelling }
    var text = ""
    var braces = 1
    while let token = current {
      position += 1
      if token.kind == .openBrace { braces += 1 }
      if token.kind == .closeBrace { braces -= 1 }
      if braces == 0 { return text }
      text += token.spelling
    }
    report("no closing brace for this one", at: token)
    return text
  }

  /// The text between `[` and `]`, or nil where no bracket follows.
  mutating func rawOptionalArgument() -> String? {
    guard let open = peek(), open.kind == .character("[") else { return nil }
    position += 1
    var text = ""
    while let token = current, token.kind != .closeBrace {
      position += 1
      if token.kind == .character("]") { return text }
      text += token.spelling
    }
    report("no ] for this bracket", at: open)
    return text
  }

  /// A colour in braces, checked so that it cannot leave its attribute.
  mutating func parseColour() -> String? {
    guard let token = peek() else { return nil }
    let name = rawArgument(of: token)
    let digits = name.hasPrefix("#") ? name.dropFirst() : ""
    let isHexadecimal = (digits.count == 3 || digits.count == 6) && digits.allSatisfy(\.isHexDigit)
    let isName =
      !name.isEmpty && name.utf8.allSatisfy { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    if (isHexadecimal && name.utf8.count <= 7) || (isName && name.utf8.count <= 24) { return name }
    report("not a colour: \(name)", at: token)
    return nil
  }

  /// Whether the token ends the bracket or dollar in which an argument is looked for.
  private func endsArgument(_ token: TeXToken) -> Bool {
    switch token.kind {
    case .caret, .underscore: true
    case .character("]"): scope.stopsAtBracket
    case .character("$"): scope.stopsAtDollar
    default: false
    }
  }
}
