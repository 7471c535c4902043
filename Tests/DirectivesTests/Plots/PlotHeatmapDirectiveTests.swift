import Charts
import Execution
import Testing

@Suite struct PlotHeatmapDirectiveTests {
  @Test func `cells count rows, or share them out along a row`() {
    let csv = "a,b\nu,k\nu,k\nv,k\nv,l\n"
    let counts = PlotFile.notebook("heatmap", "x: a\ny: b", csv: csv)
    #expect(counts.problems == [])
    #expect(counts.number("p", "count[u][k]") == 2)
    #expect(counts.number("p", "count[u][l]") == 0)
    let shares = PlotFile.notebook("heatmap", "x: a\ny: b\nvalue: share", csv: csv)
    #expect(abs(shares.number("p", "share[u][k]") - 2.0 / 3) < 1e-12)
  }

  @Test func `cells show means, and none where there is no row`() throws {
    let csv = "a,b,z\nu,k,1\nu,k,4\nv,l,2\n"
    let notebook = PlotFile.notebook("heatmap", "x: a\ny: b\nz: z", csv: csv)
    #expect(notebook.number("p", "mean[u][k]") == 2.5)
    #expect(notebook.value("p", "mean[u][l]") == nil)
  }

  @Test func `rank correlations are those of the order alone`() {
    let csv = "a,b,c\n1,1,9\n2,4,7\n3,9,8\n4,100,1\n"
    let notebook = PlotFile.notebook(
      "heatmap", "columns: [a, b, c]\nvalue: rank-correlation", csv: csv)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("p", "rank-correlation[a][b]") - 1) < 1e-12)
    // Ranks of c are 4, 2, 3, 1: 1 − 6·(9 + 0 + 0 + 9)/(4·15) = −0.8.
    #expect(abs(notebook.number("p", "rank-correlation[a][c]") + 0.8) < 1e-12)
  }

  @Test func `scores are models and columns`() {
    let notebook = NotebookHarness(
      """
      ```{simulate hillstrom #customers}
      rows: 400
      ```
      ```{fit t-learner #tau}
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history]
      propensity: design
      models: linear
      ```
      ```{plot heatmap #p}
      data: customers
      scores: [tau, history, -history]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("p", "rank-correlation[history][-history]") + 1) < 1e-12)
    #expect(abs(notebook.number("p", "rank-correlation[tau][history]")) < 1)
  }

  @Test func `what does not go together is said`() {
    #expect(PlotFile.notebook("heatmap", "x: x").problems == ["4: error – plot.columns"])
    #expect(
      PlotFile.notebook("heatmap", "x: x\ny: y\nvalue: correlation").problems
        == ["7: error – plot.columns"])
    #expect(
      PlotFile.notebook("heatmap", "scores: [history]").problems == ["5: error – column.unknown"])
  }
}
