import Execution
import Testing

/// The arms of a treatment column, however its numbers are written.
struct TreatmentArmsTests {
  private static func csv(zero: String, one: String) -> String {
    var rows = ["x,arm,y"]
    for i in 0..<48 {
      let x = i % 6
      let isTreated = (i / 6) % 2 == 1
      rows.append(
        "\(x),\(isTreated ? one : zero),\(Double(x) + (isTreated ? 2 + 0.5 * Double(x) : 0))")
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private func notebook(_ keys: String, zero: String, one: String, more: String = "")
    -> NotebookHarness
  {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{load #floats}
      source: floats.csv
      ```

      ```{fit t-learner #tau}
      data: people
      outcome: y
      treatment: arm
      features: [x]
      models: linear
      \(keys)
      ```

      \(more)
      """,
      files: [
        "people.csv": Self.csv(zero: zero, one: one),
        "floats.csv": Self.csv(zero: "0.0", one: "1.0"),
      ])
  }

  @Test(arguments: [
    "propensity: design", "control: 0\npropensity: design", "propensity: {0: 0.5, 1: 0.5}",
    "control: 0\narms: [1]\npropensity: {0: 0.5, 1: 0.5}",
  ])
  func `zeros and ones are arms with and without a decimal point`(keys: String) {
    let (whole, float) = (
      notebook(keys, zero: "0", one: "1"), notebook(keys, zero: "0.0", one: "1.0")
    )
    #expect(float.problems == [])
    #expect(abs(float.number("tau", "ate") - 3.25) < 1e-9)
    #expect(float.number("tau", "ate") == whole.number("tau", "ate"))
  }

  @Test func `a model of whole numbers is judged and predicts where they have a decimal point`() {
    let notebook = notebook(
      "propensity: design", zero: "0", one: "1",
      more: """
        ```{predict #p}
        model: tau
        data: floats
        what: residual
        ```

        ```{evaluate #e}
        model: tau
        data: floats
        ```
        """)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("p", "max")) < 1e-9)
    #expect(abs(notebook.number("e", "ate") - 3.25) < 1e-9)
  }

  @Test func `names of numbers are not numbers`() {
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      types: {arm: category}
      ```

      ```{fit t-learner #tau}
      outcome: y
      treatment: arm
      control: 1
      features: [x]
      ```
      """, files: ["people.csv": Self.csv(zero: "01", one: "02")])
    #expect(notebook.problems == ["9: error – treatment.unknownLevel"])
  }
}
