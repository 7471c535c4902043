extension MathNode {
  /// The members of a row, or the node itself.
  var members: [MathNode] {
    if case .row(let nodes) = self { return nodes }
    return [self]
  }

  /// Neighbouring upright letters as one name: the T, the E of `\mathrm{ATE}`.
  func joiningLetters() -> MathNode {
    guard case .row(let nodes) = self else { return self }
    var joined: [MathNode] = []
    for node in nodes {
      if case .identifier(let text, true) = node, case .identifier(let before, true)? = joined.last
      {
        joined[joined.count - 1] = .identifier(before + text, upright: true)
      } else {
        joined.append(node)
      }
    }
    return .grouped(joined)
  }

  /// The text of a node made of letters, digits, words and spaces alone.
  var plainText: String? {
    switch self {
    case .identifier(let text, _), .number(let text), .text(let text, .normal): return text
    case .space(let width): return width > 0 ? "\u{2009}" : ""
    case .symbol(let symbol) where symbol.text == "−" || symbol.text == "∗":
      return symbol.text == "−" ? "-" : "*"
    case .row(let nodes):
      var text = ""
      for node in nodes {
        guard let piece = node.plainText else { return nil }
        text += piece
      }
      return text
    default: return nil
    }
  }

  /// Whether there is a sign among the members that no alphabet can embolden.
  var containsSymbol: Bool {
    switch self {
    case .symbol, .function, .fenced, .sizedDelimiter: true
    case .row(let nodes): nodes.contains { $0.containsSymbol }
    case .scripts(let scripted): scripted.base.containsSymbol
    default: false
    }
  }

  /// Whether brackets around the node must grow: it is taller than a letter with its scripts.
  var isTall: Bool {
    switch self {
    case .identifier, .number, .function, .text, .space, .unknown: false
    case .symbol(let symbol): symbol.isLarge
    case .row(let nodes): nodes.contains { $0.isTall }
    case .classed(_, let content), .styled(_, let content), .phantom(_, let content):
      content.isTall
    case .scripts(let scripted):
      scripted.hasLimits || scripted.base.isTall || scripted.lower?.hasScripts ?? false
        || scripted.upper?.hasScripts ?? false
    case .accent(let accent): accent.mark.isBrace || accent.base.isTall
    case .root(let radicand, let index): index != nil || radicand.isTall
    case .fenced(let fenced): fenced.segments.contains { $0.contains { $0.isTall } }
    case .fraction, .stack, .sizedDelimiter, .table: true
    }
  }

  /// Whether a script is itself more than a line of letters.
  private var hasScripts: Bool {
    switch self {
    case .scripts: true
    case .row(let nodes): nodes.contains { $0.hasScripts }
    default: isTall
    }
  }
}
