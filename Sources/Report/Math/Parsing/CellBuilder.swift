/// Gathers the nodes of one cell, and the switches that hold until its end.
struct CellBuilder {
  private(set) var nodes: [MathNode] = []
  /// The style and the colour that hold from a place on.
  private var switches: [(style: MathStyling?, colour: MathStyling?, start: Int)] = []
  private var infix: (kind: StructureCommand.Infix, numerator: [MathNode])?

  var isEmpty: Bool { nodes.isEmpty && infix == nil }

  mutating func append(_ node: MathNode) {
    if case .space(let width) = node, case .space(let before)? = nodes.last {
      nodes[nodes.count - 1] = .space(before + width)
      return
    }
    if let merged = mergedIndependence(with: node) {
      nodes.append(merged)
    } else {
      nodes.append(node)
    }
  }

  /// `\displaystyle`, `\color{red}`: holds for the rest of the cell.
  mutating func startStyling(_ styling: MathStyling) {
    var (style, colour) = (switches.last?.style, switches.last?.colour)
    if case .colour = styling { colour = styling } else { style = styling }
    switches.append((style, colour, nodes.count))
  }

  /// `\over` and the like: what stands before is the numerator.
  ///
  /// False for a second one in the same group, which TeX forbids.
  mutating func startDenominator(_ kind: StructureCommand.Infix) -> Bool {
    guard infix == nil else { return false }
    infix = (kind, styled())
    return true
  }

  mutating func finish() -> [MathNode] {
    let rest = styled()
    guard let (kind, numerator) = infix else { return rest }
    infix = nil
    var fraction = FractionNode(.grouped(numerator), .grouped(rest))
    fraction.hasBar = kind == .over
    switch kind {
    case .over, .atop: break
    case .choose: fraction.fences = .init(open: "(", close: ")")
    case .brack: fraction.fences = .init(open: "[", close: "]")
    case .brace: fraction.fences = .init(open: "{", close: "}")
    }
    return [.fraction(fraction)]
  }

  /// Hands out the nodes with the switches applied, and starts afresh.
  ///
  /// Each switch holds up to the next, which repeats what it does not change: so that many of them
  /// stand side by side and not inside each other.
  private mutating func styled() -> [MathNode] {
    var result = Array(nodes[..<(switches.first?.start ?? nodes.count)])
    for (index, (style, colour, start)) in switches.enumerated() {
      let end = index + 1 < switches.count ? switches[index + 1].start : nodes.count
      guard start < end else { continue }
      var node = MathNode.grouped(Array(nodes[start..<end]))
      if let colour { node = .styled(colour, node) }
      if let style { node = .styled(style, node) }
      result.append(node)
    }
    nodes = []
    switches = []
    return result
  }

  /// The sign of independence, which authors make of two ⊥ pushed together.
  ///
  /// Removes the first ⊥ and the space from the nodes when it matches.
  private mutating func mergedIndependence(with node: MathNode) -> MathNode? {
    guard let merged = Self.replacingPerpendicular(node, negated: false) else { return nil }
    var count = nodes.count
    if case .space(let width)? = nodes.last {
      guard width <= 0 else { return nil }
      count -= 1
    }
    guard count > 0, case .symbol(let first) = nodes[count - 1],
      first.text == "⊥" || first.text == "⊥\u{338}"
    else { return nil }
    if let start = switches.last?.start, start > count - 1 { return nil }
    nodes.removeSubrange((count - 1)...)
    return first.text == "⊥" ? merged : Self.replacingPerpendicular(node, negated: true)
  }

  private static func replacingPerpendicular(_ node: MathNode, negated: Bool) -> MathNode? {
    switch node {
    case .symbol(let symbol) where symbol.text == "⊥":
      return .symbol(MathSymbol(negated ? "⫫\u{338}" : "⫫", .relation))
    case .scripts(var scripted):
      guard let base = replacingPerpendicular(scripted.base, negated: negated) else { return nil }
      scripted.base = base
      return .scripts(scripted)
    default: return nil
    }
  }
}
