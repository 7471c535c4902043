import Charts
import Execution
import Testing

@Suite struct PlotBarDirectiveTests {
  @Test func `bars count rows`() {
    let notebook = PlotFile.notebook("bar", "x: group")
    #expect(notebook.problems == [])
    #expect(notebook.number("p", "count[a]") == 21)
    #expect(notebook.number("p", "count[b]") == 21)
    #expect(notebook.notes == ["1 row with a missing “group” left out."])
  }

  @Test func `means have intervals, by colour`() throws {
    let csv = "g,c,y\nu,k,1\nu,k,3\nu,l,5\nv,k,2\nv,k,4\n"
    let notebook = PlotFile.notebook("bar", "x: g\ny: y\ncolor: c", csv: csv)
    #expect(notebook.number("p", "mean[u][k]") == 2)
    #expect(notebook.number("p", "mean.se[u][k]") == 1)
    // One row has no interval, and v has no l.
    #expect(notebook.value("p", "mean.ci[u][l]") == .missing)
    #expect(notebook.value("p", "mean[v][l]") == nil)
  }

  @Test func `a stack of shares fills every bar`() throws {
    let csv = "g,c\nu,k\nu,k\nu,l\nv,l\n"
    let notebook = PlotFile.notebook("bar", "x: g\ncolor: c\nstack: share", csv: csv)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("p", "share[u][k]") - 2.0 / 3) < 1e-12)
    #expect(notebook.number("p", "share[v][l]") == 1)
  }

  @Test func `numbers with many values are cut, and it is said`() throws {
    let csv = "x\n" + (0..<100).map(String.init).joined(separator: "\n")
    let notebook = PlotFile.notebook("bar", "x: x", csv: csv)
    #expect(notebook.notes == ["“x” is cut into 10 groups of about equal size."])
    #expect(notebook.number("p", "count[below 9.90]") == 10)
  }

  @Test func `the rarest of many levels come together as other`() {
    let csv =
      "x\n"
      + (0..<30).flatMap { level in [String](repeating: "l\(level)", count: 40 - level) }
      .joined(separator: "\n")
    let notebook = PlotFile.notebook("bar", "x: x\norder: value", csv: csv)
    #expect(
      notebook.notes == ["7 values of “x”, the rarest, are shown together as “other”."])
    #expect(notebook.number("p", "count[other]") == (11...17).reduce(0.0) { $0 + Double($1) })
  }

  @Test func `levels that begin with numbers are in their order`() throws {
    let csv = "x\n[100, 200)\n\"[20, 100)\"\n\"[-5, 20)\"\n<-5\n"
      .replacing("\n[100, 200)", with: "\n\"[100, 200)\"")
    let notebook = PlotFile.notebook("bar", "x: x", csv: csv)
    #expect(
      notebook.chart?.x.categories == ["<-5", "[-5, 20)", "[20, 100)", "[100, 200)"])
  }

  @Test func `words of comparison have their place among numbers`() throws {
    let csv =
      "x\n" + ["above 100", "none", "5 to 100", "below 5", "up to 2"].joined(separator: "\n")
    let notebook = PlotFile.notebook("bar", "x: x", csv: csv)
    #expect(
      notebook.chart?.x.categories == ["up to 2", "below 5", "5 to 100", "above 100", "none"])
  }

  @Test func `a stack needs colours`() {
    #expect(
      PlotFile.notebook("bar", "x: group\nstack: share").problems == ["6: error – plot.columns"])
    #expect(PlotFile.notebook("bar", "x: x\ny: group").problems == ["6: error – plot.needsNumbers"])
  }
}
