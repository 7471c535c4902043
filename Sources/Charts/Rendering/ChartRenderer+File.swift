extension ChartRenderer {
  /// The chart as an SVG file of its own, with its style sheet inside, in light colours.
  package static func file(_ chart: Chart) -> String {
    guard case .element(_, let attributes, let children) = svg(chart, id: "chart") else {
      return ""
    }
    let size = attributes.first { $0.name == "viewBox" }?.value ?? "0 0 640 400"
    let sides = size.split(separator: " ").map(String.init)
    let style = page + ChartStyle.css(for: .light)
    let root = SVGNode.element(
      name: "svg",
      attributes: [
        .init("xmlns", "http://www.w3.org/2000/svg"), .init("viewBox", size),
        .init("width", sides.count == 4 ? sides[2] : "640"),
        .init("height", sides.count == 4 ? sides[3] : "400"), .init("role", "img"),
        .init("aria-labelledby", "chart-title chart-desc"),
      ],
      children: [
        .element(name: "style", attributes: [], children: [.text(style)]),
        .element(
          name: "rect",
          attributes: [.init("width", "100%"), .init("height", "100%"), .init("fill", "#fff")],
          children: []),
        .element(name: "g", attributes: [.init("class", "chart")], children: children),
      ])
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.serialize() + "\n"
  }

  /// A few words that name the chart: its title, or what it draws.
  package static func title(of chart: Chart) -> String { ChartDescription.title(of: chart) }

  /// What a page gives its charts: its colours and its font.
  private static let page =
    ":root{--fg:#1b1d22;--bg:#fff;--muted:#5c5f66;--rule:#d9dbe0}"
    + "svg{font:12px/1.2 system-ui,\"Segoe UI\",Helvetica,Arial,sans-serif;"
    + "font-variant-numeric:tabular-nums lining-nums}\n"
}
