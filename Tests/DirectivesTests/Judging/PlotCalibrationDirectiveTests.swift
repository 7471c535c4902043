import Testing

struct PlotCalibrationDirectiveTests {
  @Test func `observed effects stand against predicted ones, with the line of equality`() throws {
    let plot = PlottedTrial("calibration", "scores: [tau]")
    #expect(plot.notebook.problems == [])
    let chart = try #require(plot.chart)
    #expect(chart.series.contains { !$0.low.isEmpty })
  }
}
