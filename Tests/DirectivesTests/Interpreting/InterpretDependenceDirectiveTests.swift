import Execution
import Testing

struct InterpretDependenceDirectiveTests {
  private func run(_ keys: String, verb: String = "interpret") -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(
        "```{\(verb) dependence #along}\ndata: half.test\nmodel: tau\n\(keys)\n```"),
      files: ["trial.csv": TrialFile.csv(rows: 2000)])
  }

  @Test(arguments: ["interpret", "plot"])
  func `a linear effect is a line through what is found`(verb: String) throws {
    let notebook = run("x: x", verb: verb)
    #expect(notebook.problems == [])
    // From −0.29 at the first percentile to 0.69 at the last.
    #expect(abs(notebook.number("along", "min") + 0.29) < 0.2)
    #expect(abs(notebook.number("along", "max") - 0.69) < 0.2)
    let chart = try #require(notebook.outcome("along")?.result?.charts.first)
    let line = try #require(chart.series.first { $0.name == "predicted" })
    let found = try #require(chart.series.first { $0.name == "found" })
    #expect(line.y.count == 25)
    #expect(found.y.count == 8)
    #expect(found.y[7] > found.y[0])
  }

  @Test func `levels of a category are told one by one`() throws {
    let notebook = run("x: region")
    #expect(notebook.problems == [])
    #expect(notebook.number("along", "predicted[north]").isFinite)
    let interval = try #require(notebook.interval("along", "effect.ci[south]"))
    #expect(interval.0 < 0.2 && 0.2 < interval.1, "the mean of x − 0.3 is 0.2")
  }

  @Test func `facets are panels, and only features have a line`() throws {
    let notebook = run("x: x\nfacet: region")
    #expect(notebook.problems == [])
    let chart = try #require(notebook.outcome("along")?.result?.charts.first)
    #expect(chart.panels.map(\.title) == ["region north", "region south"])
    #expect(run("x: noise").problems == ["21: error – plot.notAFeature"])
    #expect(run("x: x\nfacet: noise").problems == ["22: error – segment.manyLevels"])
  }
}
