/// The key to the shades of a heat map whose cells do not show their values.
struct CellKey {
  private let name: String
  private let shade: CellShade
  private let metrics: LayoutMetrics

  static let height = 24.0

  /// The key of the first heat map whose cells have no text; nil where all have, or there is none.
  ///
  /// - Parameter title: what stands above the key, which does not say it again.
  init?(_ panels: [ResolvedPanel], title: String?, metrics: LayoutMetrics) {
    for panel in panels {
      for case .cells(let mark) in panel.marks where mark.values.contains(where: { !$0.isEmpty }) {
        // The true size is not known yet; the width of the whole is the most that it can be.
        let frame = PanelFrame(
          panel: panel, box: Box(x: 0, y: 0, width: metrics.width * 0.8, height: 1000),
          metrics: metrics)
        let shade = CellShade(mark)
        if mark.showsValues, frame.cellsFit(mark, shade.writer) { continue }
        name = mark.name == title ? "" : mark.name
        self.shade = shade
        self.metrics = metrics
        return
      }
    }
    return nil
  }

  /// The name, then the shades between the values at their ends.
  func nodes(top: Double) -> [SVGNode] {
    var nodes: [SVGNode] = []
    var x = 0.0
    let baseline = top + 12
    func write(_ text: String, _ className: String?) {
      nodes.append(.label(text, at: Point(x, baseline), class: className))
      x += metrics.textWidth(text) + 8
    }
    let low = shade.writer.text(shade.ends.lower)
    let high = shade.writer.text(shade.ends.upper)
    let stepWidth = metrics.isCompact ? 8.0 : 12
    let levels = Array(
      stride(from: shade.levels.lowerBound, through: shade.levels.upperBound, by: 2))
    let taken =
      Double(levels.count) * stepWidth + metrics.textWidth(low) + metrics.textWidth(high) + 32
    if !name.isEmpty {
      write(
        TextMetrics.fit(name, width: metrics.width - taken, size: metrics.fontSize), nil)
    }
    write(low, "axis")
    for level in levels {
      var path = PathBuilder()
      path.rectangle(Point(x, top + 2), Point(x + stepWidth, top + 14))
      nodes.append(PanelFrame.shadedPath(path, level: level))
      x += stepWidth
    }
    x += 8
    write(high, "axis")
    return nodes
  }
}
