/// Writes a tree of math nodes as MathML Core.
///
/// The space around operators is TeX's, stated only where browsers would set another. Brackets
/// are told not to grow except between `\left` and `\right`.
struct MathMLWriter {
  /// Rows keep their tags only where the formula has several.
  var showsRowTags = false

  /// The members of a row, one after the other.
  func row(
    _ nodes: [MathNode], lead: AtomClass? = nil, trail: AtomClass? = nil, inScript: Bool
  ) -> MathMarkup {
    let spacing = RowSpacing(nodes, lead: lead, trail: trail, inScript: inScript)
    var out = MathMarkup()
    for (index, node) in nodes.enumerated() {
      let item = spacing.items[index]
      if item.before > 0, index == 0 || !Self.applies(nodes[index - 1], to: node) {
        out.empty("mspace", " width=\"\(MathMarkup.em(mu: item.before))\"")
      }
      let place = Place(
        left: item.left, right: item.right, isInside: index > 0 && index < nodes.count - 1,
        inScript: inScript)
      out.append(markup(of: node, at: place))
      if index + 1 < nodes.count, Self.applies(node, to: nodes[index + 1]) {
        // The invisible sign of applying a function, for those who listen.
        let space = spacing.items[index + 1].before
        let attribute = space == 0 ? "" : " rspace=\"\(MathMarkup.em(mu: space))\""
        out.leaf("mo", attribute, "\u{2061}")
      }
    }
    return out
  }

  /// One element for an argument: the base of a script, a numerator.
  func argument(_ node: MathNode, inScript: Bool) -> MathMarkup {
    row(node.members, inScript: inScript).asOneElement
  }

  /// Where a node stands in its row.
  struct Place {
    /// In mu.
    var left = 0
    var right = 0
    var isInside = false
    var inScript: Bool
  }

  func markup(of node: MathNode, at place: Place) -> MathMarkup {
    var out = MathMarkup()
    switch node {
    case .identifier(let text, let upright):
      let isUpright = upright && Self.wouldSlant(text)
      out.leaf("mi", isUpright ? " mathvariant=\"normal\"" : "", text)
    case .number(let text): out.leaf("mn", "", text)
    case .symbol(let symbol) where symbol.isIndependence:
      out.append(Self.independence(negated: symbol.text != "⫫"))
    case .symbol(let symbol): out.append(operation(symbol.text, at: place))
    case .function(let function): out.leaf("mi", "", function.text)
    case .text(let text, let style):
      out.leaf("mtext", Self.attributes(of: style), Self.keepingSpaces(text))
    case .space(let width): Self.write(space: width, to: &out)
    case .row(let nodes): out.append(row(nodes, inScript: place.inScript).asOneElement)
    case .classed(_, let content):
      if content.carriesSpace {
        out.append(markup(of: content, at: place))
      } else {
        out.append(argument(content, inScript: place.inScript))
      }
    case .scripts(let scripted): out.append(scripts(scripted, at: place))
    case .fraction(let fraction): out.append(self.fraction(fraction, at: place))
    case .root(let radicand, let index):
      if let index {
        var parts = argument(radicand, inScript: place.inScript)
        parts.append(argument(index, inScript: true))
        out.element("mroot", "", parts)
      } else {
        out.element("msqrt", "", row(radicand.members, inScript: place.inScript))
      }
    case .accent(let accent): out.append(self.accent(accent, at: place))
    case .stack(let stack): out.append(self.stack(stack, at: place))
    case .fenced(let fenced): out.append(self.fenced(fenced, at: place))
    case .sizedDelimiter(let delimiter): out.append(self.delimiter(delimiter, at: place))
    case .table(let table): out.append(self.table(table))
    case .styled(let styling, let content):
      out.append(styled(styling, content, inScript: place.inScript))
    case .phantom(let kind, let content):
      out.append(phantom(kind, content, inScript: place.inScript))
    case .unknown(let source): out.leaf("mtext", " class=\"tex-unknown\"", source)
    }
    return out
  }

  /// An operator with the space it is to have.
  func operation(_ text: String, at place: Place, extra: String = "") -> MathMarkup {
    var attributes = extra
    if OperatorDictionary.stretches(text) { attributes += " stretchy=\"false\"" }
    attributes += Self.spacing(of: text, at: place)
    var out = MathMarkup()
    out.leaf("mo", attributes, text)
    return out
  }

  /// The sign of independence (U+2AEB), drawn as two ⊥ with their feet joined.
  ///
  /// Latin Modern Math and most text fonts lack the character and would leave a blank.
  private static func independence(negated: Bool) -> MathMarkup {
    var parts = MathMarkup()
    parts.leaf("mo", " lspace=\"0\" rspace=\"0\"", "⊥")
    parts.empty("mspace", " style=\"margin-left:-0.5em\"")
    parts.leaf("mo", " lspace=\"0\" rspace=\"0\"", negated ? "⊥\u{338}" : "⊥")
    var out = MathMarkup()
    out.element("mrow", " class=\"tex-indep\"", parts)
    return out
  }

  /// The attributes that give an operator its space; none where browsers set the same.
  static func spacing(of text: String, at place: Place) -> String {
    let wanted = OperatorDictionary.Spacing(left: place.left, right: place.right)
    let assumed = OperatorDictionary.spacing(of: text, isInside: place.isInside)
    if wanted == assumed { return "" }
    if wanted == .zero, OperatorDictionary.hasPrefixForm(text) { return " form=\"prefix\"" }
    var attributes = ""
    if wanted.left != assumed?.left { attributes += " lspace=\"\(MathMarkup.em(mu: place.left))\"" }
    if wanted.right != assumed?.right {
      attributes += " rspace=\"\(MathMarkup.em(mu: place.right))\""
    }
    return attributes
  }

  /// Whether a node is a function and the next its argument, and not a relation, say.
  private static func applies(_ node: MathNode, to next: MathNode) -> Bool {
    guard node.isFunction, !node.carriesSpace else { return false }
    switch next.atomClass {
    case .ordinary, .operation, .opening, .inner, .fenced: return true
    default: return false
    }
  }

  /// Whether browsers slant this text of an `<mi>`.
  private static func wouldSlant(_ text: String) -> Bool {
    guard let scalar = text.unicodeScalars.first, text.unicodeScalars.count == 1 else {
      return false
    }
    return MathAlphabet.italic.map(scalar) != scalar
  }
}
