extension MathParser {
  /// A command whose token is consumed; nil where it leaves no trace.
  mutating func parseCommand(_ name: String, at token: TeXToken) -> MathNode? {
    switch CommandTable.command(named: name == "dots" ? dotsName() : name) {
    case .letter(let text, let upright): return letter(text, upright: upright)
    case .symbol(let symbol): return .symbol(symbol)
    case .function(let function):
      if current?.kind == .character("*") {
        // `\argmax*` is a habit from `\operatorname*`.
        return .function(FunctionName(text: function.text, takesLimits: true))
      }
      return .function(function)
    case .accent(let mark): return .accent(AccentNode(base: parseArgument(of: token), mark: mark))
    case .space(let width): return .space(width)
    case .structure(let structure): return parseStructure(structure, at: token)
    case nil:
      reportUnknownCommand(name, at: token)
      return .unknown(token.spelling)
    }
  }

  /// What `\dots` stands for, as amsmath has it: dots at mid-height before `+` or `=`, else on the
  /// line.
  private mutating func dotsName() -> String {
    var next: MathNode?
    switch peek()?.kind {
    case .character(let scalar): next = node(for: scalar)
    case .command(let name):
      if case .symbol(let symbol)? = CommandTable.command(named: name) { next = .symbol(symbol) }
    default: break
    }
    guard case .symbol(let symbol)? = next,
      symbol.atomClass == .binary || symbol.atomClass == .relation
    else { return "ldots" }
    return "cdots"
  }

  private mutating func parseStructure(
    _ structure: StructureCommand, at token: TeXToken
  ) -> MathNode? {
    switch structure {
    case .begin: return nested { $0.parseEnvironment(at: token) }
    case .left: return nested { $0.parseFenced(at: token) }
    case .sized(let size, let atomClass): return parseSized(size, atomClass, at: token)
    case .fraction(let style): return parseFraction(style, at: token)
    case .binomial(let style):
      var fraction = FractionNode(parseArgument(of: token), parseArgument(of: token))
      fraction.style = style
      fraction.hasBar = false
      fraction.fences = .init(open: "(", close: ")")
      return .fraction(fraction)
    case .root:
      let index = parseOptionalArgument()
      return .root(parseArgument(of: token), index: index)
    case .alphabet(let alphabet): return parseAlphabet(alphabet, at: token)
    case .text(let style): return nested { $0.parseText(style, at: token) }
    case .operatorName: return parseOperatorName(at: token)
    case .stack(let stacking): return parseStack(stacking, at: token)
    case .arrow(let arrow): return parseArrow(arrow, at: token)
    case .substack: return parseSubstack(at: token)
    case .phantom(let kind):
      _ = rawOptionalArgument()
      return .phantom(kind, parseArgument(of: token))
    case .styled(let styling): return .styled(styling, parseArgument(of: token))
    case .classed(let atomClass): return .classed(atomClass, parseArgument(of: token))
    case .textColour:
      guard let colour = parseColour() else { return parseArgument(of: token) }
      return .styled(.colour(colour), parseArgument(of: token))
    case .negation: return parseNegation(at: token)
    case .modulo(let parenthesised, let named):
      return parseModulo(parenthesised: parenthesised, named: named, at: token)
    case .sideScripts: return parseSideScripts(at: token)
    case .rotated: return parseRotated(at: token)
    default: return parseMark(structure, at: token)
    }
  }

  /// Commands about the equation or the space in it, and those that stand where they may not.
  private mutating func parseMark(_ structure: StructureCommand, at token: TeXToken) -> MathNode? {
    switch structure {
    case .length(let isBraced): return parseLength(isBraced: isBraced, at: token)
    case .tag:
      let isBare = take(.character("*"))
      let tag = EquationTag(text: rawArgument(of: token), isBare: isBare)
      if pendingTag != nil { report("a second tag for one equation", at: token) }
      pendingTag = tag
      tags.append(tag)
    case .label: labels.append(rawArgument(of: token))
    case .reference(let parenthesised):
      let name = rawArgument(of: token)
      return .text(parenthesised ? "(\(name))" : name, .normal)
    case .unicode: return parseUnicode(at: token)
    case .ignored(let arguments):
      for _ in 0..<arguments { _ = rawArgument(of: token) }
    case .styleSwitch(let styling):
      // As an argument without braces it can only style nothing.
      return .styled(styling, .empty)
    case .alphabetSwitch(let alphabet): scope.alphabet = alphabet
    case .colour: _ = parseColour()
    default: report("\(token.spelling) has no place here", at: token)
    }
    return nil
  }

  private mutating func parseFraction(
    _ style: FractionNode.Style, at token: TeXToken
  ) -> MathNode {
    // `\cfrac[l]` sets its numerator to one side; ours is centred.
    if current?.kind == .character("["), case .command("cfrac") = token.kind {
      _ = rawOptionalArgument()
    }
    var fraction = FractionNode(parseArgument(of: token), parseArgument(of: token))
    fraction.style = style
    return .fraction(fraction)
  }

  private mutating func parseAlphabet(_ alphabet: MathAlphabet, at token: TeXToken) -> MathNode {
    let outer = scope.alphabet
    scope.alphabet = alphabet.combined(inside: outer)
    let node = parseArgument(of: token)
    scope.alphabet = outer
    let content = alphabet.joinsLetters ? node.joiningLetters() : node
    let isBold = alphabet == .boldItalic && content.containsSymbol
    return isBold ? .styled(.bold, content) : content
  }

  private mutating func parseOperatorName(at token: TeXToken) -> MathNode {
    let takesLimits = take(.character("*"))
    let outer = scope.alphabet
    scope.alphabet = .upright
    let node = parseArgument(of: token)
    scope.alphabet = outer
    if let text = node.plainText {
      return .function(FunctionName(text: text, takesLimits: takesLimits))
    }
    return .classed(.operation, node.joiningLetters())
  }

  private mutating func parseLength(isBraced: Bool, at token: TeXToken) -> MathNode? {
    _ = take(.character("*"))
    let text = isBraced ? rawArgument(of: token) : rawLength()
    if let width = TeXLength.em(text) { return .space(width) }
    report("not a length: \(text)", at: token)
    return nil
  }

  /// A length without braces: a number and a unit of two letters.
  private mutating func rawLength() -> String {
    var text = ""
    var letters = 0
    skipSpaces()
    while case .character(let scalar)? = current?.kind, letters < 2 {
      if ("a"..."z").contains(scalar) {
        letters += 1
      } else if letters > 0 || !"+-.0123456789".unicodeScalars.contains(scalar) {
        break
      }
      text.unicodeScalars.append(scalar)
      position += 1
      skipSpaces()
    }
    return text
  }

  /// `\unicode{x2AEB}` of MathJax.
  private mutating func parseUnicode(at token: TeXToken) -> MathNode? {
    let text = rawArgument(of: token)
    let value =
      text.hasPrefix("x") || text.hasPrefix("X")
      ? UInt32(text.dropFirst(), radix: 16) : UInt32(text)
    if let scalar = value.flatMap(Unicode.Scalar.init), scalar.value >= 0x20 {
      return node(for: scalar)
    }
    report("not a character code: \(text)", at: token)
    return nil
  }
}
