import Testing

struct PlotProfitDirectiveTests {
  @Test func `profit over the share treated is drawn for a cost and a revenue`() throws {
    let plot = PlottedTrial("profit", "scores: [tau]\ncost: 0.1\nrevenue: 1")
    #expect(plot.notebook.problems == [])
    let series = try #require(plot.chart?.series.first)
    #expect(series.x.last == 1 && series.y.count == series.x.count)
  }

  @Test func `a sweep draws a line for each amount, with its peak and values of its own`() throws {
    let swept = PlottedTrial("profit", "scores: [tau]\ncost: 0.1\nsweep: {revenue: [1, 3]}")
    #expect(swept.notebook.problems == [])
    #expect(swept.chart?.panels.count == 1)
    let series = try #require(swept.chart?.series)
    #expect(
      series.map(\.name).filter { $0.hasPrefix("revenue=3") } == [
        "revenue=3", "revenue=3, best shares", "revenue=3, profit of the best",
        "revenue=3, best",
      ])
    let best = try #require(series.last)
    #expect(best.x == [swept.number("best[tau, revenue=3]")])
    #expect(best.y == [swept.number("best.value[tau, revenue=3]")])
    let alone = PlottedTrial("profit", "scores: [tau]\ncost: 0.1\nrevenue: 3")
    #expect(swept.number("best.value[tau, revenue=3]") == alone.number("best.value[tau]"))
    #expect(swept.number("end[tau, revenue=3]") == alone.number("end[tau]"))
    #expect(swept.number("end[tau, revenue=1]") < swept.number("end[tau, revenue=3]"))
  }

  @Test func `several scores have a panel for each amount`() {
    let swept = PlottedTrial("profit", "scores: [tau, noise]\nsweep: {revenue: [1, 3]}")
    #expect(swept.chart?.panels.map(\.title) == ["revenue=1", "revenue=3"])
  }

  @Test func `a known truth draws what each line truly earns`() throws {
    let swept = PlottedTrial(
      "profit", "scores: [tau]\ncost: 0.1\nsweep: {revenue: [1, 3]}\ntruth: _tau")
    #expect(swept.notebook.problems == [])
    // Treating everybody truly earns R · E[x − 0.3] − 0.1, and E[x] is about a half.
    let (one, three) = (swept.end("revenue=1, true"), swept.end("revenue=3, true"))
    #expect(abs(one - 0.1) < 0.05)
    #expect(abs(three + 0.1 - 3 * (one + 0.1)) < 1e-9)
  }

  @Test func `a sweep over anything but amounts is refused`() {
    let swept = PlottedTrial("profit", "scores: [tau]\nsweep: {share: [0.1]}")
    #expect(swept.notebook.problems == ["21: error – policy.sweep"])
  }
}
