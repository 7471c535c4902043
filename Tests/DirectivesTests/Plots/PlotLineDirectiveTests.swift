import Charts
import Execution
import Testing

@Suite struct PlotLineDirectiveTests {
  @Test func `a line goes through the means, with their interval`() throws {
    let notebook = PlotFile.notebook("line", "x: x\ny: y\nwhere: x < 20 AND y IS NOT NULL")
    #expect(notebook.problems == [])
    // At x = 4 group a has 9 and b has 12.
    #expect(notebook.number("p", "mean[4]") == 10.5)
    #expect(notebook.number("p", "mean.se[4]") == 1.5)
    let (low, high) = try #require(notebook.interval("p", "mean.ci[4]"))
    // The 97.5% quantile of t with one degree of freedom is 12.7062.
    #expect(abs((high - low) / 2 - 1.5 * 12.7062) < 1e-3)
  }

  @Test func `rows of a 0/1 column have Wilson's interval`() throws {
    let csv = "x,hit\n" + (0..<10).map { "1,\($0 < 3 ? 1 : 0)" }.joined(separator: "\n") + "\n2,1\n"
    let notebook = PlotFile.notebook("line", "x: x\ny: hit", csv: csv)
    let (low, high) = try #require(notebook.interval("p", "mean.ci[1]"))
    // Wilson's interval of 3 of 10: 0.1078 to 0.6032.
    #expect(abs(low - 0.1078) < 5e-5)
    #expect(abs(high - 0.6032) < 5e-5)
  }

  @Test func `one row an x is drawn as it is, along dates`() throws {
    let csv = "day,y\n2026-01-03,3\n2026-01-01,1\n2026-01-02,2\n"
    let notebook = PlotFile.notebook(
      "line", "x: day\ny: y\nlines: {x: 2026-01-02 launch}", csv: csv)
    #expect(notebook.problems == [])
    let chart = try #require(notebook.chart)
    #expect(chart.x.scale == .date)
    #expect(chart.series.first?.y == [1, 2, 3])
    #expect(notebook.value("p", "mean[1]") == nil)
  }

  @Test func `bins of about equal size stand at their mean`() throws {
    let csv = "x,y\n" + (0..<100).map { "\($0),\(2 * $0)" }.joined(separator: "\n")
    let notebook = PlotFile.notebook("line", "x: x\ny: y\nbins: 4", csv: csv)
    let series = try #require(notebook.chart?.series.first)
    #expect(series.x == [12, 37, 62, 87])
    #expect(series.y == [24, 74, 124, 174])
  }

  @Test func `without y rows are counted`() {
    let notebook = PlotFile.notebook("line", "x: x\ncolor: group")
    #expect(notebook.number("p", "count[3][a]") == 1)
    #expect(notebook.number("p", "count[7][b]") == 2)
  }
}
