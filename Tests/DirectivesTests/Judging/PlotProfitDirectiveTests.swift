import Testing

struct PlotProfitDirectiveTests {
  @Test func `profit over the share treated is drawn for a cost and a revenue`() throws {
    let plot = PlottedTrial("profit", "scores: [tau]\ncost: 0.1\nrevenue: 1")
    #expect(plot.notebook.problems == [])
    let series = try #require(plot.chart?.series.first)
    #expect(series.x.last == 1 && series.y.count == series.x.count)
  }
}
