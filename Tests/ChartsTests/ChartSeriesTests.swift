import Charts
import Testing

@Suite struct ChartSeriesTests {
  @Test func aBandJoinsTheLineOfItsName() {
    let line = LineMark(name: "tau", x: [0, 1], y: [0, 2], role: .series(0))
    let random = LineMark(name: "random", x: [0, 1], y: [0, 1], role: .reference)
    let chart = Chart(
      kind: "qini", marks: Mark.curve(line, low: [0, 1], high: [0, 3]) + [.line(random)])
    #expect(
      chart.series == [
        ChartSeries(name: "tau", x: [0, 1], y: [0, 2], low: [0, 1], high: [0, 3]),
        ChartSeries(name: "random", x: [0, 1], y: [0, 1]),
      ])
  }

  @Test func barsNameTheirCategories() {
    let chart = Chart(
      kind: "bar", x: .categories(["a", "b"]),
      marks: [
        .bars(BarMark(series: [BarMark.Series(name: "n", values: [1, 2], role: .series(0))]))
      ])
    #expect(chart.series == [ChartSeries(name: "n", categories: ["a", "b"], y: [1, 2])])
  }

  @Test func intervalsOnAHorizontalForestPlotAreNamedByTheirRows() {
    let chart = Chart(
      kind: "forest", y: .categories(["a", "b"]),
      marks: [
        .intervals(
          IntervalMark(
            name: "gain", positions: [1, 0], values: [3, 4], low: [2, 3], high: [4, 5],
            role: .series(0)))
      ])
    #expect(
      chart.series == [
        ChartSeries(name: "gain", categories: ["b", "a"], y: [3, 4], low: [2, 3], high: [4, 5])
      ])
  }

  @Test func panelsAreNamedBeforeTheirSeries() {
    let line = Mark.line(LineMark(name: "m", x: [0], y: [1], role: .series(0)))
    let chart = Chart(
      kind: "line", panels: ["A", "B"].map { Panel(title: $0, marks: [line]) })
    #expect(chart.series.map(\.name) == ["A: m", "B: m"])
  }

  @Test func histogramsGiveTheMiddlesOfTheirBins() {
    let mark = HistogramMark(name: "h", edges: [0, 2, 4], values: [5, 6], role: .series(0))
    #expect(
      Chart(kind: "histogram", marks: [.histogram(mark)]).series == [
        ChartSeries(name: "h", x: [1, 3], y: [5, 6])
      ])
  }

  @Test func aGivenListReplacesTheMarks() {
    var chart = Chart(kind: "tree", tree: TreeDiagram(root: TreeDiagram.Node(lines: ["a"])))
    #expect(chart.series.isEmpty)
    chart.series = [ChartSeries(name: "leaves", y: [1])]
    #expect(chart.series.map(\.name) == ["leaves"])
  }
}
