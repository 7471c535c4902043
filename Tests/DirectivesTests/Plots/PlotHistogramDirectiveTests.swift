import Charts
import Execution
import Testing

@Suite struct PlotHistogramDirectiveTests {
  @Test func `counts rows in bins`() throws {
    let notebook = PlotFile.notebook("histogram", "x: x\nbins: 4")
    #expect(notebook.problems == [])
    let series = try #require(notebook.chart?.series.first)
    #expect(series.y.reduce(0, +) == 42)
    #expect(notebook.notes == ["1 row with a missing “x” left out."])
    #expect(notebook.number("p", "width") == 5)
  }

  @Test func `colours show shares of their own rows`() throws {
    let notebook = PlotFile.notebook("histogram", "x: x\ncolor: group")
    let series = try #require(notebook.chart?.series)
    #expect(series.map(\.name) == ["a", "b"])
    for one in series { #expect(abs(one.y.reduce(0, +) - 1) < 1e-12) }
  }

  @Test func `a density has area one`() throws {
    let notebook = PlotFile.notebook("histogram", "x: x\nvalue: density")
    let series = try #require(notebook.chart?.series.first)
    #expect(abs(series.y.reduce(0, +) * notebook.number("p", "width") - 1) < 1e-12)
  }

  @Test(arguments: [
    ("0\n1\n1\n0\n1", AxisFormat.count), ("1\n4\n2\n12\n3", .count), ("1.5\n2\n3", .number),
  ])
  func `whole numbers have whole ticks`(values: String, format: AxisFormat) {
    let notebook = PlotFile.notebook("histogram", "x: x", csv: "x\n\(values)\n")
    #expect(notebook.chart?.x.format == format)
  }

  @Test func `text has no histogram, one value has one bin`() {
    #expect(
      PlotFile.notebook("histogram", "x: group").problems == ["5: error – plot.needsNumbers"])
    let constant = PlotFile.notebook("histogram", "x: x", csv: "x\n3\n3\n")
    #expect(constant.problems == [])
    #expect(constant.chart?.series.first?.y == [2])
  }
}
