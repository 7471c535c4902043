extension MathParser {
  mutating func parseStack(
    _ stacking: StructureCommand.Stacking, at token: TeXToken
  ) -> MathNode {
    let first = parseArgument(of: token)
    let second = parseArgument(of: token)
    switch stacking {
    case .over: return .stack(StackNode(base: second, over: first))
    case .under: return .stack(StackNode(base: second, under: first))
    case .relation: return .classed(.relation, .stack(StackNode(base: second, over: first)))
    case .both:
      return .stack(StackNode(base: parseArgument(of: token), over: first, under: second))
    }
  }

  /// An arrow as long as its labels, `\xrightarrow[below]{above}`.
  mutating func parseArrow(_ arrow: String, at token: TeXToken) -> MathNode {
    let under = parseOptionalArgument()
    let over = parseArgument(of: token)
    return .stack(
      StackNode(
        base: .symbol(MathSymbol(arrow, .relation)), over: over, under: under, stretchesBase: true))
  }

  mutating func parseSubstack(at token: TeXToken) -> MathNode {
    guard peek()?.kind == .openBrace else { return parseArgument(of: token) }
    let node = nested { parser in
      switch parser.parseGroup() {
      case .table(var table):
        table.layout = .small
        table.isDisplay = false
        return .table(table)
      case let node: return node
      }
    }
    return node ?? .empty
  }

  /// `\not` strikes the next sign through.
  mutating func parseNegation(at token: TeXToken) -> MathNode {
    while case .command("!")? = peek()?.kind { position += 1 }
    switch parseArgument(of: token) {
    case .symbol(let symbol):
      var negated = symbol
      negated.text = Relations.negation(of: symbol.text)
      return .symbol(negated)
    case .identifier(let text, let upright):
      return .identifier(text + "\u{338}", upright: upright)
    case let node: return .styled(.cancelled, node)
    }
  }

  mutating func parseModulo(
    parenthesised: Bool, named: Bool, at token: TeXToken
  ) -> MathNode {
    let name = MathNode.function(FunctionName(text: "mod", takesLimits: false))
    guard parenthesised else {
      return .classed(.binary, name)
    }
    let argument = parseArgument(of: token)
    return .row([
      .space(1), .symbol(MathSymbol("(", .opening)),
      .row(named ? [name, argument] : [argument]), .symbol(MathSymbol(")", .closing)),
    ])
  }

  /// `\sideset{_a^b}{_c^d}\sum`: scripts at the corners of a sum that has limits.
  mutating func parseSideScripts(at token: TeXToken) -> MathNode {
    let left = parseArgument(of: token)
    let right = parseArgument(of: token)
    let base = nested { $0.parseAtom() } ?? .empty
    switch right {
    case .scripts(var scripts):
      scripts.base = base
      scripts.placement = .corner
      return .classed(.operation, .row([left, .scripts(scripts)]))
    case .row(let members): return .classed(.operation, .row([left, base] + members))
    default: return .classed(.operation, .row([left, base, right]))
    }
  }

  /// `\rotatebox[origin=c]{90}{$\models$}` is how papers draw the sign of independence.
  mutating func parseRotated(at token: TeXToken) -> MathNode {
    _ = rawOptionalArgument()
    let angle = rawArgument(of: token)
    let content = nested { $0.parseText(.normal, at: token) } ?? .empty
    if angle == "90" || angle == "-90", case .symbol(let symbol) = content, symbol.text == "⊨" {
      return .symbol(MathSymbol("⫫", .relation))
    }
    report("only \\models can be turned", at: token)
    return content
  }
}
