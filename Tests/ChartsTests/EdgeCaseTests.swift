import Charts
import Testing

/// Data that a notebook may well have and that a careless drawing chokes on.
@Suite struct EdgeCaseTests {
  static let values: [(name: String, values: [Double])] = [
    ("none", []), ("one", [3]), ("one missing", [.nan]), ("zeros", [0, 0, 0, 0]),
    ("constant", [5, 5, 5]), ("all missing", [.nan, .nan, .infinity]),
    ("infinite", [1, .infinity, -.infinity, 2]), ("gaps", [1, .nan, 3, .nan, 5]),
    ("huge", [1e308, -1e308, 1e300, 3]), ("largest", [Double.greatestFiniteMagnitude, 1]),
    ("tiny", [1e-310, 2e-310, 3e-310]), ("small", [1e-12, 3e-12, 2e-12]),
    ("close", [1e15, 1e15 + 0.125, 1e15 + 0.25]), ("negative", [-3, -1, -2]),
    ("mixed", [-1e-9, 1e9, 0]), ("many", (0..<2500).map { Double(($0 * 7919) % 2503) }),
    ("minus zero", [-0.0, -0.0]),
  ]

  static let scales: [Axis.Scale] = [
    .linear, .log, .date, .categories([]), .categories(["a", "b", "c"]),
  ]

  private static func marks(_ values: [Double]) -> [Mark] {
    let x = values.indices.map(Double.init)
    return [
      .rule(RuleMark(.x(.nan), label: "nowhere")), .rule(RuleMark(.y(.infinity), label: "nowhere")),
      .rule(RuleMark(.xRange(1, .nan), label: "strip")), .rule(RuleMark(.identity, label: "same")),
      .line(LineMark(name: "xy", x: x, y: values, role: .series(0))),
      .line(LineMark(name: "yx", x: values, y: x, role: .series(1), interpolation: .step)),
      .band(BandMark(name: "band", x: values, low: values, high: x, role: .series(-3))),
      .area(AreaMark(name: "area", x: x, y: values, role: .series(40))),
      .points(PointMark(name: "points", x: values, y: values, role: .muted, labels: ["p"])),
      .bars(
        BarMark(
          series: [
            BarMark.Series(name: "a", values: values, low: x, high: values, role: .series(0)),
            BarMark.Series(name: "b", values: values.reversed(), role: .series(1)),
          ], arrangement: .stacked, showsValues: true)),
      .bars(
        BarMark(
          series: [BarMark.Series(name: "c", values: values, role: .accent)],
          orientation: .horizontal, showsValues: true)),
      .intervals(
        IntervalMark(
          name: "interval", positions: x, values: values, low: values, high: [.infinity],
          role: .series(2))),
      .histogram(HistogramMark(name: "h", edges: values, values: values, role: .series(3))),
      .histogram(
        HistogramMark(name: "o", edges: values, values: x, role: .series(3), outlined: true)),
      .boxes(
        BoxMark(
          name: "box",
          boxes: values.prefix(4).map {
            BoxMark.Box(
              position: 0, lowerWhisker: $0, lowerQuartile: $0, median: $0, upperQuartile: $0,
              upperWhisker: $0, outliers: values)
          }, role: .series(4))),
      .cells(CellMark(name: "cells", values: [values, []], shading: .diverging(middle: .nan))),
      .text(TextMark("text", x: values.first ?? .nan, y: values.last ?? 0)),
      .rug(RugMark(name: "rug", x: values)),
    ]
  }

  @Test(arguments: values.indices)
  func everyMarkSurvivesEveryAxis(index: Int) {
    let (name, values) = Self.values[index]
    // Every kind of axis on each side; those that differ least from others are left out.
    let pairs = Self.scales.indices.map { (Self.scales[$0], Self.scales[(2 * $0 + 1) % 5]) }
    for (x, y) in values.count > 100 ? Array(pairs.prefix(2)) : pairs {
      for mark in Self.marks(values) {
        let chart = Chart(
          kind: "edge", x: Axis("x", scale: x), y: Axis("y", format: .share, scale: y),
          marks: [mark])
        checkMarkup(ChartRenderer.svg(chart, id: "f").serialize(), name)
      }
    }
  }

  @Test(arguments: values.indices)
  func allMarksTogether(index: Int) {
    let (name, values) = Self.values[index]
    let marks = Self.marks(values)
    for reversed in [false, true] {
      let axis = Axis(
        "x", format: .money(symbol: "$"), lower: 0, limits: reversed ? 2...2 : -1...3,
        reversed: reversed)
      check(Chart(kind: "edge", x: axis, y: axis, marks: marks), name)
      check(
        Chart(
          kind: "edge", x: axis,
          panels: marks.map { Panel(title: "a panel", marks: [$0, $0]) }, sharing: .x), name)
    }
  }

  @Test(arguments: values.indices)
  func inlineCharts(index: Int) {
    let values = Self.values[index].values
    let first = values.first ?? .nan
    for chart: InlineChart in [
      .histogram(values), .bars(values), .sparkline(values),
      .interval(value: first, low: -.infinity, high: first, domain: -1...1, reference: 0),
      .interval(value: 0, low: first, high: .nan, domain: 0...0, reference: first),
    ] {
      let markup = ChartRenderer.svg(chart, description: "values & ends").serialize()
      checkMarkup(markup, Self.values[index].name)
    }
  }

  @Test func aChartWithoutDataSaysSo() {
    let markup = ChartRenderer.svg(Chart(kind: "line", marks: []), id: "f").serialize()
    #expect(markup.contains("no data") && markup.contains("There are no data."))
  }

  @Test func aReversedAxisRunsBackwards() {
    func ticks(_ reversed: Bool) -> [String] {
      let chart = Chart(
        kind: "line", x: Axis("x", lower: 0, upper: 4, reversed: reversed), y: Axis("y"),
        marks: [.line(LineMark(name: "", x: [0, 4], y: [10, 20], role: .series(0)))])
      let texts = Markup.texts(ChartRenderer.svg(chart, id: "f"))
      return texts.filter { ["0", "1", "2", "3", "4"].contains($0.text) }
        .sorted { $0.box.x < $1.box.x }.map(\.text)
    }
    #expect(ticks(false) == ["0", "1", "2", "3", "4"])
    #expect(ticks(true) == ["4", "3", "2", "1", "0"])
  }

  /// Beside long names a phone has room for two ticks or so; a step of 0.5 would leave one of them.
  @Test(arguments: [0.3, 0.38, 0.41, 0.47])
  func aNarrowAxisHasMoreThanOneTick(upper: Double) {
    let chart = Chart(
      kind: "forest", x: Axis("effect", lower: -0.36, upper: upper),
      y: .categories(["up to 24, all discounts", "25 to 34, all discounts"]),
      marks: [
        .intervals(
          IntervalMark(
            name: "", positions: [0, 1], values: [-0.3, 0.2], low: [-0.35, 0.1],
            high: [-0.2, 0.29],
            role: .series(0)))
      ])
    let drawing = ChartRenderer.svg(chart, id: "f", layout: .compact)
    let numbers = Markup.texts(drawing).map(\.text).filter { Double($0.suffix(1)) != nil }
      .filter { !$0.contains("to") }
    #expect(numbers.count > 1, "\(numbers)")
  }

  @Test func anEmptyTreeAndGraphAreDrawn() {
    check(
      Chart(kind: "tree", tree: TreeDiagram(root: TreeDiagram.Node(lines: []))), "tree")
    check(Chart(kind: "graph", graph: GraphDiagram(nodes: [], edges: [])), "graph")
  }

  private func check(_ chart: Chart, _ name: String) {
    checkMarkup(ChartRenderer.figure(chart, id: "f").serialize(), name)
  }

  private func checkMarkup(_ markup: String, _ name: String) {
    let lowered = markup.lowercased()
    // "nan" and "inf" as numbers stand after a quote, a space, a comma or a command.
    for word in ["nan", "inf"] {
      #expect(!lowered.contains("\"\(word)") && !lowered.contains(" \(word)"), "\(name): \(word)")
    }
    #expect(
      !markup.contains("e+") && !markup.contains("-0 ") && !markup.contains("-0\""), "\(name)")
    #expect(Markup.problem(in: markup) == nil, "\(name)")
  }
}
