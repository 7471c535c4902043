import Charts
import Testing

struct PlotBalanceDirectiveTests {
  private let book = """
    ```{load #d}
    source: d.csv
    ```

    ```{balance #b}
    treatment: t
    covariates: [x, y]
    ```

    """
  private let files = ["d.csv": "t,x,y\n0,1,4\n0,5,8\n0,3,5\n0,2,7\n1,3,8\n1,7,9\n1,5,4\n1,4,4\n"]

  @Test func `the most imbalanced covariate is on top`() throws {
    let result = NotebookHarness(book + "```{plot balance #p}\n```\n", files: files)
    #expect(result.problems == [])
    let chart = try #require(result.outcome("p")?.result?.charts.first)
    #expect(chart.y.categories == ["x", "y"])
    // Means 4.75 and 2.75, variances 35/12 each.
    let difference = 2 / (35.0 / 12).squareRoot()
    #expect(abs((chart.series.first?.y.first ?? 0) - difference) < 1e-12)
  }

  @Test func `signs are kept on request`() throws {
    let result = NotebookHarness(
      book + "```{plot balance #p}\nbalance: b\nsigned: true\n```\n", files: files)
    let chart = try #require(result.outcome("p")?.result?.charts.first)
    #expect(chart.x.label == "standardised difference")
    #expect(chart.x.lower == nil)
  }

  @Test func `without a balance there is nothing to draw`() {
    let result = NotebookHarness("```{plot balance}\n```\n")
    #expect(result.problems == ["1: error – plot.noBalance"])
  }

  @Test func `another object cannot be drawn`() {
    let result = NotebookHarness(book + "```{plot balance #p}\nbalance: d\n```\n", files: files)
    #expect(result.problems == ["10: error – name.wrongObject"])
  }
}
