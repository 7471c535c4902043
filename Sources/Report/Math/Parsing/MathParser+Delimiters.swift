extension MathParser {
  /// `\left( … \middle| … \right)`, with `\left` consumed.
  mutating func parseFenced(at token: TeXToken) -> MathNode {
    let outer = scope
    let open = parseDelimiter(after: token)
    scope.lefts = outer.lefts + 1
    scope.stopsAtBracket = false
    var segments: [[MathNode]] = []
    var middles: [String] = []
    var close = ""
    while true {
      segments.append(parseGridNode().members)
      guard let end = peek(), case .command(let name) = end.kind else {
        report("no \\right for this \\left", at: token)
        break
      }
      if case .structure(.middle)? = CommandTable.command(named: name) {
        position += 1
        middles.append(parseDelimiter(after: end))
      } else if case .structure(.right)? = CommandTable.command(named: name) {
        position += 1
        close = parseDelimiter(after: end)
        break
      } else {
        report("no \\right for this \\left", at: token)
        break
      }
    }
    let alphabet = outer.alphabet
    scope = outer
    scope.alphabet = alphabet
    return .fenced(FencedNode(open: open, close: close, segments: segments, middles: middles))
  }

  /// `\big(` and its kin.
  mutating func parseSized(_ size: Double, _ atomClass: AtomClass?, at token: TeXToken) -> MathNode
  {
    let text = parseDelimiter(after: token)
    if text.isEmpty { return .empty }
    return .sizedDelimiter(
      SizedDelimiter(text: text, size: size, atomClass: atomClass ?? Delimiters.atomClass(of: text))
    )
  }

  /// The delimiter that must follow; "" for the invisible one, and where there is none.
  private mutating func parseDelimiter(after command: TeXToken) -> String {
    guard let token = peek() else {
      report("\(command.spelling) needs a delimiter", at: command)
      return ""
    }
    switch token.kind {
    case .character(let scalar):
      if let text = Delimiters.character(for: scalar) {
        position += 1
        return text
      }
    case .command(let name):
      if let text = Delimiters.character(named: name) {
        position += 1
        return text
      }
    case .openBrace:
      // `\left{(}` is an error of TeX's, but its meaning is plain.
      if position + 2 < tokens.count, tokens[position + 2].kind == .closeBrace,
        case .character(let scalar) = tokens[position + 1].kind,
        let text = Delimiters.character(for: scalar)
      {
        position += 3
        return text
      }
    default: break
    }
    report(
      "\(command.spelling) needs a delimiter", at: command,
      suggestion: token.kind == .openBrace ? "\\{" : nil)
    return ""
  }
}
