import Execution
import Testing

/// `evaluate` on weighted, chosen, distant and one-armed rows.
struct EvaluateRowsTests {
  private func run(_ keys: String, file: String = TrialFile.csv()) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook("```{evaluate #judged}\n\(keys)\n```"), files: ["trial.csv": file])
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

  @Test func `models that were fitted on the same rows share the sentence on rows beyond them`() {
    let file = TrialFile.csv(rows: 240, arms: ["none", "mail"])
    let notebook = NotebookHarness(
      """
      ```{load #trial}
      source: trial.csv
      ```
      ```{fit #both}
      data: trial
      where: x < 0.5
      outcome: y
      treatment: arm
      control: none
      features: [x]
      propensity: design
      models: linear
      learners: {t: t-learner, s: s-learner, r: r-learner}
      ```
      ```{evaluate #judged}
      data: trial
      scores: [t, s, r]
      allow: in-sample
      ```

      """, files: ["trial.csv": file])
    #expect(
      notebook.problems.filter { $0.hasSuffix("model.extrapolation") } == [
        "15: warning – model.extrapolation"
      ], "\(notebook.problems)")
    let notes = notebook.outcome("judged")?.result?.notes ?? []
    #expect(
      notes.filter { $0.contains("outside the range that “t”, “s” and “r” were fitted on") }.count
        == 1, "\(notes)")
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
}
