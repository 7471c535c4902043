import Charts
import Execution
import Testing

@Suite struct PlotForestDirectiveTests {
  /// y = 1 + 2·[a] − 1·[b] + 3x + noise that repeats, with x alike in every arm.
  private static let csv: String = {
    var rows = ["arm,x,y,z"]
    for i in 0..<60 {
      let arm = ["none", "a", "b"][i % 3]
      let x = i / 3 % 5
      let effect = ["none": 0, "a": 2, "b": -1][arm] ?? 0
      rows.append("\(arm),\(x),\(1 + effect + 3 * x + i * i % 7),\(i % 4)")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private func notebook(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #rows}
      source: rows.csv
      ```
      ```{estimate difference #means}
      outcome: y
      treatment: arm
      control: none
      ```
      ```{estimate ols #adjusted}
      outcome: y
      treatment: arm
      control: none
      arms: [a]
      controls: [x]
      ```
      ```{estimate ols #formula}
      formula: y ~ x
      ```
      ```{estimate ols #longer}
      formula: y ~ x + z
      ```
      ```{plot forest #p}
      \(keys)
      ```

      """, files: ["rows.csv": Self.csv])
  }

  @Test func `a row for each estimate and arm, as its own cell has it`() throws {
    let notebook = notebook("estimates: [means, adjusted]\nlabels: [Means, With x]")
    #expect(notebook.problems == [])
    let chart = try #require(notebook.chart)
    #expect(chart.y.categories == ["Means: a", "Means: b", "With x"])
    let marks = chart.panels[0].marks
    guard case .intervals(let mark)? = marks.last, case .rule? = marks.first else {
      Issue.record("no intervals with a reference line")
      return
    }
    let expected = [
      notebook.number("means", "[a].ate"), notebook.number("means", "[b].ate"),
      notebook.number("adjusted", "ate"),
    ]
    #expect(mark.values == expected)
    let interval = try #require(notebook.interval("adjusted", "ate.ci"))
    #expect(mark.low[2] == interval.0 && mark.high[2] == interval.1)
    #expect(notebook.number("p", "estimate[means][b]") == expected[1])
    #expect(notebook.number("p", "se[adjusted]") == notebook.number("adjusted", "ate.se"))
  }

  @Test func `a term stands for the effect of a regression`() throws {
    let notebook = notebook("estimates: [formula, longer]\nterm: x")
    #expect(notebook.problems == [])
    #expect(
      notebook.number("p", "estimate[longer]") == notebook.number("longer", "coef[x]"))
    #expect(notebook.number("p", "se[formula]") == notebook.number("formula", "se[x]"))
    #expect(notebook.chart?.x.label == "coefficient of x")
  }

  @Test func `a regression without an effect is explained`() {
    let notebook = notebook("estimates: [means, formula]")
    #expect(notebook.problems == ["23: error – plot.noEffect"])
    #expect(notebook.messages.first?.contains("term: x") ?? false)
    #expect(
      self.notebook("estimates: [formula]\nterm: xx").problems == ["24: error – plot.noEffect"])
  }

  @Test func `what cannot be drawn is refused before it runs`() {
    #expect(
      notebook("estimates: [means]\nlabels: [a, b]").problems
        == ["24: error – plot.forestEstimates"])
    #expect(
      notebook("estimates: [means, means]").problems == ["23: error – plot.forestEstimates"])
    #expect(notebook("estimates: []").problems == ["23: error – plot.forestEstimates"])
    #expect(notebook("estimates: [rows]").problems == ["23: error – name.wrongObject"])
  }
}
