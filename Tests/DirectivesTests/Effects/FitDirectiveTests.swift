import Execution
import Platform
import TestSupport
import Testing

@Suite struct FitDirectiveTests {
  /// Twenty-four customers; x decides on the effect, and group is a category.
  private static let people: String = {
    var rows = ["x,group,arm,y,buys,note"]
    for i in 0..<24 {
      let x = i % 6
      let arm = (i / 6) % 2 == 0 ? "none" : "mail"
      let y = Double(x) + (arm == "mail" ? 2 + 0.5 * Double(x) : 0) + 0.01 * Double((i * 7) % 5)
      let group = ["a", "b", "c"][(i * 5 + i / 6) % 3]
      rows.append("\(x),\(group),\(arm),\(y),\((i * 3 + x) % 2),text \(i)")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private func notebook(
    _ kind: String, _ keys: String, people: String = FitDirectiveTests.people
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{fit \(kind) #tau}
      \(keys)
      ```

      """, files: ["people.csv": people])
  }

  private let keys = """
    outcome: y
    treatment: arm
    control: none
    features: [x]
    propensity: design
    folds: 2
    models: linear
    """

  @Test(arguments: [
    "t-learner", "x-learner", "r-learner", "dr-learner", "linear-dml", "interaction-ols",
  ])
  func `finds an effect that is linear in a feature`(_ kind: String) {
    let notebook = notebook(kind, keys)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "cate.mean") - 3.25) < 0.02)
    #expect(abs(notebook.number("tau", "cate.min") - 2) < 0.05)
    #expect(abs(notebook.number("tau", "cate.max") - 4.5) < 0.05)
    #expect(abs(notebook.number("tau", "ate") - 3.25) < 0.02)
    #expect(notebook.number("tau", "rows") == 24)
  }

  @Test func `gives averages with interval, per arm too`() throws {
    let notebook = notebook("t-learner", keys)
    let (low, high) = try #require(notebook.interval("tau", "ate.ci"))
    let (estimate, error) = (notebook.number("tau", "ate"), notebook.number("tau", "ate.se"))
    #expect(abs((high - low) - 2 * 1.959964 * error) < 1e-6)
    #expect(abs((high + low) / 2 - estimate) < 1e-9)
    #expect(notebook.number("tau", "[mail].ate") == estimate)
  }

  @Test func `a linear last stage has coefficients`() {
    let notebook = notebook("linear-dml", keys)
    #expect(abs(notebook.number("tau", "coef[x]") - 0.5) < 0.02)
    #expect(abs(notebook.number("tau", "coef[intercept]") - 2) < 0.05)
    #expect(notebook.number("tau", "se[x]") > 0)
  }

  @Test func `says what it assumed`() throws {
    let notebook = notebook("t-learner", keys)
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(
      notes == [
        "The propensity is the observed share of each arm: none 50.0%, mail 50.0%."
      ])
  }

  @Test func `a feature that is free text is an error with the mend`() {
    let types = "types: {note: text}"
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      \(types)
      ```
      ```{fit t-learner}
      outcome: y
      treatment: arm
      control: none
      features: [x, note]
      ```
      """, files: ["people.csv": Self.people])
    #expect(notebook.problems == ["9: error – feature.unsuited"])
  }

  @Test func `a column of text without a value is empty, and not unsuited`() {
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```
      ```{sql #more}
      select *, null as remark from people
      ```
      ```{fit t-learner}
      outcome: y
      treatment: arm
      control: none
      features: [x, remark]
      ```
      """, files: ["people.csv": Self.people])
    #expect(notebook.problems == ["11: error – feature.empty"])
  }

  @Test func `the outcome among the features is an error`() {
    let notebook = notebook("t-learner", keys.replacing("features: [x]", with: "features: [x, y]"))
    #expect(notebook.problems == ["9: error – feature.leak"])
    #expect(
      notebook.messages == [
        "“y” is the outcome and cannot be a feature (remove it from the list)"
      ])
  }

  @Test func `a misspelt feature is found before anything runs`() {
    let notebook = notebook("t-learner", keys.replacing("features: [x]", with: "features: [gruop]"))
    #expect(notebook.problems == ["9: error – column.unknown"])
    #expect(notebook.messages == ["there is no column “gruop” (did you mean “group”?)"])
  }

  @Test func `an unknown base learner is an error with the nearest name`() {
    let notebook = notebook("t-learner", keys.replacing("models: linear", with: "models: bosting"))
    #expect(notebook.problems == ["12: error – key.unknownChoice"])
    #expect(
      notebook.messages == ["there is no base learner “bosting” (did you mean “boosting”?)"])
  }

  @Test func `a parameter of a base learner is checked`() {
    let wrong = keys.replacing("models: linear", with: "models: {boosting: {depht: 4}}")
    #expect(notebook("t-learner", wrong).problems == ["12: error – key.unknown"])
    let range = keys.replacing("models: linear", with: "models: {boosting: {depth: 40}}")
    #expect(notebook("t-learner", range).messages == ["depth of boosting is from 1 to 16"])
  }

  @Test func `logistic regression of a number is an error`() {
    let notebook = notebook(
      "t-learner", keys.replacing("models: linear", with: "models: logistic"))
    #expect(notebook.problems == ["5: error – fit.unsuitedLearner"])
  }

  @Test func `missing feature values are an error for linear models and fine for trees`() {
    let people = Self.people.replacing("\n3,", with: "\n,")
    let linear = notebook("t-learner", keys, people: people)
    #expect(linear.problems == ["9: error – feature.missing"])
    #expect(
      linear.messages == [
        "“x” is missing in 4 rows, and linear takes no missing values (impute it with transform, or use models: boosting)"
      ])
    let trees = notebook(
      "t-learner", keys.replacing("models: linear", with: "models: boosting"), people: people)
    #expect(trees.problems == [])
  }

  @Test func `a constant feature is an error`() {
    let rows = Self.people.split(separator: "\n").enumerated().map { index, row in
      index == 0 ? "one," + row : "1," + row
    }
    let notebook = notebook(
      "t-learner", keys.replacing("features: [x]", with: "features: [x, one]"),
      people: rows.joined(separator: "\n") + "\n")
    #expect(notebook.problems == ["9: error – feature.constant"])
  }

  @Test func `one treated row is an error`() {
    var left = 1
    let rows = Self.people.split(separator: "\n").filter { row in
      if !row.contains("mail") { return true }
      left -= 1
      return left >= 0
    }
    let notebook = notebook("t-learner", keys, people: rows.joined(separator: "\n") + "\n")
    #expect(notebook.problems == ["7: error – treatment.tinyArm"])
  }

  @Test func `a known effect gives accuracy`() {
    let rows = Self.people.split(separator: "\n").enumerated().map { index, row -> String in
      let x = row.split(separator: ",").first.flatMap { Double($0) } ?? 0
      return index == 0 ? row + ",_tau" : row + ",\(2 + 0.5 * x)"
    }
    let notebook = notebook(
      "linear-dml", keys + "\ntruth: _tau", people: rows.joined(separator: "\n") + "\n")
    #expect(notebook.problems == [])
    #expect(notebook.number("tau", "pehe") < 0.05)
    #expect(abs(notebook.number("tau", "bias")) < 0.02)
  }

  @Test func `several arms are reported by name`() {
    let rows = Self.people.split(separator: "\n").enumerated().map { index, row in
      index % 4 == 0 ? String(row).replacing("mail", with: "call") : String(row)
    }
    let people = rows.joined(separator: "\n")
    let notebook = notebook(
      "x-learner", keys.replacing("folds: 2", with: "folds: 1"), people: people + "\n")
    // Three rows of an arm are few for an intercept and a slope.
    #expect(notebook.problems == ["12: warning – fit.crowdedModel"])
    #expect(notebook.value("tau", "ate") == nil)
    #expect(abs(notebook.number("tau", "[mail].cate.mean") - 3.25) < 0.1)
    #expect(abs(notebook.number("tau", "[call].cate.mean") - 3.25) < 0.1)
  }

  @Test(.needsData)
  func `the linear T-learner of the e-mail test`() {
    let notebook = EmailTest.run(EmailTest.learner)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("tau", "cate.mean") - 0.0454096330) < 1e-9)
    #expect(abs(notebook.number("tau", "ate") - 0.0454) < 2e-4)
    #expect(abs(notebook.number("tau", "ate.se") - 0.003193) < 1e-5)
  }
}
