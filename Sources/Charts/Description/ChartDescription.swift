/// Words for those who do not see a chart, written from its data.
enum ChartDescription {
  /// How many values a description lists before it names only the extremes.
  static let listed = 12

  /// How many panels a description goes into.
  private static let describedPanels = 6

  /// A short name: the chart's own title, else its kind and what its axes measure.
  static func title(of chart: Chart) -> String {
    if let title = chart.title { return title }
    let name = chart.kind.isEmpty ? "Chart" : ChartKindName.text(chart.kind)
    switch (chart.y.label, chart.x.label) {
    case (let y?, let x?): return "\(name): \(y) by \(lowered(x))"
    case (let label?, nil), (nil, let label?): return "\(name): \(label)"
    case (nil, nil): return name
    }
  }

  /// The author's alternative text, else what the data say, then the remarks.
  static func text(of chart: Chart, panels: [ResolvedPanel]) -> String {
    if let alternative = chart.alternative { return alternative }
    var sentences: [String]
    switch chart.content {
    case .panels: sentences = describe(panels)
    case .tree(let tree): sentences = DiagramDescription.sentences(of: tree)
    case .graph(let graph): sentences = DiagramDescription.sentences(of: graph)
    }
    sentences += chart.remarks
    return sentences.joined(separator: " ")
  }

  private static func describe(_ panels: [ResolvedPanel]) -> [String] {
    guard let first = panels.first, panels.contains(where: { !$0.isEmpty }) else {
      return ["There are no data."]
    }
    if panels.count == 1 { return axes(first) + MarkDescription(first).sentences }
    var sentences = ["\(panels.count) panels."]
    for panel in panels.prefix(describedPanels) {
      let name = panel.title.map { "\($0): " } ?? ""
      sentences.append(name + MarkDescription(panel).sentences.joined(separator: " "))
    }
    if panels.count > describedPanels {
      sentences.append("And \(panels.count - describedPanels) panels more.")
    }
    return sentences
  }

  private static func axes(_ panel: ResolvedPanel) -> [String] {
    [("Horizontal", panel.x), ("vertical", panel.y)].compactMap { side, axis in
      if case .categories(let names) = axis.kind {
        guard let label = axis.axis.label else { return nil }
        return "\(side): \(label), \(names.count) names"
      }
      guard let label = axis.axis.label else { return nil }
      let writer = AxisWriter(axis)
      let from = writer.text(axis.domain.lower)
      return "\(side): \(label), \(from) to \(writer.text(axis.domain.upper))"
    }
    .joinedAsSentence(separator: "; ")
  }

  /// A label inside a sentence: its first letter small, unless it is an abbreviation.
  private static func lowered(_ text: String) -> String {
    let second = text.dropFirst().first
    if second.map({ $0.isUppercase }) ?? false { return text }
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}

extension [String] {
  /// The parts as one sentence; nothing when there are none.
  func joinedAsSentence(separator: String) -> [String] {
    isEmpty ? [] : [joined(separator: separator) + "."]
  }
}
