import Testing

struct PlotGainDirectiveTests {
  @Test func `gain ends where uplift ends, at the average effect`() {
    let (gain, uplift) = (PlottedTrial("gain"), PlottedTrial("uplift"))
    #expect(gain.notebook.problems == [])
    #expect(abs(gain.end("tau") - uplift.end("tau")) < 1e-9)
  }
}
