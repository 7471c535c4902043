extension MathParser {
  /// An atom with its primes, superscript and subscript; nil for a command that leaves no trace.
  mutating func parseScripted() -> MathNode? {
    let start = position
    guard let token = peek() else { return nil }
    var base: MathNode?
    switch token.kind {
    case .caret, .underscore, .character("'"): base = .empty
    default: base = parseAtom()
    }
    guard let base else {
      if position == start {
        // What ends a group, an environment or brackets that are not open.
        position += 1
        report(
          token.kind == .closeBrace
            ? "} that closes nothing" : "\(token.spelling) has no place here",
          at: token)
      }
      return nil
    }
    return parseScripts(on: base)
  }

  private mutating func parseScripts(on base: MathNode) -> MathNode {
    var scripted = ScriptedNode(base: base)
    if case .accent(let accent) = base, accent.mark.isBrace { scripted.placement = .limits }
    var primes = 0
    var lower: [MathNode] = []
    var upper: [MathNode] = []
    while let token = peek() {
      switch token.kind {
      case .character("'"):
        position += 1
        primes += 1
      case .caret:
        position += 1
        if !upper.isEmpty { report("a second superscript", at: token) }
        let argument = parseArgument(of: token)
        if argument == .symbol(MathSymbol("′", .ordinary)), upper.isEmpty {
          primes += 1
        } else {
          upper.append(argument)
        }
      case .underscore:
        position += 1
        if !lower.isEmpty { report("a second subscript", at: token) }
        lower.append(parseArgument(of: token))
      case .command(let name):
        guard case .structure(.limits(let placement))? = CommandTable.command(named: name) else {
          return scripted.finished(primes: primes, lower: lower, upper: upper)
        }
        position += 1
        scripted.placement = placement
      default: return scripted.finished(primes: primes, lower: lower, upper: upper)
      }
    }
    return scripted.finished(primes: primes, lower: lower, upper: upper)
  }

  /// One atom without scripts; nil for a command that leaves no trace.
  mutating func parseAtom() -> MathNode? {
    guard let token = peek(), !endsAtom(token) else { return nil }
    switch token.kind {
    case .openBrace:
      // Braces make an ordinary atom of a sign: the comma of 1{,}000.
      return nested { parser in
        let node = parser.parseGroup()
        if case .symbol = node { return .classed(.ordinary, node) }
        return node
      }
    case .character(let scalar):
      if ("0"..."9").contains(scalar) { return parseNumber() }
      position += 1
      if scalar == "$" || scalar == "\\" { report("a stray \(scalar)", at: token) }
      return node(for: scalar)
    case .command(let name):
      position += 1
      return parseCommand(name, at: token)
    case .parameter:
      position += 1
      report("a parameter outside a macro", at: token)
      return .unknown(token.spelling)
    case .caret, .underscore, .space, .closeBrace, .alignment: return nil
    }
  }

  /// Digits with a decimal point among them.
  private mutating func parseNumber() -> MathNode {
    var text = ""
    while case .character(let scalar)? = current?.kind {
      let isPoint =
        scalar == "." && position + 1 < tokens.count && Self.isDigit(tokens[position + 1])
      guard isPoint || ("0"..."9").contains(scalar) else { break }
      text.unicodeScalars.append(scalar)
      position += 1
    }
    return .number(scope.alphabet?.map(text) ?? text)
  }

  private static func isDigit(_ token: TeXToken) -> Bool {
    if case .character(let scalar) = token.kind { return ("0"..."9").contains(scalar) }
    return false
  }

  /// A character that stands for itself.
  func node(for scalar: Unicode.Scalar) -> MathNode {
    switch scalar {
    case "a"..."z", "A"..."Z": return letter(String(scalar), upright: false)
    case "0"..."9": return .number(String(scope.alphabet?.map(scalar) ?? scalar))
    case "-": return .symbol(MathSymbol("−", .binary))
    case "+": return .symbol(MathSymbol("+", .binary))
    case "*": return .symbol(MathSymbol("∗", .binary))
    case "=", "<", ">", ":": return .symbol(MathSymbol(String(scalar), .relation))
    case ",", ";": return .symbol(MathSymbol(String(scalar), .punctuation))
    case "(", "[": return .symbol(MathSymbol(String(scalar), .opening))
    case ")", "]", "!", "?": return .symbol(MathSymbol(String(scalar), .closing))
    case "'": return .symbol(MathSymbol("′", .ordinary))
    case "`": return .symbol(MathSymbol("‘", .ordinary))
    default: break
    }
    switch CommandTable.symbol(for: scalar) {
    case .letter(let text, let upright): return letter(text, upright: upright)
    case .symbol(let symbol): return .symbol(symbol)
    default: break
    }
    return scalar.properties.isAlphabetic
      ? .identifier(String(scalar), upright: true) : .symbol(MathSymbol(String(scalar), .ordinary))
  }

  /// A letter in the face that holds here.
  func letter(_ text: String, upright: Bool) -> MathNode {
    guard let alphabet = scope.alphabet else { return .identifier(text, upright: upright) }
    // Capital Greek stays upright when it is made bold, as in TeX.
    let face = upright && alphabet == .boldItalic ? .bold : alphabet
    return .identifier(face.map(text), upright: true)
  }
}

extension ScriptedNode {
  /// The node with its primes before the rest of the superscript; the base alone without scripts.
  fileprivate func finished(primes: Int, lower: [MathNode], upper: [MathNode]) -> MathNode {
    var result = self
    if !lower.isEmpty { result.lower = .grouped(lower) }
    var upper = upper
    if primes > 0 {
      let prime = MathNode.symbol(MathSymbol(Self.primeText(primes), .ordinary))
      if lower.isEmpty, placement == .automatic {
        // Fonts draw the prime raised: as a superscript it would be too high and too small.
        result.base = .row([base, prime])
      } else {
        upper.insert(prime, at: 0)
      }
    }
    if !upper.isEmpty { result.upper = .grouped(upper) }
    if result.lower == nil, result.upper == nil { return result.base }
    return .scripts(result)
  }

  /// One to four primes are one character each.
  private static func primeText(_ count: Int) -> String {
    let characters = ["′", "″", "‴", "⁗"]
    return count <= 4 ? characters[count - 1] : String(repeating: "′", count: count)
  }
}
