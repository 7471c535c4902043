import Charts
import Execution
import Testing

@Suite struct PlotEffectsDirectiveTests {
  /// Rows in which the effect is exactly 1 + x, and 2 more in group b.
  private static let people: String = {
    var rows = ["x,group,arm,y,_tau"]
    for i in 0..<80 {
      let x = i % 5
      let arm = (i / 5) % 2
      let group = (i / 10) % 2 == 0 ? "a" : "b"
      let tau = 1 + Double(x) + (group == "b" ? 2 : 0)
      rows.append("\(x),\(group),\(arm),\(Double(3 * x) + (arm == 1 ? tau : 0)),\(tau)")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private func notebook(
    _ keys: String, kind: String = "t-learner", features: String = "[x, group]",
    people: String = PlotEffectsDirectiveTests.people
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{fit \(kind) #tau}
      outcome: y
      treatment: arm
      features: \(features)
      propensity: 1/2
      models: linear
      ```
      ```{plot effects}
      \(keys)
      ```

      """, files: ["people.csv": people])
  }

  private func series(_ notebook: NotebookHarness) throws -> [ChartSeries] {
    try #require(notebook.outcome("effects")?.result?.charts.first).series
  }

  @Test func `draws the effect along a feature at typical values of the others`() throws {
    let notebook = notebook("x: x\ngrid: [0, 4, 5]\nat: {group: a}")
    #expect(notebook.problems == [])
    let line = try #require(try series(notebook).first { $0.name == "1" })
    #expect(line.x == [0, 1, 2, 3, 4])
    for (found, expected) in zip(line.y, [1.0, 2, 3, 4, 5]) {
      #expect(abs(found - expected) < 1e-9)
    }
    #expect(notebook.outcome("effects")?.result?.notes == ["Held fixed: group a."])
  }

  @Test func `draws the levels of a category`() throws {
    let notebook = notebook("x: group\nat: {x: 0}")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("effects", "min") - 1) < 1e-9)
    #expect(abs(notebook.number("effects", "max") - 3) < 1e-9)
  }

  @Test func `a linear last stage has a band and the truth is drawn beside`() throws {
    let notebook = notebook("x: x\ngrid: [0, 4, 5]\ntruth: _tau", kind: "dr-learner")
    #expect(notebook.problems == [])
    let found = try series(notebook)
    #expect(found.first { $0.name == "1" }?.low.count == 5)
    #expect(found.first { $0.name == "truth" }?.y == [2, 3, 4, 5, 6])
  }

  @Test func `where the rows lie is drawn, and the truth's spread where there are enough`() throws {
    var rows = ["x,arm,y,_tau"]
    for i in 0..<400 {
      let tau = Double(i / 4 % 21)
      rows.append("\(i % 4),\(i / 84 % 2),\(i % 7),\(tau)")
    }
    let notebook = notebook(
      "x: x\ngrid: [0, 8, 9]\ntruth: _tau", features: "[x]",
      people: rows.joined(separator: "\n") + "\n")
    #expect(notebook.problems == [])
    let chart = try #require(notebook.outcome("effects")?.result?.charts.first)
    let truth = try #require(chart.series.first { $0.name == "truth" })
    // A hundred effects near each x, 0 to 20 in turn; nobody has an x above 3.
    #expect(abs(truth.low[0] - 0.95) < 1e-9 && abs(truth.high[0] - 19) < 1e-9)
    #expect(truth.low[4].isNaN && truth.y[4].isNaN)
    let marks = chart.panels.flatMap(\.marks)
    let rug = marks.compactMap { if case .rug(let mark) = $0 { mark } else { nil } }.first
    #expect(rug?.x.max() == 3)
    let grey = marks.compactMap { if case .rule(let mark) = $0 { mark.label } else { nil } }
    #expect(grey.contains("under 1% of rows"))
  }

  @Test func `a name that is not a feature is an error`() {
    #expect(notebook("x: y").problems == ["12: error – plot.notAFeature"])
    #expect(notebook("x: x\nat: {grup: a}").problems == ["13: error – plot.notAFeature"])
    #expect(notebook("x: x\nat: {group: c}").problems == ["13: error – plot.notAFeature"])
  }

  @Test func `a grid that runs backwards is found before anything runs`() {
    #expect(notebook("x: x\ngrid: [4, 0, 5]").problems == ["13: error – plot.grid"])
  }
}
