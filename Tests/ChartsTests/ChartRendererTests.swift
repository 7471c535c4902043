import Charts
import Testing

@Suite struct ChartRendererTests {
  static let layouts: [ChartRenderer.Layout] = [.wide, .compact]

  @Test(arguments: Sample.all)
  func markupIsWellFormed(sample: Sample) {
    let markup = ChartRenderer.figure(sample.chart, id: "f1").serialize()
    #expect(Markup.problem(in: markup) == nil)
  }

  @Test(arguments: Sample.all)
  func noTextTouchesAnother(sample: Sample) {
    for layout in Self.layouts {
      let svg = ChartRenderer.svg(sample.chart, id: "f1", layout: layout)
      let texts = Markup.texts(svg)
      for (i, a) in texts.enumerated() {
        for b in texts[(i + 1)...] where a.box.intersects(b.box) {
          Issue.record("\(layout): “\(a.text)” touches “\(b.text)”")
        }
      }
    }
  }

  @Test(arguments: Sample.all)
  func textStaysInTheDrawing(sample: Sample) {
    for layout in Self.layouts {
      let svg = ChartRenderer.svg(sample.chart, id: "f1", layout: layout)
      let size = (Markup.elements(svg).first?.attributes["viewBox"] ?? "").split(separator: " ")
      let width = Double(size.dropFirst(2).first ?? "") ?? 0
      let height = Double(size.last ?? "") ?? 0
      for text in Markup.texts(svg) {
        let box = text.box
        #expect(
          box.x >= -0.5 && box.maxX <= width + 0.5 && box.y >= 0 && box.maxY <= height,
          "\(layout): \(text.text) at \(box) in \(width) × \(height)")
      }
    }
  }

  @Test(arguments: Sample.all)
  func everySeriesIsNamed(sample: Sample) {
    let names = Set(
      sample.chart.panels.flatMap(\.marks).flatMap { mark -> [String] in
        switch mark {
        case .line(let line): [line.label ?? line.name]
        case .area(let area): [area.name]
        case .points(let points): [points.name]
        case .bars(let bars): bars.series.map(\.name)
        case .intervals(let intervals): [intervals.name]
        case .histogram(let histogram): [histogram.name]
        default: []
        }
      })
    guard names.count > 1 else { return }
    for layout in Self.layouts {
      let texts = Markup.texts(ChartRenderer.svg(sample.chart, id: "f1", layout: layout)).map(
        \.text)
      for name in names { #expect(texts.contains(name), "\(layout): \(name)") }
    }
  }

  @Test func everyIdBeginsWithTheGivenOne() {
    for sample in Sample.all {
      let elements = Markup.elements(ChartRenderer.figure(sample.chart, id: "fig-7"))
      let ids = elements.compactMap { $0.attributes["id"] }
      #expect(ids.allSatisfy { $0.hasPrefix("fig-7") })
      #expect(Set(ids).count == ids.count)
      for label in elements.compactMap({ $0.attributes["aria-labelledby"] }) {
        #expect(label.split(separator: " ").allSatisfy { ids.contains(String($0)) })
      }
    }
  }

  @Test func drawingHasARoleATitleAndADescription() throws {
    let sample = try #require(Sample.all.first { $0.name == "qini" })
    let elements = Markup.elements(ChartRenderer.svg(sample.chart, id: "q"))
    #expect(elements.first?.attributes["role"] == "img")
    let title = elements.first { $0.name == "title" }
    #expect(title?.text == "Qini curve: Incremental visits by share of customers targeted")
    let description = try #require(elements.first { $0.name == "desc" }).text
    #expect(description.contains("past spend starts at 0, ends at 920."))
  }

  @Test func noColourIsFixed() {
    for sample in Sample.all {
      for element in Markup.elements(ChartRenderer.figure(sample.chart, id: "f")) {
        #expect(element.attributes["fill"] == nil && element.attributes["stroke"] == nil)
        #expect(element.attributes["style"] == nil)
      }
    }
  }

  @Test func textIsEscaped() {
    let nasty = "<script>alert(\"x\")</script> & \u{0} ]]>"
    let chart = Chart(
      kind: nasty, title: nasty, x: Axis(nasty), y: .categories([nasty, nasty], label: nasty),
      marks: [
        .intervals(
          IntervalMark(name: nasty, positions: [0, 1], values: [1, 2], role: .series(0))),
        .rule(RuleMark(.x(1), label: nasty)), .text(TextMark(nasty, x: 1, y: 0)),
      ], remarks: [nasty])
    let markup = ChartRenderer.figure(chart, id: "f").serialize()
    #expect(!markup.contains("<script") && !markup.contains("\u{0}"))
    #expect(Markup.problem(in: markup) == nil)
  }

  @Test(arguments: layouts)
  func wordsOnALineStandOnIt(layout: ChartRenderer.Layout) throws {
    let line = [0.0, 1, 2, 3, 4]
    func draw(isCentred: Bool) -> SVGNode {
      let words = TextMark(
        "half", x: 2, y: 2, role: .muted, showsDot: true, isCentred: isCentred)
      let chart = Chart(
        kind: "sensitivity", x: Axis("x"), y: Axis("y"),
        marks: [
          .line(LineMark(name: "half left", x: line, y: line, role: .muted, label: "")),
          .text(words),
        ])
      return ChartRenderer.svg(chart, id: "f", layout: layout)
    }
    let svg = draw(isCentred: true)
    let dot = try #require(
      Markup.elements(svg).first { $0.attributes["class"] == "dots estimate" })
    let place = (dot.attributes["d"] ?? "").split { !"0123456789.".contains($0) }
      .compactMap { Double($0) }
    let named = Markup.texts(svg).filter { $0.text == "half" }
    try #require(named.count == 1 && place.count >= 2)
    #expect(abs(named[0].box.x + named[0].box.width / 2 - place[0]) < 1)
    #expect(abs(named[0].box.y + 4.5 - place[1]) < 3)
    let aside = try #require(
      Markup.texts(draw(isCentred: false)).first { $0.text == "half" })
    #expect(!(aside.box.x...aside.box.maxX).contains(place[0]) || abs(aside.box.y - place[1]) > 6)
    #expect(!svg.serialize().contains("Marked at"))
  }

  @Test func fewPointsInACellAreSeenOnADarkPage() throws {
    let row = (0..<3000).map { Double($0) }
    let chart = Chart(
      kind: "scatter", x: Axis("x"), y: Axis("y"),
      marks: [
        .points(PointMark(name: "p", x: row.map { $0 * $0 }, y: row, role: .series(0)))
      ])
    let cells = Markup.elements(ChartRenderer.svg(chart, id: "f")).filter {
      $0.attributes["class"]?.hasPrefix("cells") == true
    }
    #expect(cells.contains { $0.attributes["class"] == "cells shade-1" })
    #expect(cells.allSatisfy { $0.attributes["stroke-opacity"] == nil })
    func faintest(_ scheme: ChartStyle.Scheme) throws -> Double {
      let css = ChartStyle.css(for: scheme)
      let start = try #require(css.firstRange(of: "--shade-1:")).upperBound
      return try #require(Double(css[start...].prefix { "0123456789.".contains($0) }))
    }
    #expect(try faintest(.dark) > 2 * faintest(.light))
  }

  @Test func sameChartGivesTheSameBytes() {
    for sample in Sample.all {
      let once = ChartRenderer.figure(sample.chart, id: "f").serialize()
      #expect(once == ChartRenderer.figure(sample.chart, id: "f").serialize())
    }
  }

  @Test func drawingsAreSmall() {
    for sample in Sample.all {
      let size = ChartRenderer.figure(sample.chart, id: "f").serialize().utf8.count
      #expect(size < 30_000, "\(sample.name) takes \(size) bytes")
    }
  }

  @Test func longNamesAreCutAndKeptAsTooltips() {
    let name = String(repeating: "very ", count: 40) + "long"
    let chart = Chart(
      kind: "forest", y: .categories([name]),
      marks: [.intervals(IntervalMark(name: "", positions: [0], values: [1], role: .series(0)))])
    let titles = Markup.elements(ChartRenderer.svg(chart, id: "f")).filter {
      $0.name == "title" && $0.text == name
    }
    #expect(titles.count == 1)
  }
}
