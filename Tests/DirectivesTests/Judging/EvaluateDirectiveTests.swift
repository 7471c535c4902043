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
    #expect(sentence.hasPrefix("The effect varies as tau says (AUTOC 0."))
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

  private func two(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(
        """
        ```{fit dr-learner #dr}
        data: half.train
        outcome: y
        treatment: arm
        control: none
        features: [x, noise]
        propensity: design
        models: linear
        ```
        ```{evaluate #judged}
        data: half.test
        scores: [tau, dr, noise]
        \(keys)
        ```
        ```{policy threshold #rule}
        data: half.train
        model: \(keys.contains("select") ? "judged" : "tau")
        cost: 0.1
        ```
        """), files: ["trial.csv": TrialFile.csv()])
  }

  @Test func `losses are paired between models and against both null models`() throws {
    let notebook = two("truth: _tau")
    #expect(notebook.problems == [])
    let names = ["tau - dr", "tau - no effect", "dr - no effect", "tau - constant effect"]
    for loss in ["drloss", "rloss"] {
      for name in names {
        #expect(notebook.number("judged", "\(loss).contrast.se[\(name)]") > 0, "\(loss) \(name)")
      }
      let difference =
        notebook.number("judged", "\(loss)[tau]") - notebook.number("judged", "\(loss)[dr]")
      #expect(abs(notebook.number("judged", "\(loss).contrast[tau - dr]") - difference) < 1e-12)
      #expect(notebook.number("judged", "\(loss).contrast[tau - no effect]") < 0)
      #expect(
        abs(
          notebook.number("judged", "\(loss).contrast[tau - constant effect]")
            + notebook.number("judged", "\(loss).gain[tau]")) < 1e-12)
    }
    let result = try #require(notebook.outcome("judged")?.result)
    let table = try #require(
      result.tables.first { $0.title == "Paired differences of losses" })
    #expect(table.rows.count == 3)
    // The columns of effects only, so the noise is not among the models.
    #expect(notebook.value("judged", "drloss.contrast[tau - noise]") == nil)
  }

  @Test func `intervals of a linear last stage are held against the truth`() throws {
    let notebook = two("truth: _tau")
    let coverage = notebook.number("judged", "coverage[dr]")
    #expect(coverage > 0.5 && coverage <= 1)
    #expect(notebook.value("judged", "coverage[tau]") == .missing)
    let result = try #require(notebook.outcome("judged")?.result)
    let table = try #require(result.tables.first { $0.title == "Against the true effects" })
    #expect(table.rows.count == 4)
  }

  @Test(arguments: ["best", "qini", "drloss"])
  func `the best model is chosen, told and bound`(criterion: String) throws {
    let notebook = two("select: \(criterion)")
    #expect(notebook.problems == [])
    let metric = criterion == "best" ? "autoc" : criterion
    let sign = criterion == "drloss" ? -1.0 : 1
    let ahead =
      sign
      * (notebook.number("judged", "\(metric)[tau]") - notebook.number("judged", "\(metric)[dr]"))
    #expect(notebook.value("judged", "selected") == .text(ahead >= 0 ? "tau" : "dr"))
    #expect(abs(notebook.number("judged", "selected.lead") - abs(ahead)) < 1e-12)
    #expect(notebook.outcome("rule")?.result != nil, "the policy decides by the chosen model")
    let again = run("data: half.test\nscores: [noise]\nselect: best")
    #expect(again.problems == ["21: error – evaluate.nothingToSelect"])
  }

  @Test func `what was chosen on these rows is in-sample on them`() {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{evaluate #chosen}
        data: half.test
        select: best
        ```
        ```{evaluate #judged}
        data: half.test
        scores: [chosen]
        ```
        """), files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems == ["23: warning – judge.inSample"])
  }

  @Test func `repeats tell the variation over splits with a corrected error`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        "```{evaluate #judged}\ndata: trial\nscores: [tau, noise]\nrepeats: 6\nallow: in-sample\n```"
      ),
      files: ["trial.csv": TrialFile.csv()])
    #expect(notebook.problems == [])
    #expect(notebook.number("judged", "autoc.splits.mean[tau]") > 0.1)
    let sd = notebook.number("judged", "autoc.splits.sd[tau]")
    let se = notebook.number("judged", "autoc.splits.se[tau]")
    #expect(sd > 0)
    #expect(abs(se - sd * (1 / 6.0 + 3 / 7.0).squareRoot()) < 1e-12)
    #expect(notebook.number("judged", "splits.won[tau]") == 1)
    let result = try #require(notebook.outcome("judged")?.result)
    #expect(result.tables.last?.title == "Variation over 6 splits")
    #expect(result.charts.last?.kind == "splits")
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

  @Test func `weights of two count as two rows`() throws {
    let lines = TrialFile.csv(rows: 400).split(separator: "\n")
    let weighted = lines.enumerated().map { index, line in
      index == 0 ? "\(line),w" : "\(line),\(index % 2 == 0 ? 2 : 1)"
    }
    let repeated =
      [weighted[0]]
      + weighted.dropFirst().enumerated().flatMap { index, line in
        index % 2 == 1 ? [line, line] : [line]
      }
    func judge(_ lines: [String], _ keys: String) -> NotebookHarness {
      NotebookHarness(
        """
        ```{load #trial}
        source: trial.csv
        ```
        ```{evaluate #judged}
        scores: [x]
        outcome: y
        treatment: arm
        control: none
        propensity: 0.5
        folds: 1
        \(keys)
        ```

        """, files: ["trial.csv": lines.joined(separator: "\n") + "\n"])
    }
    let (a, b) = (judge(weighted, "weights: w"), judge(repeated, ""))
    #expect(a.problems == [] && b.problems == [])
    for key in ["autoc[x]", "qini[x]", "ate", "uplift@0.3[x]"] {
      let (one, other) = (a.number("judged", key), b.number("judged", key))
      // The cut of a share goes through rows here and through weight there.
      #expect(abs(one - other) < (key.hasPrefix("uplift") ? 0.02 : 1e-3), "\(key)")
    }
  }

  @Test func `a condition leaves rows out and says so`() throws {
    let notebook = run("data: half.test\nwhere: x > 0.5")
    #expect(notebook.problems == [])
    let rows = notebook.number("judged", "rows")
    #expect(rows > 250 && rows < 350)
    #expect(
      notebook.outcome("judged")?.result?.notes.first?.hasSuffix(
        "judged: those that meet the condition.") == true)
    #expect(
      run("data: half.test\nwhere: x > 5").problems == ["20: error – judge.unscored"])
    #expect(
      run("data: half.test\nwhere: z > 5").problems == ["20: error – sql.invalid"])
  }

  @Test func `rows outside the fitted range are warned about where they are many`() {
    let fitted = TrialFile.csv().split(separator: "\n").enumerated().map { index, line in
      index > 0 && index % 10 == 0
        ? "7" + line.drop { $0 != "," } : String(line)
    }
    let file = fitted.joined(separator: "\n") + "\n"
    let notebook = NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{sql #usual}
      select * from trial where x < 1
      ```
      ```{fit t-learner #tau}
      data: usual
      outcome: y
      treatment: arm
      control: none
      features: [x, region]
      propensity: design
      models: linear
      ```
      ```{evaluate #judged}
      data: trial
      allow: in-sample
      ```
      ```{predict}
      data: trial
      ```

      """, files: ["trial.csv": file])
    #expect(
      notebook.problems == [
        "16: warning – model.extrapolation", "20: warning – predict.inSample",
        "20: warning – model.extrapolation",
      ]
        || notebook.problems == [
          "16: warning – model.extrapolation", "20: warning – model.extrapolation",
          "20: warning – predict.inSample",
        ], "\(notebook.problems)")
    #expect(
      notebook.outcome("judged")?.result?.notes.contains {
        $0.hasPrefix("120 rows are outside the range that “tau” was fitted on (x in 120)")
      } == true)
  }

  @Test func `a frame of one arm cannot be judged`() {
    let file = TrialFile.csv(rows: 50, arms: ["none"])
    let notebook = NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{evaluate #judged}
      scores: [x]
      outcome: y
      treatment: arm
      control: none
      ```

      """, files: ["trial.csv": file])
    #expect(notebook.problems == ["7: error – treatment.constant"])
  }

  @Test(.enabled(if: SharedData.hasData, "\(SharedData.reason)"))
  func `the Hillstrom test gives the reference numbers`() {
    let notebook = NotebookHarness(
      """
      ```{load #customers}
      source: hillstrom.csv
      ```
      ```{fit t-learner #tau}
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      features: [recency, history, mens, womens, newbie, zip_code, channel]
      propensity: design
      models: linear
      ```
      ```{evaluate #judged}
      folds: 1
      compat: true
      allow: in-sample
      ```

      """, data: SharedData.dataFolder)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("judged", "autoc[tau]") - 0.024742310290875143) < 1e-9)
    #expect(abs(notebook.number("judged", "qini[tau]") - 0.00882151450789116) < 1e-9)
    #expect(abs(notebook.number("judged", "qini.sklift[tau]") - 0.07292036896859451) < 1e-9)
    #expect(abs(notebook.number("judged", "auuc.sklift[tau]") - 0.03361338546830814) < 1e-9)
    #expect(abs(notebook.number("judged", "calibration[tau]") - 1) < 1e-9)
    #expect(abs(notebook.number("judged", "calibration.se[tau]") - 0.09745400332188618) < 1e-9)
  }
}
