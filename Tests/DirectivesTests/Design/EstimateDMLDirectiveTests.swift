import Execution
import TestSupport
import Testing

struct EstimateDMLDirectiveTests {
  private func notebook(_ keys: String, treatment: String = "arm\ncontrol: none") -> NotebookHarness
  {
    NotebookHarness(
      "```{load #d}\nsource: trial.csv\n```\n\n```{estimate dml #e}\noutcome: y\ntreatment: \(treatment)\n\(keys)\n```\n",
      files: ["trial.csv": TrialFile.csv(arms: ["none", "mail", "call"])])
  }

  @Test func `both scores find the average effect of each arm`() {
    // The mail's effect is x − 0.3 with x uniform: 0.2 on average, as the call's.
    for score in ["partialling-out", "interactive"] {
      let result = notebook("controls: [x, region]\nscore: \(score)\nmodels: linear")
      #expect(result.problems == [])
      for arm in ["mail", "call"] {
        #expect(
          abs(result.number("e", "[\(arm)].ate") - 0.2) < 4 * result.number("e", "[\(arm)].ate.se"))
        #expect(result.number("e", "[\(arm)].ate.se") < 0.06)
      }
    }
  }

  @Test func `a numeric treatment has a slope`() {
    let result = notebook("controls: [noise]\nmodels: linear", treatment: "x")
    #expect(result.problems == [])
    #expect(result.number("e", "ate") == result.number("e", "[x].ate"))
    #expect(result.number("e", "nuisance.treatment.r2") < 0.05)
  }

  @Test(arguments: ["partialling-out", "interactive"])
  func `clusters stay in one fold and count as one`(score: String) {
    let keys = "controls: [x]\nscore: \(score)\nmodels: linear"
    let plain = notebook(keys)
    let clustered = notebook(keys + "\ncluster: region")
    #expect(clustered.problems == ["5: error – fit.folds"])
    let two = notebook(keys + "\ncluster: region\nfolds: 2")
    #expect(two.problems == [])
    #expect(two.number("e", "ate.se") != plain.number("e", "ate.se"))
  }

  @Test func `repeats show their spread, and the first is the split without repeats`() {
    let once = notebook("controls: [x]\nmodels: linear")
    let often = notebook("controls: [x]\nmodels: linear\nrepeats: 3")
    #expect(often.number("e", "ate[1]") == once.number("e", "ate"))
    #expect(often.number("e", "spread") > 0)
    let all = [1, 2, 3].map { often.number("e", "ate[\($0)]") }.sorted()
    #expect(often.number("e", "ate") == all[1])
  }

  @Test(arguments: [
    (
      "score: interactive\ntarget: overlap", "arm\ncontrol: none",
      "10: error – estimate.targetOfOneArm"
    ),
    ("target: att", "arm\ncontrol: none", "9: error – estimate.dml"),
    ("folds: one\nrepeats: 2", "arm\ncontrol: none", "10: error – estimate.dml"),
    ("score: interactive", "x", "8: error – estimate.dml"),
    ("propensity: 0.5", "x", "8: error – estimate.dml"),
    ("controls: [z]", "arm\ncontrol: none", "9: error – column.unknown"),
    ("controls: [x]\nfolds: one", "arm\ncontrol: none", "5: error – fit.folds"),
  ])
  func `keys that contradict each other are said at their line`(
    keys: String, treatment: String, problem: String
  ) {
    #expect(notebook(keys, treatment: treatment).problems == [problem])
  }

  @Test(
    .needsData,
    arguments: [
      ("partialling-out", "linear", 0.04534552400771662, 0.0031910040577712855),
      ("interactive", "logistic", 0.04534814549750981, 0.00319296352506048),
    ])
  func `on the e-mail test it agrees with DoubleML`(
    score: String, propensity: String, effect: Double, error: Double
  ) {
    let result = EmailTest.run(
      """
      ```{sql #pair}
      SELECT *, (row_number() OVER () - 1) % 5 AS fold FROM customers WHERE segment <> 'Mens E-Mail'
      ```
      ```{estimate dml #e}
      data: pair
      outcome: visit
      treatment: segment
      control: No E-Mail
      controls: \(EmailTest.covariates)
      score: \(score)
      models: {outcome: linear, propensity: \(propensity)}
      folds: fold
      ```
      """)
    #expect(result.problems == [])
    #expect(abs(result.number("e", "ate") / effect - 1) < 1e-8)
    #expect(abs(result.number("e", "ate.se") / error - 1) < 1e-8)
  }
}
