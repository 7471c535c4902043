import Testing

struct PlotProfitDirectiveTests {
  @Test func `profit over the share treated is drawn for a cost and a revenue`() throws {
    let plot = PlottedTrial("profit", "scores: [tau]\ncost: 0.1\nrevenue: 1")
    #expect(plot.notebook.problems == [])
    let series = try #require(plot.chart?.series.first)
    #expect(series.x.last == 1 && series.y.count == series.x.count)
  }

  @Test func `a sweep draws a panel for each amount, with values of its own`() throws {
    let swept = PlottedTrial("profit", "scores: [tau]\ncost: 0.1\nsweep: {revenue: [1, 3]}")
    #expect(swept.notebook.problems == [])
    #expect(swept.chart?.panels.map(\.title) == ["revenue=1", "revenue=3"])
    let alone = PlottedTrial("profit", "scores: [tau]\ncost: 0.1\nrevenue: 3")
    #expect(swept.number("best.value[tau, revenue=3]") == alone.number("best.value[tau]"))
    #expect(swept.number("end[tau, revenue=3]") == alone.number("end[tau]"))
    #expect(swept.number("end[tau, revenue=1]") < swept.number("end[tau, revenue=3]"))
  }

  @Test func `a sweep over anything but amounts is refused`() {
    let swept = PlottedTrial("profit", "scores: [tau]\nsweep: {share: [0.1]}")
    #expect(swept.notebook.problems == ["21: error – policy.sweep"])
  }
}
