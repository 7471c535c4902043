import Charts
import Glibc

extension Sample {
  static let grids = [
    Sample("heatmap", "Rank correlations between scores.", heatmap),
    Sample("surface", "Profit by cost and revenue.", surface),
    Sample("facets", "One panel a segment.", facets),
    Sample("facets-free", "Histograms of four columns, each on its own axes.", freeFacets),
    Sample("facets-forest", "Effects by outcome.", forestFacets),
    Sample("empty", "No data at all.", Chart(kind: "line", x: Axis("x"), y: Axis("y"), marks: [])),
  ]

  private static var heatmap: Chart {
    let names = ["S-learner", "T-learner", "X-learner", "causal forest", "past spend"]
    let values = names.indices.map { row in
      names.indices.map { column in
        row == column ? 1 : 0.9 - 0.42 * Double(abs(row - column))
      }
    }
    return Chart(
      kind: "heatmap", x: .categories(names), y: .categories(names),
      marks: [
        .cells(
          CellMark(
            name: "rank correlation", values: values, shading: .diverging(middle: 0),
            domain: -1...1))
      ])
  }

  private static var surface: Chart {
    let costs = (0..<14).map { Double($0) * 0.05 }
    let revenues = (0..<12).map { 5 + Double($0) * 5 }
    return Chart(
      kind: "heatmap",
      x: .categories(costs.map { "$\(($0 * 100).rounded() / 100)" }, label: "Cost of a contact"),
      y: .categories(revenues.map { "$\(Int($0))" }, label: "Revenue of a sale"),
      marks: [
        .cells(
          CellMark(
            name: "profit per customer",
            values: revenues.map { revenue in costs.map { 0.02 * revenue - $0 } },
            shading: .diverging(middle: 0), format: .money(symbol: "$"), showsValues: false))
      ])
  }

  private static var facets: Chart {
    let x = sequence(0, 1, 30)
    let names = ["Rural", "Suburban", "Urban"]
    return Chart(
      kind: "gain", x: Axis("Share targeted", format: .share),
      y: Axis("Gain per customer", format: .money(symbol: "$")),
      panels: names.enumerated().map { index, name in
        let height = 0.3 + 0.2 * Double(index)
        return Panel(
          title: name,
          marks: [
            .line(LineMark(name: "random", x: [0, 1], y: [0, 0.2], role: .reference)),
            .line(
              LineMark(
                name: "model", x: x, y: x.map { 0.2 * $0 + height * $0 * (1 - $0) },
                role: .series(0))),
            .line(
              LineMark(
                name: "past spend", x: x, y: x.map { 0.2 * $0 + 0.3 * height * $0 * (1 - $0) },
                role: .series(1))),
          ])
      })
  }

  private static var freeFacets: Chart {
    let columns: [(String, (Double) -> Double)] = [
      ("recency", { 6 + 3 * $0 }), ("history", { exp(5 + 0.8 * $0) }), ("age", { 45 + 12 * $0 }),
      ("visits", { max(0, ($0 * 2 + 2).rounded()) }),
    ]
    return Chart(
      kind: "histogram", y: Axis("Customers", format: .count),
      panels: columns.map { name, transform in
        let values = normals(1500, name).map(transform)
        let edges = sequence(values.min() ?? 0, (values.max() ?? 1) * 1.0001, 21)
        let counts = zip(edges, edges.dropFirst()).map { low, high in
          Double(values.filter { $0 >= low && $0 < high }.count)
        }
        return Panel(
          title: name,
          marks: [
            .histogram(
              HistogramMark(name: name, edges: edges, values: counts, role: .series(0)))
          ])
      }, sharing: .none)
  }

  private static var forestFacets: Chart {
    let names = ["all", "new", "returning", "phone", "web"]
    func panel(_ title: String, _ scale: Double) -> Panel {
      let values = [0.045, 0.03, 0.052, 0.041, 0.048].map { $0 * scale }
      return Panel(
        title: title,
        marks: [
          .rule(RuleMark(.x(0))),
          .intervals(
            IntervalMark(
              name: "", positions: [0, 1, 2, 3, 4], values: values,
              low: values.map { $0 - 0.012 * scale }, high: values.map { $0 + 0.012 * scale },
              role: .series(0))),
        ])
    }
    return Chart(
      kind: "forest", x: Axis("Effect, points", format: .points), y: .categories(names),
      panels: [panel("visit", 1), panel("conversion", 0.2)], sharing: .y)
  }
}
