import Execution
import TestSupport
import Testing

/// What is measured has the outcome's own name wherever it has no price.
struct RewardWordsTests {
  private func valued(_ amounts: String, keys: String = "") throws -> CellResult {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{policy threshold #rule}
        data: half.train
        \(amounts)
        ```
        ```{value #worth}
        data: half.test
        policies: [rule, all, none]
        \(keys)
        ```
        """), files: ["trial.csv": TrialFile.csv()])
    return try #require(notebook.outcome("worth")?.result)
  }

  @Test(arguments: [
    ("cost: 0", "Mean y", "mean y"),
    ("cost: 0.1", "Mean y less cost", "mean y less cost"),
    ("revenue: 30\ncost: 0.1", "Profit", "profit per customer"),
  ])
  func `a value is profit only where the outcome has a price`(
    amounts: String, heading: String, axis: String
  ) throws {
    let result = try valued(amounts)
    #expect(result.tables[0].columns[2].name == heading)
    #expect(result.charts.first?.x.label == axis)
  }

  @Test func `a parameter that stands for the revenue is a price, be it 1`() throws {
    let notebook = NotebookHarness(
      "---\nparams:\n  price: 1\n---\n\n"
        + TrialFile.notebook(
          """
          ```{policy threshold #rule}
          data: half.train
          revenue: ${price}
          cost: 0.1
          ```
          ```{value #worth}
          data: half.test
          policies: [rule]
          ```
          """), files: ["trial.csv": TrialFile.csv()])
    let result = try #require(notebook.outcome("worth")?.result)
    #expect(result.tables[0].columns[2].name == "Profit")
  }

  @Test func `amounts for a thousand customers say so`() throws {
    let result = try valued("cost: 0", keys: "per: 1000")
    #expect(result.tables[0].columns[2].name == "y")
    #expect(result.charts.first?.x.label == "y per 1,000 customers")
    #expect(result.tables.last?.columns[1].name == "Sum of y")
  }

  @Test func `a sweep over revenue is of money`() throws {
    let result = try valued("cost: 0", keys: "sweep: {revenue: [1, 30]}")
    #expect(result.tables[0].columns[3].name == "Profit")
  }

  @Test(arguments: [
    ("cost: 0", "gain in y per customer"),
    ("cost: 0.1", "gain in y, less cost, per customer"),
    ("cost: 0.1\nrevenue: 5", "profit per customer"),
    ("sweep: {revenue: [1, 3]}", "profit per customer"),
  ])
  func `the curve of profit names what it counts`(amounts: String, label: String) {
    #expect(PlottedTrial("profit", "scores: [tau]\n\(amounts)").chart?.y.label == label)
  }
}
