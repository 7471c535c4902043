import Charts
import Testing

/// Words and ticks that a reader must be able to trust: none struck through, none between values.
@Suite struct PlotMarksTests {
  @Test func `the words on the line of equality keep off the intervals`() throws {
    let x = [0, 0.06, 0.07, 0.08, 0.09]
    let chart = Chart(
      kind: "calibration", x: Axis("predicted"), y: Axis("found"),
      marks: [
        .rule(RuleMark(.identity, label: "as predicted")),
        .intervals(
          IntervalMark(
            name: "groups", positions: x, values: x, low: x.map { $0 - 0.03 },
            high: x.map { $0 + 0.03 }, role: .series(0), orientation: .vertical)),
      ])
    let svg = ChartRenderer.svg(chart, id: "f1")
    let words = try #require(Markup.texts(svg).first { $0.text == "as predicted" }).box
    let intervals = try lines(of: svg)
    #expect(intervals.count == 5)
    for ends in intervals where ends[0].x > words.x && ends[0].x < words.maxX {
      #expect(ends.allSatisfy { $0.y < words.y } || ends.allSatisfy { $0.y > words.maxY })
    }
  }

  private func lines(of svg: SVGNode) throws -> [[Point]] {
    let path = Markup.elements(svg).first { $0.attributes["class"] == "interval" }
    return Markup.strokes(try #require(path?.attributes["d"]))
  }

  @Test(arguments: [(1.0, 1), (3.0, 3)])
  func `an interval that the axis cuts ends in an arrow`(high: Double, strokes: Int) throws {
    let chart = Chart(
      kind: "values", x: Axis("x"), y: Axis("y", limits: 0...2),
      marks: [
        .intervals(
          IntervalMark(
            name: "one", positions: [0], values: [0.5], low: [0.2], high: [high],
            role: .series(0), orientation: .vertical))
      ])
    let svg = ChartRenderer.svg(chart, id: "f1")
    #expect(try lines(of: svg).count == strokes)
  }

  @Test func `an interval that ends near the last tick has room above it`() throws {
    let chart = Chart(
      kind: "values", x: Axis("x"), y: Axis("y"),
      marks: [
        .intervals(
          IntervalMark(
            name: "one", positions: [0, 1], values: [50, 40], low: [30, 30], high: [80.06, 50],
            role: .series(0), orientation: .vertical))
      ])
    let svg = ChartRenderer.svg(chart, id: "f1")
    let top = try #require(try lines(of: svg).joined().map(\.y).min())
    let tick = try #require(Markup.texts(svg).first { $0.text == "80" }).box
    #expect(abs(tick.middle.y - top) < 4)
    let label = try #require(Markup.texts(svg).first { $0.text == "y" }).box
    #expect(top - label.maxY > 14)
  }

  @Test func `bins about whole numbers have ticks at whole numbers`() {
    let edges = (0...13).map { Double($0) - 0.5 }
    let chart = Chart(
      kind: "histogram", x: Axis("months"), y: Axis("rows", format: .count),
      marks: [
        .histogram(
          HistogramMark(
            name: "", edges: edges, values: edges.dropLast().map { $0 + 2 }, role: .series(0)))
      ])
    for layout in [ChartRenderer.Layout.wide, .compact] {
      let texts = Markup.texts(ChartRenderer.svg(chart, id: "f1", layout: layout)).map(\.text)
      #expect(!texts.contains { $0.contains(".") }, "\(texts)")
    }
  }

  @Test func `a word that lies on a line has a ground that hides the line`() {
    func grounds(isCentred: Bool) -> Int {
      let chart = Chart(
        kind: "contour", x: Axis("x"), y: Axis("y"),
        marks: [
          .line(LineMark(name: "", x: [0, 1], y: [0, 1], role: .muted, label: "")),
          .text(TextMark("0.5", x: 0.5, y: 0.5, showsDot: false, isCentred: isCentred)),
        ])
      return Markup.elements(ChartRenderer.svg(chart, id: "f1"))
        .count { $0.attributes["class"] == "ground" }
    }
    #expect(grounds(isCentred: true) == 1)
    #expect(grounds(isCentred: false) == 0)
  }

  @Test(arguments: [(100, 0), (3000, 1)])
  func `words on points too many to tell apart have a ground`(count: Int, grounds: Int) {
    let x = (0..<count).map { Double($0) / Double(count) }
    let chart = Chart(
      kind: "scatter", x: Axis("x"), y: Axis("y"),
      marks: [
        .points(PointMark(name: "rows", x: x, y: x, role: .series(0))),
        .rule(RuleMark(.y(0.5), label: "half")),
      ])
    let found = Markup.elements(ChartRenderer.svg(chart, id: "f1"))
    #expect(found.count { $0.attributes["class"] == "ground" } == grounds)
  }

  @Test func `a heat map whose cells have no room for their values has a key`() {
    let chart = Chart(
      kind: "heatmap", x: .categories((0..<6).map { "segment \($0)" }),
      y: .categories((0..<4).map { "a rather long name of a column \($0)" }),
      marks: [
        .cells(
          CellMark(
            name: "difference",
            values: (0..<4).map { row in (0..<6).map { Double(row) - Double($0) / 4 - 0.25 } },
            shading: .diverging(middle: 0)))
      ])
    func texts(_ layout: ChartRenderer.Layout) -> [String] {
      Markup.texts(ChartRenderer.svg(chart, id: "f1", layout: layout)).map(\.text)
    }
    #expect(texts(.wide).contains("2.75") && !texts(.wide).contains("difference"))
    #expect(texts(.compact).contains("difference"), "\(texts(.compact))")
  }
}
