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
    .element(name: "svg", attributes: [.init("id", id)], children: [])
  }

  /// Both layouts in a `div`; the style sheet shows the one that fits the width.
  package static func figure(_ chart: Chart, id: String) -> SVGNode {
    .element(
      name: "div", attributes: [.init("class", "chart")],
      children: [
        svg(chart, id: id, layout: .wide), svg(chart, id: id + "-compact", layout: .compact),
      ])
  }

  /// A chart for a table cell, with `description` as its alternative text.
  package static func svg(_ chart: InlineChart, description: String) -> SVGNode {
    .element(name: "svg", attributes: [], children: [])
  }
}
