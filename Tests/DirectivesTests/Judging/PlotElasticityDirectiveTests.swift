import Charts
import Execution
import TestSupport
import Testing

struct PlotElasticityDirectiveTests {
  @Test func `the slope among the best falls to that of all`() throws {
    let notebook = DoseFile.notebook("plot elasticity", "scores: [x, noise]")
    #expect(notebook.problems == [])
    let chart = try #require(notebook.outcome("judged")?.result?.charts.first)
    #expect(chart.kind == "elasticity")
    #expect(chart.series.map(\.name) == ["x", "noise", "random"])
    let curve = chart.series[0]
    #expect(try #require(curve.x.first) >= 30.0 / 1500 - 1e-9)
    #expect(try #require(curve.y.first) > 0.5)
    #expect(abs(try #require(curve.y.last) - 0.2) < 0.05)
    #expect(chart.y.label == "slope of profit in dose")
    #expect(notebook.number("judged", "autoc[x]") > 0.1)
    #expect(
      notebook.outcome("judged")?.result?.definitions.first?.text
        == "elasticity(q) = cov(T, Y) / var(T), top share q")
  }

  @Test func `gain of a dose peaks where the slope turns, and the peak is marked`() throws {
    let notebook = DoseFile.notebook("plot gain", "scores: [x, -x]\ntruth: _slope")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("judged", "peak[x]") - 0.7) < 0.12)
    let best = try #require(notebook.interval("judged", "best.ci[x]"))
    #expect(best.0 < 0.7 && 0.7 < best.1)
    #expect(notebook.number("judged", "area[x]") > 0 && notebook.number("judged", "area[-x]") < 0)
    let chart = try #require(notebook.outcome("judged")?.result?.charts.first)
    #expect(chart.series.map(\.name).suffix(2) == ["oracle", "random"])
    let labels = chart.panels[0].marks.compactMap { mark -> String? in
      if case .text(let text) = mark { text.text } else { nil }
    }
    #expect(labels.count == 1 && labels[0].hasPrefix("peak: "))
  }

  @Test func `deciles of a dose are slopes with robust intervals`() throws {
    let notebook = DoseFile.notebook("plot deciles", "scores: [x]")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("judged", "uplift[x 1]") - 0.65) < 0.1)
    #expect(abs(notebook.number("judged", "uplift[x 10]") + 0.25) < 0.1)
    #expect(notebook.number("judged", "uplift.se[x 1]") > 0)
    let chart = try #require(notebook.outcome("judged")?.result?.charts.first)
    #expect(chart.series[0].y[0] == notebook.number("judged", "uplift[x 1]"))
    #expect(chart.y.label == "slope of profit in dose")
  }

  @Test func `a Qini curve needs arms, and a dose has no propensity`() {
    #expect(
      DoseFile.notebook("plot qini", "scores: [x]").problems == ["4: error – judge.impossible"])
    #expect(
      DoseFile.notebook("evaluate", "scores: [x]", propensity: "0.5").problems
        == ["7: error – propensity.invalid"])
  }

  @Test(.needsData)
  func `the discount experiment is ranked by age as published`() {
    let notebook = NotebookHarness(
      """
      ```{load #experiment}
      source: discount_random.csv
      ```
      ```{plot gain #gain}
      outcome: profit
      treatment: discount
      propensity: design
      scores: [age, -age]
      ```

      """, data: SharedData.dataFolder)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("gain", "end[age]") + 0.03566112670736017) < 1e-9)
    #expect(abs(notebook.number("gain", "area[age]") / 0.01464726350211948 - 1) < 0.01)
    #expect(abs(notebook.number("gain", "peak[age]") - 0.1) < 0.02)
  }
}
