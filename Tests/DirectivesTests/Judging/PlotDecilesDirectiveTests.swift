import Testing

struct PlotDecilesDirectiveTests {
  @Test func `ten groups have a predicted and an observed effect`() throws {
    let plot = PlottedTrial("deciles", "scores: [tau]")
    #expect(plot.notebook.problems == [])
    let chart = try #require(plot.chart)
    #expect(chart.series.contains { $0.y.count == 10 && $0.low.count == 10 })
  }
}
