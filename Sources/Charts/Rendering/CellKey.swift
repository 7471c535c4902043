/// The key to the shades of a heat map whose cells do not show their values.
struct CellKey {
  private let name: String
  private let shade: CellShade
  private let metrics: LayoutMetrics

  static let height = 24.0

  /// The key of the first heat map whose cells have no text; nil where all have, or there is none.
  ///
  /// - Parameter title: what stands above the key, which does not say it again.
  /// - Parameter columns: how many panels stand side by side.
  init?(_ panels: [ResolvedPanel], title: String?, columns: Int, metrics: LayoutMetrics) {
    for panel in panels {
      for case .cells(let mark) in panel.marks where mark.values.contains(where: { !$0.isEmpty }) {
        let frame = Self.frame(panel, columns: columns, metrics: metrics)
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

  /// The panel in about its size, which is not known yet: what the names at its left leave.
  private static func frame(
    _ panel: ResolvedPanel, columns: Int, metrics: LayoutMetrics
  ) -> PanelFrame {
    func frame(width: Double) -> PanelFrame {
      PanelFrame(
        panel: panel, box: Box(x: 0, y: 0, width: width, height: 1000), metrics: metrics)
    }
    let whole = metrics.width / Double(max(columns, 1))
    let names = VerticalLabels(frame(width: whole).y, metrics: metrics).width
    return frame(width: max(whole - names - 26, 30))
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
