import Execution
import Platform
import TestSupport
import Testing

struct EvaluateDirectiveTests {
  private func run(
    _ keys: String, outcome: String = "y", arms: String = "[mail]",
    file: String = TrialFile.csv()
  ) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(outcome: outcome, arms: arms, "```{evaluate #judged}\n\(keys)\n```"),
      files: ["trial.csv": file])
  }

  @Test func `a score that ranks by effect is told from one that does not`() throws {
    let notebook = run("data: half.test\nscores: [tau, noise, -x]")
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "autoc[tau]") > 0.1)
    #expect(notebook.number("judged", "autoc.p[tau]") < 0.001)
    #expect(notebook.value("judged", "verdict[tau]") == .text("varies"))
    #expect(notebook.value("judged", "verdict[noise]") == .text("noEvidence"))
    #expect(notebook.value("judged", "verdict[-x]") == .text("reversed"))
    #expect(abs(notebook.number("judged", "calibration[tau]") - 1) < 0.4)
    #expect(notebook.value("judged", "calibration[noise]") == .missing)
    #expect(notebook.number("judged", "drloss.gain[tau]") > 0)
    #expect(notebook.number("judged", "autoc.contrast[tau - noise]") > 0)
    let interval = try #require(notebook.interval("judged", "autoc.ci[tau]"))
    #expect(interval.0 < notebook.number("judged", "autoc[tau]"))
    #expect(notebook.number("judged", "uplift@0.1[tau]") > notebook.number("judged", "ate"))
    #expect(notebook.number("judged", "uplift@0.3.se[tau]") > 0)
  }

  @Test func `the verdicts stand first, then ranking, contrasts and sizes`() throws {
    let result = try #require(
      run("data: half.test\nscores: [tau, noise]").outcome("judged")?.result)
    guard case .verdict(let sentence) = result.items[0] else {
      Issue.record("no verdict first")
      return
    }
    #expect(sentence.hasPrefix("The effect is larger for those that tau ranks first (AUTOC 0."))
    #expect(
      result.tables.map(\.title) == [
        "Ranking", "Uplift among the best-ranked", "Paired differences", "Calibration",
        "Loss above that of a constant effect",
      ])
    #expect(result.tables[4].rows.count == 2)
    #expect(result.definitions.map(\.term).prefix(3) == ["AUTOC", "QINI", "Uplift@k"])
  }

  @Test func `without scores the last model is judged, on the only arm it has`() {
    let notebook = run("data: half.test")
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "autoc[tau]") > 0.1)
  }

  @Test func `rows that the model learned from are stamped and warned about`() {
    let notebook = run("data: half.train")
    #expect(notebook.problems == ["19: warning – judge.inSample"])
    #expect(notebook.outcome("judged")?.result?.stamps == ["in-sample: tau"])
    let allowed = run("data: half.train\nallow: in-sample")
    #expect(allowed.problems == [])
    #expect(allowed.outcome("judged")?.result?.stamps == ["in-sample: tau"])
  }

  @Test func `scores without cross-fitting are stamped`() {
    let notebook = run("data: half.test\nfolds: 1")
    #expect(notebook.outcome("judged")?.result?.stamps == ["not cross-fitted"])
  }

  @Test func `a model of several arms is judged arm by arm`() {
    let notebook = run(
      "data: half.test\nscores: [tau, noise]", arms: "[mail, call]",
      file: TrialFile.csv(rows: 1800, arms: ["none", "mail", "call"]))
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "autoc[tau[mail]]") > 0.1)
    #expect(abs(notebook.number("judged", "autoc[tau[call]]")) < 0.15)
    #expect(notebook.number("judged", "autoc.se[noise[call]]") > 0)
    #expect(notebook.number("judged", "[mail].rows") < 700)
  }

  @Test func `one arm of a model is named in brackets`() {
    let notebook = run(
      "data: half.test\nscores: [\"tau[mail]\"]", arms: "[mail, call]",
      file: TrialFile.csv(rows: 1800, arms: ["none", "mail", "call"]))
    #expect(notebook.problems == [])
    #expect(notebook.outcome("judged")?.result?.values.keys.first == "autoc[tau]")
  }

  @Test func `truth gives errors, and compat the libraries' figures`() {
    let notebook = run("data: half.test\ntruth: _tau\ncompat: true", outcome: "buys")
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "pehe[tau]") > 0)
    #expect(notebook.number("judged", "qini.sklift[tau]").isFinite)
    #expect(notebook.number("judged", "auuc.causalml[tau]").isFinite)
    let continuous = run("data: half.test\ncompat: true")
    #expect(continuous.value("judged", "qini.sklift[tau]") == .missing)
    #expect(
      continuous.outcome("judged")?.result?.notes.last
        == "scikit-uplift's figures are left out: they are for outcomes of 0 and 1 alone.")
  }

  @Test func `a constant score ranks nobody`() {
    let notebook = run("data: half.test\nscores: [one]")
    #expect(notebook.problems == [])
    #expect(notebook.value("judged", "verdict[one]") == .text("constantScore"))
    #expect(notebook.number("judged", "autoc[one]") == 0)
  }

  /// Rows 1…200, the first 40 of which are all treated; `up` ranks them first.
  private static let lopsided: String = {
    var lines = ["up,flat,arm,y"]
    for row in 1...200 {
      let treated = row <= 40 || row % 2 == 0
      lines.append("\(201 - row),1,\(treated ? 1 : 0),\((row * 7919) % 13 + (treated ? 1 : 0))")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func judgeLopsided(
    _ directive: String, _ keys: String, file: String = lopsided
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{\(directive) #judged}
      outcome: y
      treatment: arm
      propensity: 0.6
      \(keys)
      ```

      """, files: ["trial.csv": file])
  }

  @Test func `an arm that vanishes in the top share is said, and nothing else fails`() {
    let notebook = judgeLopsided("evaluate", "scores: [up]\nat: [0.1, 0.9]")
    #expect(notebook.problems == [])
    #expect(notebook.value("judged", "uplift@0.1[up]") == .missing)
    #expect(notebook.number("judged", "uplift@0.9[up]").isFinite)
    #expect(notebook.number("judged", "autoc.se[up]") > 0)
    #expect(
      notebook.outcome("judged")?.result?.notes.contains(
        "Uplift@0.1 of up is not defined: the top share holds rows of one arm only.") == true)
    for kind in ["qini", "uplift", "gain", "toc", "deciles", "profit"] {
      #expect(judgeLopsided("plot \(kind)", "scores: [up]").problems == [], "\(kind)")
    }
  }

  @Test func `a score that never varies draws the straight line, and a frame of one arm none`() {
    for kind in ["qini", "gain", "toc", "profit"] {
      let notebook = judgeLopsided("plot \(kind)", "scores: [flat]")
      #expect(notebook.problems == [], "\(kind)")
      #expect(abs(notebook.number("judged", "area[flat]")) < 1e-12, "\(kind)")
      #expect(notebook.number("judged", "autoc[flat]") == 0)
    }
    let treated = Self.lopsided.split(separator: "\n").prefix(41).joined(separator: "\n") + "\n"
    for directive in ["evaluate", "plot qini", "plot deciles"] {
      let notebook = judgeLopsided(directive, "scores: [up]", file: treated)
      #expect(notebook.problems == ["6: error – treatment.constant"], "\(directive)")
      #expect(notebook.messages[0].contains("the single value “1”"))
    }
    let value = judgeLopsided("value", "policies: [all]", file: treated)
    #expect(value.problems == ["6: error – treatment.constant"])
  }

  @Test func `columns can be judged without any model`() {
    let notebook = NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{evaluate #judged}
      scores: [x, random]
      outcome: y
      treatment: arm
      control: none
      propensity: 0.5
      ```

      """, files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "autoc.p[x]") < 0.001)
    #expect(notebook.number("judged", "autoc.p[random]") > 0.001)
    #expect(
      notebook.outcome("judged")?.result?.notes
        == [
          "The propensity is known from the design.",
          "Doubly robust scores use the arms' mean outcomes, cross-fitted in 5 folds.",
        ])
  }

  @Test(arguments: [
    ("scores: [tua]", "19: error – column.unknown"),
    ("scores: [region]", "19: error – column.notNumeric"),
    ("at: [0]", "19: error – key.outOfRange"),
    ("outcome: z", "19: error – column.unknown"),
  ])
  func `what is wrong is said where it stands`(keys: String, problem: String) {
    #expect(run("\(keys)\ndata: half.test").problems == [problem])
  }

  @Test func `a dose is judged by the slope`() throws {
    for propensity in ["design", nil] {
      let notebook = DoseFile.notebook(
        "evaluate", "scores: [x, noise, -x]\nfeatures: [x]", propensity: propensity)
      #expect(notebook.problems == [])
      #expect(notebook.value("judged", "verdict[x]") == .text("varies"))
      #expect(notebook.value("judged", "verdict[noise]") == .text("noEvidence"))
      #expect(notebook.value("judged", "verdict[-x]") == .text("reversed"))
      #expect(abs(notebook.number("judged", "ate") - 0.2) < 0.03)
      #expect(abs(notebook.number("judged", "uplift@0.1[x]") - 0.65) < 0.1)
      #expect(notebook.number("judged", "uplift@0.1.se[x]") > 0)
    }
  }

  @Test(.needsData)
  func `the Hillstrom test gives the reference numbers`() {
    let notebook = EmailTest.run(
      """
      \(EmailTest.learner)
      ```{evaluate #judged}
      folds: 1
      compat: true
      allow: in-sample
      ```
      """)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("judged", "autoc[tau]") - 0.024742310290875143) < 1e-9)
    #expect(abs(notebook.number("judged", "qini[tau]") - 0.00882151450789116) < 1e-9)
    #expect(abs(notebook.number("judged", "qini.sklift[tau]") - 0.07292036896859451) < 1e-9)
    #expect(abs(notebook.number("judged", "auuc.sklift[tau]") - 0.03361338546830814) < 1e-9)
    #expect(abs(notebook.number("judged", "calibration[tau]") - 1) < 1e-9)
    #expect(abs(notebook.number("judged", "calibration.se[tau]") - 0.09745400332188618) < 1e-9)
  }
}
