import Charts
import Execution
import Testing

@Suite struct PlotScatterDirectiveTests {
  @Test func `draws a point for each complete row and counts the rest`() throws {
    let notebook = PlotFile.notebook("scatter", "x: x\ny: y")
    #expect(notebook.problems == [])
    #expect(notebook.number("p", "rows") == 41)
    #expect(notebook.notes == ["2 rows with a missing “x” or “y” left out."])
    let series = try #require(notebook.chart?.series.first)
    #expect(series.x.count == 41)
  }

  @Test func `colours have a linear line each, with its slope`() {
    let notebook = PlotFile.notebook("scatter", "x: x\ny: y\ncolor: group\nsmooth: linear")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("p", "slope[a]") - 2) < 1e-12)
    #expect(abs(notebook.number("p", "slope[b]") - 3) < 1e-12)
    #expect(abs(notebook.number("p", "r[a]") - 1) < 1e-12)
  }

  @Test func `a loess line follows a straight one`() throws {
    let notebook = PlotFile.notebook(
      "scatter", "x: x\ny: y\nwhere: y = 2 * x + 1\nsmooth: loess")
    #expect(notebook.problems == [])
    let line = try #require(notebook.chart?.series.first { $0.name == "loess" })
    for (x, y) in zip(line.x, line.y) { #expect(abs(y - (2 * x + 1)) < 1e-8) }
    #expect(notebook.notes.first == "21 of 43 rows meet the condition.")
  }

  @Test func `a logarithmic axis leaves out what it cannot show`() {
    let notebook = PlotFile.notebook("scatter", "x: x\ny: y\nlog: x")
    #expect(notebook.number("p", "rows") == 39)
    #expect(
      notebook.notes.last
        == "2 rows with a “x” of zero or below left out, which a logarithmic axis cannot show.")
  }

  @Test func `many rows are drawn and some are listed`() throws {
    let csv = "x,y\n" + (0..<6000).map { "\($0 % 977),\($0 % 613)" }.joined(separator: "\n")
    let notebook = PlotFile.notebook("scatter", "x: x\ny: y", csv: csv)
    let chart = try #require(notebook.chart)
    #expect(chart.series[0].x.count == 2000)
    guard case .points(let mark)? = chart.panels[0].marks.first else {
      Issue.record("no points")
      return
    }
    #expect(mark.x.count == 6000)
    #expect(notebook.notes.count == 1)
  }

  @Test func `residuals of a regression stand against its fitted values`() throws {
    let notebook = NotebookHarness(
      """
      ```{load #rows}
      source: rows.csv
      ```
      ```{estimate ols #line}
      formula: y ~ x
      ```
      ```{plot scatter #p}
      residuals: line
      ```
      ```{plot scatter #q}
      residuals: line
      x: x
      color: group
      smooth: linear
      ```

      """, files: ["rows.csv": PlotFile.csv])
    #expect(notebook.problems == [])
    let points = try #require(notebook.chart?.series.first)
    #expect(points.x.count == 41)
    // Least squares leaves residuals that sum to zero and do not go with x.
    #expect(abs(points.y.reduce(0, +)) < 1e-9)
    #expect(notebook.number("q", "slope[a]") < 0)
    #expect(notebook.number("q", "slope[b]") > 0)
  }

  @Test func `what the controls leave has the effect as its slope`() throws {
    let csv =
      "y,t,z,arm\n"
      + (0..<60).map { i in
        let z = (i * 7) % 11
        let t = z + (i * 13) % 5
        return "\(3 * t - 2 * z + (i * 17) % 7),\(t),\(z),\(i % 3)"
      }.joined(separator: "\n") + "\n"
    func notebook(_ estimate: String, _ plot: String = "partial: e") -> NotebookHarness {
      NotebookHarness(
        "```{load #rows}\nsource: rows.csv\n```\n\n```{estimate \(estimate)\n```\n\n```{plot scatter #p}\n\(plot)\n```\n",
        files: ["rows.csv": csv])
    }
    let ols = notebook("ols #e}\noutcome: y\ntreatment: t\ncontrols: [z]")
    #expect(ols.problems == [])
    #expect(abs(ols.number("p", "slope") - ols.number("e", "ate")) < 1e-12)
    #expect(ols.chart?.x.label == "t, freed of the controls")
    let formula = notebook("ols #e}\nformula: y ~ t + z + I(z**2)\ntreatment: t")
    #expect(abs(formula.number("p", "slope") - formula.number("e", "ate")) < 1e-12)
    let dml = notebook("dml #e}\noutcome: y\ntreatment: t\ncontrols: [z]\nmodels: linear")
    #expect(dml.problems == [])
    #expect(abs(dml.number("p", "slope") / dml.number("e", "ate") - 1) < 0.02)
    let matching = notebook(
      "ols #e}\noutcome: y\ntreatment: {column: arm, as: arms}\ncontrol: 0\ncontrols: [z]")
    #expect(matching.problems == ["13: error – plot.residuals"])
    #expect(
      notebook("ols #e}\noutcome: y\ntreatment: t\ncontrols: [z]", "partial: e\nx: z").problems
        == ["12: error – plot.residuals"])
  }

  @Test func `error bars reach to their ends`() throws {
    let csv = "x,y,low,high\n1,2,1,4\n2,3,2,5\n"
    let notebook = PlotFile.notebook("scatter", "x: x\ny: y\nerror: [low, high]", csv: csv)
    #expect(notebook.problems == [])
    let series = try #require(notebook.chart?.series.first)
    #expect(series.low == [1, 2])
    #expect(series.high == [4, 5])
  }

  @Test func `what cannot be drawn is said where it stands`() {
    #expect(
      PlotFile.notebook("scatter", "x: group\ny: y").problems == ["5: error – plot.needsNumbers"])
    #expect(PlotFile.notebook("scatter", "x: x").problems == ["4: error – plot.columns"])
    #expect(PlotFile.notebook("scatter", "x: z\ny: y").problems == ["5: error – column.unknown"])
    #expect(
      PlotFile.notebook("scatter", "x: x\ny: y\nwhere: x > 99").problems
        == ["4: error – plot.noRows"])
    #expect(
      PlotFile.notebook("scatter", "x: x\ny: y\nlines: {w: 3}").problems
        == ["7: error – key.wrongType"])
  }

  @Test func `one row and a constant column are drawn without a line`() {
    let one = PlotFile.notebook("scatter", "x: x\ny: y\nsmooth: loess", csv: "x,y\n1,2\n")
    #expect(one.problems == [])
    let flat = PlotFile.notebook(
      "scatter", "x: x\ny: y\nsmooth: linear", csv: "x,y\n1,2\n1,3\n1,4\n1,5\n")
    #expect(flat.problems == [])
    #expect(flat.value("p", "slope") == nil)
  }
}
