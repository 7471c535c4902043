/// Draws charts as SVG trees.
package enum ChartRenderer {
  /// Which of the two drawings of a chart: text keeps its size, so the arrangement must change.
  package enum Layout: Sendable, Equatable {
    /// 640 units wide, for a column of text.
    case wide
    /// 340 units wide, for a phone.
    case compact
  }

  /// The chart in one layout; every id inside begins with `id`.
  package static func svg(_ chart: Chart, id: String, layout: Layout = .wide) -> SVGNode {
    let panels = ResolvedPanel.panels(of: chart)
    let description = ChartDescription.text(of: chart, panels: panels)
    return svg(chart, panels: panels, description: description, id: id, layout: layout)
  }

  /// The drawing of a chart whose domains and description are known: both layouts share them.
  ///
  /// - Parameter named: the id of a drawing whose title and description serve this one too.
  private static func svg(
    _ chart: Chart, panels: [ResolvedPanel], description: String, id: String,
    named: String? = nil, layout: Layout
  ) -> SVGNode {
    let metrics = LayoutMetrics(layout)
    let drawing = PlotComposer(chart, panels: panels, id: id, metrics: metrics).compose()
    let height = Coordinate(drawing.height.rounded(.up)).text
    let words: [SVGNode] =
      named == nil
      ? [
        .element(
          name: "title", attributes: [.init("id", "\(id)-title")],
          children: [.text(ChartDescription.title(of: chart))]),
        .element(
          name: "desc", attributes: [.init("id", "\(id)-desc")], children: [.text(description)]),
      ] : []
    let name = named ?? id
    return .element(
      name: "svg",
      attributes: [
        .init("id", id), .init("class", layout == .wide ? "wide" : "compact"),
        .init("viewBox", "0 0 \(Coordinate(drawing.width).text) \(height)"),
        .init("role", "img"), .init("aria-labelledby", "\(name)-title \(name)-desc"),
      ],
      children: words + drawing.nodes)
  }

  /// Both layouts in a `div`; the style sheet shows the one that fits the width.
  package static func figure(_ chart: Chart, id: String) -> SVGNode {
    let panels = ResolvedPanel.panels(of: chart)
    let description = ChartDescription.text(of: chart, panels: panels)
    func draw(_ id: String, named: String? = nil, _ layout: Layout) -> SVGNode {
      svg(
        chart, panels: panels, description: description, id: id, named: named, layout: layout)
    }
    return .element(
      name: "div", attributes: [.init("class", "chart chart-\(cssName(chart.kind))")],
      children: [draw(id, .wide), draw(id + "-compact", named: id, .compact)])
  }

  /// A kind as a class name: letters, digits and hyphens.
  private static func cssName(_ kind: String) -> String {
    String(kind.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
  }

  /// A chart for a table cell, with `description` as its alternative text.
  package static func svg(_ chart: InlineChart, description: String) -> SVGNode {
    let size = "0 0 \(Coordinate(InlineChartDrawing.width).text) "
    return .element(
      name: "svg",
      attributes: [
        .init("class", "inline-chart"),
        .init("viewBox", size + Coordinate(InlineChartDrawing.height).text), .init("role", "img"),
        .init("aria-label", description),
      ], children: InlineChartDrawing.nodes(chart))
  }
}
