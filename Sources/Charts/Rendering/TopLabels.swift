/// Labels of upright rules, above the plot where no mark can lie under them.
struct TopLabels {
  private struct Label {
    let text: String
    let full: String
    let role: ChartRole
    let tick: Double
    let center: Double
    let row: Int
    let isStrip: Bool
  }

  private let labels: [Label]
  private let metrics: LayoutMetrics
  /// The rows of text that the labels take.
  let rows: Int

  /// The labels of the rules that the axis contains, between the pixels `left` and `right`.
  init(_ marks: [Mark], on scale: AxisScale, metrics: LayoutMetrics, left: Double, right: Double) {
    self.metrics = metrics
    var wanted: [(text: String, role: ChartRole, tick: Double, isStrip: Bool)] = []
    for case .rule(let rule) in marks {
      guard let text = rule.label, !text.isEmpty else { continue }
      switch rule.position {
      case .x(let value):
        guard scale.contains(value), let pixel = scale.position(value) else { continue }
        wanted.append((text, rule.role, pixel, false))
      case .xRange(let from, let to):
        let middle = max(min((from + to) / 2, scale.domain.upper), scale.domain.lower)
        guard let pixel = scale.position(middle) else { continue }
        wanted.append((text, rule.role, pixel, true))
      default: continue
      }
    }
    wanted.sort { $0.tick < $1.tick }
    var rowEnds: [Double] = []
    var labels: [Label] = []
    for item in wanted {
      let text = TextMetrics.fit(item.text, width: right - left, size: metrics.fontSize)
      let half = metrics.textWidth(text) / 2
      let center = max(min(item.tick, right - half), left + half)
      let row = rowEnds.firstIndex { $0 + 8 <= center - half } ?? rowEnds.count
      if row == rowEnds.count { rowEnds.append(0) }
      rowEnds[row] = center + half
      labels.append(
        Label(
          text: text, full: item.text, role: item.role, tick: item.tick, center: center, row: row,
          isStrip: item.isStrip))
    }
    self.labels = labels
    rows = rowEnds.count
  }

  var height: Double { rows == 0 ? 0 : Double(rows) * metrics.lineHeight + 2 }

  /// The texts above a plot that begins at `top`, each with a line down to its rule.
  func nodes(top: Double) -> [SVGNode] {
    labels.compactMap { label in
      let baseline = top - 6 - Double(label.row) * metrics.lineHeight
      var stem = PathBuilder()
      // A stem through the rows below would cross their labels.
      if !label.isStrip, label.row == 0 {
        stem.move(to: Point(label.tick, top))
        stem.line(to: Point(label.tick, baseline + 3))
      }
      let text = SVGNode.label(
        label.text, at: Point(label.center, baseline), anchor: .middle, class: "label",
        full: label.full)
      return .group(
        label.role.className, [.path(stem, class: "rule"), text].compactMap { $0 })
    }
  }
}
