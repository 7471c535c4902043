extension MathMLWriter {
  func scripts(_ scripted: ScriptedNode, at place: Place) -> MathMarkup {
    let limits = scripted.hasLimits
    var parts = base(of: scripted, limits: limits, at: place)
    if let lower = scripted.lower { parts.append(argument(lower, inScript: true)) }
    if let upper = scripted.upper {
      let mark = limits ? nil : Self.prime(upper)
      parts.append(mark ?? argument(upper, inScript: true))
    }
    let name: String
    switch (scripted.lower != nil, scripted.upper != nil) {
    case (true, true): name = limits ? "munderover" : "msubsup"
    case (true, false): name = limits ? "munder" : "msub"
    default: name = limits ? "mover" : "msup"
    }
    var out = MathMarkup()
    out.element(name, "", parts)
    return out
  }

  /// Primes above a subscript, as large and as high as those beside a letter.
  ///
  /// Fonts draw them raised already, and browsers do not take the fonts' forms for scripts.
  private static func prime(_ upper: MathNode) -> MathMarkup? {
    guard upper.members.count == 1, case .symbol(let symbol) = upper.members[0],
      ["′", "″", "‴", "⁗"].contains(symbol.text)
    else { return nil }
    var mark = MathMarkup()
    mark.leaf("mo", "", symbol.text)
    var large = MathMarkup()
    large.element("mstyle", " scriptlevel=\"0\"", mark)
    var lowered = MathMarkup()
    lowered.element("mpadded", " voffset=\"-0.4em\"", large)
    return lowered
  }

  /// The base as one element, which keeps the space of the whole where it is an operator.
  private func base(of scripted: ScriptedNode, limits: Bool, at place: Place) -> MathMarkup {
    let base = scripted.base
    // Scripts that only display style sets above and below move to the side elsewhere.
    let movable = limits && scripted.placement == .automatic
    if limits, case .function(let function) = base {
      return operation(
        function.text, at: place, extra: movable ? " movablelimits=\"true\"" : "")
    }
    if case .symbol(let symbol) = base, symbol.isLarge {
      let isFixed = limits ? !movable : symbol.takesLimits
      return operation(
        symbol.text, at: place, extra: isFixed ? " movablelimits=\"false\"" : "")
    }
    var inner = place
    // Inside the script element the operator is its only row's child.
    inner.isInside = false
    if case .sizedDelimiter = base {
      // A script's base grows in a row of its own alone.
      var row = MathMarkup()
      row.element("mrow", "", markup(of: base, at: Place(inScript: place.inScript)))
      return row
    }
    return base.carriesSpace
      ? markup(of: base, at: inner) : argument(base, inScript: place.inScript)
  }

  func accent(_ accent: AccentNode, at place: Place) -> MathMarkup {
    let mark = accent.mark
    var parts = argument(accent.base, inScript: place.inScript)
    parts.leaf("mo", " stretchy=\"\(mark.stretches)\"", mark.text)
    var out = MathMarkup()
    let name = mark.isBelow ? "munder" : "mover"
    let attribute = mark.isBelow ? " accentunder=\"true\"" : " accent=\"true\""
    out.element(name, attribute + (mark.style.map { " class=\"\($0)\"" } ?? ""), parts)
    return out
  }

  func stack(_ stack: StackNode, at place: Place) -> MathMarkup {
    var inner = place
    inner.isInside = false
    var parts: MathMarkup
    if stack.stretchesBase, case .symbol(let symbol) = stack.base {
      parts = MathMarkup()
      parts.leaf("mo", " stretchy=\"true\" lspace=\"0\" rspace=\"0\"", symbol.text)
    } else if case .symbol(let symbol) = stack.base, symbol.isLarge {
      parts = operation(symbol.text, at: inner, extra: " movablelimits=\"false\"")
    } else if stack.base.carriesSpace {
      parts = markup(of: stack.base, at: inner)
    } else {
      parts = argument(stack.base, inScript: place.inScript)
    }
    if let under = stack.under { parts.append(label(under, of: stack)) }
    if let over = stack.over { parts.append(label(over, of: stack)) }
    var out = MathMarkup()
    let name = stack.under == nil ? "mover" : stack.over == nil ? "munder" : "munderover"
    out.element(name, "", parts)
    return out
  }

  /// A label above or below, with room at the sides where an arrow grows with it.
  private func label(_ node: MathNode, of stack: StackNode) -> MathMarkup {
    let inner = argument(node, inScript: true)
    guard stack.stretchesBase else { return inner }
    var out = MathMarkup()
    out.element("mrow", " class=\"tex-label\"", inner)
    return out
  }

  func fraction(_ fraction: FractionNode, at place: Place) -> MathMarkup {
    // The parts keep the space of operators: TeX drops it only two styles down.
    var parts = argument(fraction.numerator, inScript: place.inScript)
    parts.append(argument(fraction.denominator, inScript: place.inScript))
    var bare = MathMarkup()
    bare.element("mfrac", fraction.hasBar ? "" : " linethickness=\"0\"", parts)
    switch fraction.style {
    case .inherited: break
    case .display: bare = Self.styled(bare, isDisplay: true)
    case .text: bare = Self.styled(bare, isDisplay: false)
    }
    guard let fences = fraction.fences else { return bare }
    var row = MathMarkup()
    row.leaf("mo", "", fences.open)
    row.append(bare)
    row.leaf("mo", "", fences.close)
    return row.asOneElement
  }

  /// A fraction of a given size; older schemas of MathML allow the style on no fraction itself.
  private static func styled(_ fraction: MathMarkup, isDisplay: Bool) -> MathMarkup {
    var out = MathMarkup()
    out.element("mstyle", " displaystyle=\"\(isDisplay)\" scriptlevel=\"0\"", fraction)
    return out
  }
}
