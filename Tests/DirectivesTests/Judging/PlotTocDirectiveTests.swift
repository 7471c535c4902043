import Testing

struct PlotTocDirectiveTests {
  @Test func `the targeting operator ends at zero, and its mean is AUTOC`() {
    let plot = PlottedTrial("toc")
    #expect(plot.notebook.problems == [])
    #expect(abs(plot.end("tau")) < 1e-9)
    #expect(plot.number("autoc[tau]") > plot.number("autoc[noise]"))
  }
}
