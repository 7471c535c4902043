/// Gathers the nodes of one cell, and the switches that hold until its end.
struct CellBuilder {
  private(set) var nodes: [MathNode] = []
  private var switches: [(styling: MathStyling, start: Int)] = []
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
    switches.append((styling, nodes.count))
  }

  /// `\over` and the like: what stands before is the numerator. False for a second one.
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
  private mutating func styled() -> [MathNode] {
    for (styling, start) in switches.reversed() where start < nodes.count {
      let tail = Array(nodes[start...])
      nodes.replaceSubrange(start..., with: [.styled(styling, .grouped(tail))])
    }
    defer {
      nodes = []
      switches = []
    }
    return nodes
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
