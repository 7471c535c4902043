import Charts
import Execution
import Testing

struct PlotCurveDirectiveTests {
  private func run(
    _ kind: String, _ keys: String = "scores: [tau, noise]", arms: String = "[mail]",
    file: String = TrialFile.csv()
  ) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(arms: arms, "```{plot \(kind) #curve}\ndata: half.test\n\(keys)\n```"),
      files: ["trial.csv": file])
  }

  private func chart(_ notebook: NotebookHarness) throws -> Chart {
    try #require(notebook.outcome("curve")?.result?.charts.first)
  }

  @Test(arguments: ["qini", "uplift", "gain", "toc"])
  func `draws a series per score in order, the random reference last`(kind: String) throws {
    let notebook = run(kind)
    #expect(notebook.problems == [])
    let chart = try chart(notebook)
    #expect(chart.kind == kind)
    #expect(chart.series.map(\.name) == ["tau", "noise", "random"])
    let curve = chart.series[0]
    #expect(curve.x.count <= 200 && curve.x.count > 100)
    #expect(curve.x.last == 1)
    #expect(curve.low.count == curve.y.count)
    let (end, other) = (try #require(curve.y.last), try #require(chart.series[1].y.last))
    #expect(abs(end - other) < 1e-9, "all curves end alike")
    #expect(notebook.number("curve", "area[tau]") > notebook.number("curve", "area[noise]"))
  }

  @Test func `the scalars are those of evaluate`() {
    let plot = run("qini")
    let evaluate = NotebookHarness(
      TrialFile.notebook("```{evaluate #judged}\ndata: half.test\nscores: [tau, noise]\n```"),
      files: ["trial.csv": TrialFile.csv()])
    for key in ["autoc[tau]", "autoc.se[noise]", "qini[tau]", "qini.p[tau]"] {
      #expect(plot.number("curve", key) == evaluate.number("judged", key))
    }
  }

  @Test func `rising curves start at nobody, means with thirty rows`() throws {
    #expect(try chart(run("gain")).series[0].x.first == 0)
    let uplift = try chart(run("uplift")).series[0]
    #expect(try #require(uplift.x.first) >= 30.0 / 600 - 0.01)
  }

  @Test func `a simultaneous band is wider, and none is none`() throws {
    func width(_ band: String) throws -> Double {
      let series = try chart(run("gain", "band: \(band)")).series[0]
      guard let high = series.high.last, let low = series.low.last else { return 0 }
      return high - low
    }
    let pointwise = try width("pointwise")
    #expect(pointwise > 0)
    #expect(try width("simultaneous") > pointwise)
    #expect(try width("none") == 0)
  }

  @Test func `several arms have a panel each`() throws {
    let notebook = run(
      "uplift", arms: "[mail, call]",
      file: TrialFile.csv(rows: 1800, arms: ["none", "mail", "call"]))
    #expect(notebook.problems == [])
    #expect(try chart(notebook).panels.map(\.title) == ["mail", "call"])
  }

  @Test func `the formula is told beside the chart`() throws {
    let result = try #require(run("qini").outcome("curve")?.result)
    #expect(
      result.definitions.first?.text
        == "Q(k) = Y_t(k) − Y_c(k) · N_t(k) / N_c(k), first k rows (Radcliffe)")
    #expect(
      result.notes.last
        == "Bands hold each point of a curve with 95% confidence (200 bootstrap replicates).")
  }

  @Test func `the oracle is drawn where the truth is known, the optimum where outcomes are 0 or 1`()
    throws
  {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        outcome: "buys",
        "```{plot qini #curve}\ndata: half.test\ntruth: _tau\noptimal: true\n```"),
      files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems == [])
    let series = try chart(notebook).series
    #expect(series.map(\.name) == ["tau", "oracle", "optimal", "random"])
    let (tau, optimal) = (try #require(series[0].y.max()), try #require(series[2].y.max()))
    #expect(optimal > tau)
    let other = run("gain", "optimal: true")
    #expect(try chart(other).series.map(\.name) == ["tau", "random"])
    #expect(
      other.outcome("curve")?.result?.notes.contains {
        $0.hasPrefix("No optimal curve is drawn")
      } == true)
  }

  @Test(arguments: ["toc", "gain", "profit"])
  func `a known truth draws what an order truly brings`(_ kind: String) throws {
    let drawn = run(kind, "truth: _tau")
    #expect(drawn.problems == [])
    let series = try chart(drawn).series
    #expect(series.map(\.name) == ["tau", "tau, true", "oracle", "random"])
    let gap = zip(series[0].y, series[1].y).suffix(100).map { abs($0 - $1) }.max()
    #expect(try #require(gap) < 0.1)
  }

  @Test(arguments: ["toc", "qini", "deciles"])
  func `real data have no truth, and the page says so`(_ kind: String) throws {
    let real = NotebookHarness(
      TrialFile.notebook("```{plot \(kind) #curve}\ndata: half.test\ntruth: _tau\n```"),
      files: ["trial.csv": TrialFile.real()])
    #expect(real.problems == [])
    #expect(
      real.outcome("curve")?.result?.notes.contains { $0.hasPrefix("No truth is known") } == true)
    #expect(try !chart(real).series.map(\.name).contains("oracle"))
  }

  @Test func `a misspelt truth is an error where others are known`() {
    #expect(run("toc", "truth: _taw").problems == ["20: error – column.unknown"])
  }

  @Test func `the same notebook draws the same band`() throws {
    #expect(try chart(run("qini")).series == chart(run("qini")).series)
  }
}
