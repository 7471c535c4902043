import Testing

struct PlotQiniDirectiveTests {
  @Test func `a good score encloses more area than noise, and all curves end together`() {
    let plot = PlottedTrial("qini")
    #expect(plot.notebook.problems == [])
    #expect(plot.number("area[tau]") > plot.number("area[noise]"))
    #expect(abs(plot.end("tau") - plot.end("random")) < 1e-9)
  }
}
