extension PanelFrame {
  /// The marks of the panel from back to front: strips, rules, then the rest in the order given.
  ///
  /// - Parameter clip: the id of a clip path, used where marks may leave the panel.
  func marks(clip: String) -> [SVGNode] {
    var strips: [SVGNode] = []
    var rules: [SVGNode] = []
    var rest: [SVGNode] = []
    let intervals = count { if case .intervals(let mark) = $0 { !mark.low.isEmpty } else { false } }
    let boxes = count { if case .boxes = $0 { true } else { false } }
    var interval = 0
    var boxMark = 0
    for mark in panel.marks {
      switch mark {
      case .rule(let rule):
        strips += [strip(for: rule)].compactMap { $0 }
        rules += [line(for: rule)].compactMap { $0 }
      case .line(let line): add(nodes(for: line), line.role, to: &rest)
      case .band(let band): add(nodes(for: band), band.role, to: &rest)
      case .area(let area): add(nodes(for: area), area.role, to: &rest)
      case .points(let points): add(nodes(for: points), points.role, to: &rest)
      case .bars(let bars): rest += nodes(for: bars)
      case .intervals(let mark):
        // Dots without intervals may share a row, as in a Love plot; intervals lie beside each other.
        let isAlone = mark.low.isEmpty
        add(
          nodes(for: mark, index: isAlone ? 0 : interval, count: isAlone ? 1 : intervals),
          mark.role, to: &rest)
        if !isAlone { interval += 1 }
      case .histogram(let mark): add(nodes(for: mark), mark.role, to: &rest)
      case .boxes(let mark):
        add(nodes(for: mark, index: boxMark, count: boxes), mark.role, to: &rest)
        boxMark += 1
      case .cells(let cells): rest += nodes(for: cells)
      case .rug(let rug): add(nodes(for: rug), rug.role, to: &rest)
      case .text: continue
      }
    }
    let all = strips + rules + rest
    guard overflows, !all.isEmpty else { return all }
    return [
      .element(
        name: "g", attributes: [.init("clip-path", "url(#\(clip))")], children: all)
    ]
  }

  private func count(_ isWanted: (Mark) -> Bool) -> Int {
    panel.marks.reduce(0) { $0 + (isWanted($1) ? 1 : 0) }
  }

  private func add(_ nodes: [SVGNode], _ role: ChartRole, to all: inout [SVGNode]) {
    if let group = SVGNode.group(role.className, nodes) { all.append(group) }
  }
}
