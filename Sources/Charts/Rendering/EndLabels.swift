/// The names of lines at their right ends, moved apart where they would touch.
struct EndLabels {
  private struct Label {
    let text: String
    let full: String
    let role: ChartRole
    let end: Point
    let y: Double
  }

  private let labels: [Label]
  private let left: Double
  private let metrics: LayoutMetrics

  /// The distance between a line's end and its label.
  static let gap = 8.0

  /// The width that the labels of a panel's lines and level rules need; 0 where there are none.
  static func width(_ marks: [Mark], metrics: LayoutMetrics) -> Double {
    let widths = marks.compactMap { text(of: $0) }.map { metrics.textWidth($0) }
    guard let widest = widths.max() else { return 0 }
    return min(widest, metrics.endLabelWidth) + gap
  }

  private static func text(of mark: Mark) -> String? {
    let text: String?
    switch mark {
    case .line(let line): text = line.label ?? line.name
    case .rule(let rule):
      switch rule.position {
      case .y, .yRange: text = rule.label
      default: text = nil
      }
    default: text = nil
    }
    return text.flatMap { $0.isEmpty ? nil : $0 }
  }

  init(_ frame: PanelFrame) {
    metrics = frame.metrics
    left = frame.box.maxX + Self.gap
    var wanted: [(text: String, role: ChartRole, end: Point, wish: Double)] = []
    for mark in frame.panel.marks {
      guard let text = Self.text(of: mark) else { continue }
      switch mark {
      case .line(let line):
        guard let end = frame.end(line.x, line.y) else { continue }
        let y = min(max(end.y, frame.box.y), frame.box.maxY)
        // Where lines meet at the end, their labels stand in the order in which they came.
        let before = frame.height(line.x, line.y, before: end.x - 80)
        wanted.append((text, line.role, Point(end.x, y), y + (before ?? y) * 1e-3))
      case .rule(let rule):
        guard let y = frame.labelLevel(of: rule) else { continue }
        wanted.append((text, rule.role, Point(frame.box.maxX, y), y * 1.001))
      default: continue
      }
    }
    let range = (frame.box.y - 4)...(frame.box.maxY + 4)
    let positions =
      LabelSpreading.spread(
        wanted.map(\.wish), distance: frame.metrics.lineHeight - 1, in: range)
      ?? wanted.map(\.end.y)
    labels = zip(wanted, positions).map { wanted, y in
      Label(
        text: TextMetrics.fit(
          wanted.text, width: frame.metrics.endLabelWidth, size: frame.metrics.fontSize),
        full: wanted.text, role: wanted.role, end: wanted.end, y: y)
    }
  }

  /// The texts, with a thin line to the end of a line whose label was moved.
  var nodes: [SVGNode] {
    labels.compactMap { label in
      var leader = PathBuilder()
      if abs(label.y - label.end.y) > 4 {
        leader.move(to: Point(label.end.x + 1, label.end.y))
        leader.line(to: Point(left - 2, label.y))
      }
      let text = SVGNode.label(
        label.text, at: Point(left, label.y + 4), class: "label", full: label.full)
      return .group(
        label.role.className, [.path(leader, class: "leader"), text].compactMap { $0 })
    }
  }

  /// The places of the texts, to see that none overlaps.
  var boxes: [Box] {
    labels.map {
      Box(
        x: left, y: $0.y - 6, width: metrics.textWidth($0.text), height: metrics.lineHeight - 1)
    }
  }
}
