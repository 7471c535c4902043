import Charts
import Execution
import Testing

@Suite struct PlotDensityDirectiveTests {
  @Test func `the curve has area one and a peak where rows are`() throws {
    let csv =
      "x\n"
      + (0..<200).map { "\(50 + Double(($0 * 7919) % 100) / 10)" }
      .joined(separator: "\n")
    let notebook = PlotFile.notebook("density", "x: x", csv: csv)
    #expect(notebook.problems == [])
    let series = try #require(notebook.chart?.series.first)
    let step = series.x[1] - series.x[0]
    #expect(abs(series.y.reduce(0, +) * step - 1) < 0.01)
    let peak = series.x[series.y.indices.max { series.y[$0] < series.y[$1] } ?? 0]
    #expect(peak > 50 && peak < 60)
  }

  @Test func `a wider bandwidth is smoother`() throws {
    let narrow = PlotFile.notebook("density", "x: x\nadjust: 0.5")
    let wide = PlotFile.notebook("density", "x: x\nadjust: 2")
    #expect(abs(wide.number("p", "bandwidth") / narrow.number("p", "bandwidth") - 4) < 1e-12)
  }

  @Test func `a constant column has no curve, and it is said`() {
    let notebook = PlotFile.notebook("density", "x: x", csv: "x\n3\n3\n")
    #expect(notebook.problems == [])
    #expect(notebook.notes == ["“x” has fewer than two different values, and no curve."])
  }
}
