import Execution
import TestSupport
import Testing

struct TestHeterogeneityDirectiveTests {
  private func modelFree(_ keys: String, arms: [String] = ["none", "mail"]) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{test heterogeneity #h}
      \(keys)
      ```
      """, files: ["trial.csv": TrialFile.csv(arms: arms)])
  }

  @Test func `an effect that grows with x varies`() {
    let result = modelFree(
      "outcome: y\ntreatment: arm\ncontrol: none\nfeatures: [x, region]\npropensity: design")
    #expect(result.problems == [])
    #expect(result.value("h", "verdict") == .text("varies"))
    #expect(result.number("h", "interaction.df") == 2)
    #expect(result.number("h", "interaction.p") < 1e-6)
    #expect(result.number("h", "calibration.p") < 1e-3)
    #expect(result.number("h", "autoc.p") < 1e-3)
  }

  @Test func `an effect that does not vary with noise is said so`() {
    let result = modelFree(
      "outcome: y\ntreatment: arm\ncontrol: none\nfeatures: [noise]\npropensity: design")
    #expect(result.value("h", "verdict") == .text("noEvidence"))
    #expect(result.number("h", "p") > 0.05)
  }

  @Test func `several arms are tested jointly and one by one`() {
    let result = modelFree(
      "outcome: y\ntreatment: arm\ncontrol: none\nfeatures: [x]\npropensity: design",
      arms: ["none", "mail", "call"])
    #expect(result.number("h", "interaction.df") == 2)
    #expect(result.number("h", "autoc.p[mail]") < 0.01)
    #expect(result.number("h", "autoc.p[call]") > 0.01)
  }

  @Test func `a model is judged on rows that it never saw`() {
    let result = NotebookHarness(
      TrialFile.notebook("```{test heterogeneity #h}\ndata: half.test\n```"),
      files: ["trial.csv": TrialFile.csv()])
    #expect(result.problems == [])
    #expect(result.value("h", "verdict") == .text("varies"))
    #expect(result.number("h", "autoc.p") < 0.001)
  }

  @Test func `on its own rows a model's ranking does not count`() {
    let result = NotebookHarness(
      TrialFile.notebook("```{test heterogeneity #h}\ndata: half.train\nfeatures: [noise]\n```"),
      files: ["trial.csv": TrialFile.csv()])
    #expect(result.problems.contains { $0.hasSuffix("warning – judge.inSample") })
    // Only the interaction with noise counts, however well the model ranks its own rows.
    #expect(result.number("h", "autoc.p") < 0.001)
    #expect(result.number("h", "p") == result.number("h", "interaction.p"))
  }

  @Test(arguments: [
    (
      "outcome: y\ntreatment: arm\ncontrol: none\nfeatures: []",
      "4: error – test.noFeatures"
    ),
    ("outcome: y\ntreatment: arm\ncontrol: none\nfeatures: [z]", "8: error – column.unknown"),
    ("outcome: y\ntreatment: arm\ncontrol: none\nfeatures: [one]", "8: error – feature.constant"),
    ("outcome: y", "4: error – judge.nothing"),
  ])
  func `what cannot be tested is said at its line`(keys: String, problem: String) {
    #expect(modelFree(keys).problems == [problem])
  }

  @Test(
    .needsData,
    arguments: [
      ("visit", 11.858, 7e-19, 1e-19), ("spend", 2.157, 0.0219, 0.0001),
    ])
  func `the e-mail test has its known interaction`(
    outcome: String, f: Double, p: Double, tolerance: Double
  ) {
    let result = EmailTest.run(
      """
      ```{test heterogeneity #h}
      outcome: \(outcome)
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: \(EmailTest.covariates)
      propensity: design
      ```
      """)
    #expect(abs(result.number("h", "interaction.f") - f) < 0.0006)
    #expect(abs(result.number("h", "interaction.p") - p) < tolerance)
    #expect(result.number("h", "interaction.df") == 9)
  }
}
