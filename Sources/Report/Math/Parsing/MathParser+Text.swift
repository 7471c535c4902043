extension MathParser {
  /// `\text{…}` with the command consumed: words, with formulas between dollar signs among them.
  mutating func parseText(_ style: TextStyle, at command: TeXToken) -> MathNode {
    skipSpaces()
    guard let open = current, open.kind == .openBrace else {
      return .text(rawArgument(of: command), style)
    }
    position += 1
    var nodes: [MathNode] = []
    var text = ""
    func flush() {
      if !text.isEmpty { nodes.append(.text(text, style)) }
      text = ""
    }
    var braces = 1
    while let token = current {
      position += 1
      switch token.kind {
      case .openBrace: braces += 1
      case .closeBrace:
        braces -= 1
        if braces == 0 {
          flush()
          return .grouped(nodes)
        }
      case .character("$"):
        flush()
        nodes.append(nested { $0.parseInnerFormula(at: token) } ?? .empty)
      case .command(let name):
        if let piece = parseTextCommand(name, at: token) {
          text += piece
        } else {
          flush()
          let start = position - 1
          position = start
          if let node = nested({ $0.parseAtom() }) { nodes.append(node) }
          if position == start {
            position += 1
            report("\(token.spelling) has no place in text", at: token)
          }
        }
      case .character, .caret, .underscore, .alignment, .space, .parameter:
        text += token.spelling
      }
    }
    report("no closing brace for this one", at: open)
    flush()
    return .grouped(nodes)
  }

  private mutating func parseInnerFormula(at dollar: TeXToken) -> MathNode {
    let outer = scope
    scope = Scope()
    scope.stopsAtDollar = true
    let node = parseGridNode()
    scope = outer
    if !take(.character("$")) { report("no closing $ for this one", at: dollar) }
    return node
  }

  /// The characters that a command inside text stands for; nil where it must be read as math.
  private mutating func parseTextCommand(_ name: String, at token: TeXToken) -> String? {
    switch name {
    case " ", "space", "nobreakspace", ";", ":", "quad", "enspace": return "\u{A0}"
    case ",", "thinspace": return "\u{2009}"
    case "!", "/", "-", "limits": return ""
    case "\\", "newline": return " "
    case "textbackslash": return "\\"
    case "%", "#", "&", "$", "_", "{", "}": return name
    case "(", ")": return ""
    default: break
    }
    if let special = LaTeXText.letters[name] { return special }
    guard let mark = LaTeXText.accents[name], let base = accentBase() else { return nil }
    return LaTeXText.compose(base, mark)
  }

  /// The letter under an accent in text, with or without braces; nil leaves the place as it was.
  private mutating func accentBase() -> Unicode.Scalar? {
    let start = position
    let isBraced = current?.kind == .openBrace
    if isBraced { position += 1 }
    guard case .character(let scalar)? = current?.kind else {
      position = start
      return nil
    }
    position += 1
    if isBraced {
      guard current?.kind == .closeBrace else {
        position = start
        return nil
      }
      position += 1
    }
    return scalar
  }
}
