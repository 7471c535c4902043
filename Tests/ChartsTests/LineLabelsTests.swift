import Charts
import Testing

/// Names of lines that meet at the right stand where the lines are apart.
@Suite struct LineLabelsTests {
  private func chart(_ curves: [(name: String, height: Double)], end: Double = 0) -> Chart {
    let x = (0...50).map { Double($0) / 50 }
    return Chart(
      kind: "gain", x: Axis("share"), y: Axis("gain"),
      marks: curves.enumerated().map { index, curve in
        .line(
          LineMark(
            name: curve.name, x: x, y: x.map { curve.height * $0 * (1 - $0) + end * $0 },
            role: .series(index)))
      })
  }

  private func place(_ name: String, _ chart: Chart) throws -> Box {
    let texts = Markup.texts(ChartRenderer.svg(chart, id: "f1"))
    return try #require(texts.first { $0.text == name }).box
  }

  @Test func `lines that meet are named beside them, in the order in which they lie`() throws {
    let chart = chart([("low", 1), ("high", 8), ("none", 0)], end: 1)
    let (low, high, none) = (
      try place("low", chart), try place("high", chart), try place("none", chart)
    )
    #expect(high.maxY < low.y && low.maxY < none.y)
    for box in [low, high, none] { #expect(box.x > 60 && box.maxX < 620) }
  }

  @Test func `a line that ends on a level is named beside it, and the level along it`() throws {
    let x = (0...50).map { Double($0) / 50 }
    let chart = Chart(
      kind: "toc", x: Axis("share"), y: Axis("effect"),
      marks: [
        .rule(RuleMark(.y(0), label: "average")),
        .line(LineMark(name: "forest", x: x, y: x.map { 9 * (1 - $0) }, role: .series(0))),
      ])
    let (forest, average) = (try place("forest", chart), try place("average", chart))
    #expect(forest.maxX < 620 && average.maxX < 640 && forest.maxY < average.y)
  }

  @Test func `lines that end apart keep their names at their ends`() throws {
    let x = [0.0, 1]
    let apart = Chart(
      kind: "gain", x: Axis("share"), y: Axis("gain"),
      marks: ["a", "b"].enumerated().map { index, name in
        .line(LineMark(name: name, x: x, y: [0, Double(index)], role: .series(index)))
      })
    #expect(try place("a", apart).x == place("b", apart).x)
  }

  @Test func `lines that lie together all along have a legend`() throws {
    let chart = chart([("one", 4), ("two", 4.1), ("three", 4.2)])
    let boxes = try ["one", "two", "three"].map { try place($0, chart) }
    #expect(Set(boxes.map(\.y)).count == 1)
    #expect(boxes[0].maxX < boxes[1].x && boxes[1].maxX < boxes[2].x)
  }
}
