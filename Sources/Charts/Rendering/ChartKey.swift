/// The names of a chart's series and how the reader learns which is which.
struct ChartKey {
  /// A named series with the sample that a legend shows.
  struct Entry: Equatable {
    /// The shape of a sample.
    enum Sample: Equatable {
      case line(dashed: Bool), square(solid: Bool), dot, hollow
    }

    let name: String
    let role: ChartRole
    let sample: Sample
  }

  /// Where the names stand.
  enum Placement: Equatable {
    /// Nowhere: there is one series, and the axis or the caption names it.
    case none
    /// At the right end of each line.
    case lineEnds
    /// Inside the plot, beside each line where it is away from the others.
    case alongLines
    /// Inside the plot, beside each curve's peak.
    case peaks
    /// In a row above the plot.
    case legend
  }

  let entries: [Entry]
  let placement: Placement

  init(panels: [ResolvedPanel], metrics: LayoutMetrics) {
    var entries: [Entry] = []
    for mark in panels.flatMap(\.marks) {
      for entry in Self.entries(of: mark)
      where !entry.name.isEmpty && !entries.contains(where: { $0.name == entry.name }) {
        entries.append(entry)
      }
    }
    self.entries = entries
    placement = Self.placement(entries, panels: panels, metrics: metrics)
  }

  private static func entries(of mark: Mark) -> [Entry] {
    switch mark {
    case .line(let mark):
      let name = mark.label ?? mark.name
      return [
        Entry(
          name: name, role: mark.role,
          sample: .line(dashed: mark.dashed))
      ]
    case .area(let mark):
      return [Entry(name: mark.label ?? mark.name, role: mark.role, sample: .square(solid: false))]
    case .points(let mark):
      // Points with words of their own need no key, and leave the lines theirs at the right.
      if mark.labels?.count == mark.x.count { return [] }
      return [Entry(name: mark.name, role: mark.role, sample: .dot)]
    case .bars(let mark):
      return mark.series.map {
        let isSolid = mark.arrangement == .stacked
        return Entry(name: $0.name, role: $0.role, sample: .square(solid: isSolid))
      }
    case .intervals(let mark):
      let name = mark.label ?? mark.name
      return [Entry(name: name, role: mark.role, sample: mark.hollow ? .hollow : .dot)]
    case .histogram(let mark):
      return [
        Entry(
          name: mark.name, role: mark.role,
          sample: mark.outlined ? .line(dashed: false) : .square(solid: false))
      ]
    case .boxes(let mark):
      return [Entry(name: mark.name, role: mark.role, sample: .square(solid: false))]
    case .band, .cells, .rule, .text, .rug: return []
    }
  }

  private static func placement(
    _ entries: [Entry], panels: [ResolvedPanel], metrics: LayoutMetrics
  ) -> Placement {
    guard let panel = panels.first, !entries.isEmpty else { return .none }
    let onlyLines = panel.marks.allSatisfy { mark in
      if case .line = mark { return true }
      return Self.entries(of: mark).allSatisfy(\.name.isEmpty)
    }
    let isAlone = entries.count == 1 && !hasLevelRule(panel)
    if panels.count == 1, onlyLines, !isAlone, linesReachTheRight(panel) {
      let width = entries.map { metrics.textWidth($0.name) }.max() ?? 0
      let fits = Double(entries.count + 1) * metrics.lineHeight <= metrics.plotHeight
      let isNarrow = width <= metrics.endLabelWidth || !metrics.isCompact
      if fits, isNarrow {
        // The plot's place is not known yet; its size is, nearly.
        let box = Box(x: 0, y: 0, width: metrics.width - 60, height: metrics.plotHeight)
        let frame = PanelFrame(panel: panel, box: box, metrics: metrics)
        if !LineLabels.endsMeet(frame) { return .lineEnds }
        if LineLabels(frame).isClear { return .alongLines }
        return entries.count == 1 ? .lineEnds : .legend
      }
    }
    if entries.count == 1 || areTitled(panels) { return .none }
    let onlyAreas = panel.marks.allSatisfy {
      switch $0 {
      case .area, .rule, .rug, .text: true
      default: false
      }
    }
    if panels.count == 1, onlyAreas, entries.count <= 4 { return .peaks }
    return .legend
  }

  /// Whether a level rule has a label, which then joins those at the lines' ends.
  private static func hasLevelRule(_ panel: ResolvedPanel) -> Bool {
    panel.marks.contains { mark in
      guard case .rule(let rule) = mark, case .y = rule.position else { return false }
      return rule.label != nil
    }
  }

  /// Whether each of several panels has one series, which the panel's title names.
  private static func areTitled(_ panels: [ResolvedPanel]) -> Bool {
    panels.count > 1
      && panels.allSatisfy { panel in
        panel.title != nil && Set(panel.marks.flatMap(entries).map(\.name)).count <= 1
      }
  }

  /// Whether every named line ends near the right edge, where its name can stand beside it.
  private static func linesReachTheRight(_ panel: ResolvedPanel) -> Bool {
    let scale = panel.x.scale(from: 0, to: 1)
    guard !panel.x.axis.reversed else { return false }
    return panel.marks.allSatisfy { mark in
      guard case .line(let line) = mark else { return true }
      if (line.label ?? line.name).isEmpty { return true }
      let ends = zip(line.x, line.y).compactMap { x, y in
        y.isFinite ? scale.position(x) : nil
      }
      return (ends.max() ?? 1) >= 0.9
    }
  }
}
