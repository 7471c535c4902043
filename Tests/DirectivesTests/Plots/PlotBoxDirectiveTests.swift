import Charts
import Execution
import Testing

@Suite struct PlotBoxDirectiveTests {
  @Test func `boxes have quartiles, whiskers and outliers`() throws {
    let csv =
      "g,y\n"
      + ([1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map { "u,\($0)" } + ["v,1"])
      .joined(separator: "\n")
    let notebook = PlotFile.notebook("box", "x: g\ny: y", csv: csv)
    #expect(notebook.problems == [])
    guard case .boxes(let mark)? = notebook.chart?.panels.first?.marks.first else {
      Issue.record("no boxes")
      return
    }
    // Type 7 quartiles of the ten values are 3.25 and 7.75, so the upper fence is 14.5.
    #expect(mark.boxes[0].lowerQuartile == 3.25)
    #expect(mark.boxes[0].upperQuartile == 7.75)
    #expect(mark.boxes[0].upperWhisker == 9)
    #expect(mark.boxes[0].outliers == [50])
    #expect(mark.boxes[1].median == 1)
    #expect(notebook.number("p", "median[u]") == 5.5)
  }

  @Test func `several columns have a panel each`() throws {
    let notebook = PlotFile.notebook("box", "columns: [x, y]\nx: group")
    #expect(notebook.problems == [])
    #expect(notebook.chart?.panels.map(\.title) == ["x", "y"])
    #expect(notebook.number("p", "median[x][a]") == 9.5)
  }

  @Test func `text has no box`() {
    #expect(PlotFile.notebook("box", "y: group").problems == ["5: error – plot.needsNumbers"])
    #expect(PlotFile.notebook("box", "x: group").problems == ["4: error – plot.columns"])
  }
}
