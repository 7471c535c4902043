import Execution
import Testing

struct TransformDirectiveTests {
  private let files = [
    "d.csv":
      "name,sex,age,pay,y\nAda,f,36,$10,1\nGrace,Female,85,$20,0\nAlan,man,41,$5,1\nMary,FEMALE,,$7,0\n"
  ]

  private func notebook(_ steps: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```
      ```{transform #t}
      steps:
      \(steps)
      ```
      ```{show #rows}
      rows: 50
      ```

      """, files: files)
  }

  @Test func `steps are done in order and counted`() {
    let notebook = notebook(
      """
        - recode: {sex: {f: female, man: male}}
        - filter: age IS NOT NULL
        - derive: {decades: age / 10.0}
        - drop: [pay, y]
        - rename: {decades: tens}
      """)
    #expect(notebook.problems == [])
    #expect(
      notebook.rows("rows") == [
        "Ada female 36 3.6", "Grace Female 85 8.5", "Alan male 41 4.1",
      ])
    #expect(notebook.number("t", "rows") == 3)
    #expect(notebook.number("t", "cells[1]") == 2)
    #expect(notebook.number("t", "rows[2]") == 3)
    #expect(notebook.number("t", "cells[3]") == 3)
  }

  @Test func `labels are recoded whatever their case`() {
    let notebook = notebook(
      "  - recode: {sex: {f: Female, female: Female, man: Male}, case: insensitive}\n  - drop: [name, age, pay, y]"
    )
    #expect(notebook.rows("rows") == ["Female", "Female", "Male", "Female"])
    #expect(notebook.outcome("t")?.result?.notes.contains("sex: 1 × “FEMALE” → “Female”.") == true)
  }

  @Test(arguments: [
    ("mean", "54.0"), ("median", "41"), ("mode", "36"), ("{constant: 20}", "20"),
  ])
  func `missing cells are imputed as told`(_ how: String, _ value: String) {
    let notebook = notebook("  - impute: {age: \(how)}\n  - drop: [name, sex, pay, y]")
    #expect(notebook.problems == [])
    #expect(notebook.rows("rows").last.map { $0 == value || $0 == "54" && value == "54.0" } == true)
    #expect(notebook.number("t", "cells[1]") == 1)
  }

  /// Awkward columns: a date, a timestamp, a boolean and text, each with a missing cell.
  private func typed(_ steps: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #d}
      source: typed.csv
      types: {note: text}
      ```
      ```{transform #t}
      steps:
      \(steps)
      ```

      """,
      files: [
        "typed.csv":
          "day,at,flag,note\n2020-01-01,2020-01-01 06:00,true,x\n2020-01-04,2020-01-01 09:00,true,y\n,,,\n"
      ])
  }

  @Test(arguments: [
    ("{day: median}", "day", "2020-01-02"), ("{day: {constant: 2021-05-06}}", "day", "2021-05-06"),
    ("{day: mode}", "day", "2020-01-01"),
    ("{at: mean}", "at", "2020-01-01 07:30:00"), ("{flag: mode}", "flag", "true"),
    ("{flag: {constant: false}}", "flag", "false"), ("{note: {constant: z}}", "note", "z"),
  ])
  func `an imputed column keeps its type`(_ how: String, _ column: String, _ value: String) {
    let notebook = typed("  - impute: \(how)")
    #expect(notebook.problems == [])
    let notes = notebook.outcome("t")?.result?.notes ?? []
    #expect(notes.count == 1 && notes[0].contains("1 missing cell is now"), "\(notes)")
    #expect(notes[0].contains(value))
    #expect(notebook.number("t", "cells[1]") == 1)
  }

  @Test(arguments: ["clip: {day: [1, 2]}", "scale: [at]", "bin: {day: {width: 1}}"])
  func `dates are no numbers to clip, scale or cut`(_ step: String) {
    #expect(typed("  - \(step)").problems.first == "7: error – column.notNumeric")
  }

  @Test func `labels that all became numbers are numbers`() {
    let steps = "  - recode: {sex: RULES, case: insensitive}\n  - scale: {sex: range}\n"
    func recoded(_ rules: String) -> NotebookHarness {
      let parts = steps.split(separator: "RULES").joined(separator: rules)
      return notebook(parts + "  - drop: [name, age, pay, y]")
    }
    #expect(recoded("{f: 2, female: 2, man: 4}").rows("rows") == ["0.0", "0.0", "1.0", "0.0"])
    // Where a label stays, others that look like numbers may be codes.
    #expect(recoded("{f: 2, female: 2}").problems.first == "7: error – column.notNumeric")
  }

  @Test func `missing may be a level`() {
    let notebook = notebook("  - impute: {age: missing}\n  - drop: [name, sex, pay, y]")
    #expect(notebook.rows("rows") == ["36", "85", "41", "missing"])
  }

  @Test func `numbers are cut into bins`() {
    let notebook = notebook(
      "  - bin: {age: {cuts: [40, 80], as: band}}\n  - drop: [name, sex, age, pay, y]")
    #expect(notebook.rows("rows") == ["below 40", "80 or more", "40 to 80", "–"])
  }

  @Test func `labels are encoded`() {
    let oneHot = notebook("  - encode: {name: {one-hot: Alan}}\n  - drop: [name, sex, age, pay, y]")
    #expect(oneHot.rows("rows") == ["1 0 0", "0 1 0", "0 0 0", "0 0 1"])
    let ordinal = notebook(
      "  - encode: {name: {ordinal: [Mary, Ada, Alan, Grace]}}\n  - drop: [name, sex, age, pay, y]")
    #expect(ordinal.rows("rows") == ["1", "3", "2", "0"])
  }

  @Test func `a row's own outcome does not enter its target mean`() {
    let notebook = notebook(
      "  - encode: {name: {target-mean: y, folds: 4}}\n  - drop: [name, sex, age, pay, y]")
    // Every name occurs once, so that no other fold knows it: all have the mean of the other rows.
    let (one, two) = ("\(1.0 / 3)", "\(2.0 / 3)")
    #expect(notebook.rows("rows") == [one, two, one, two])
  }

  @Test func `a target mean may come from another frame`() {
    let notebook = NotebookHarness(
      """
      ```{load #past}
      source: past.csv
      ```
      ```{load #present}
      source: present.csv
      ```
      ```{transform #t}
      data: present
      steps:
        - encode: {state: {target-mean: y, from: past}}
      ```
      ```{show #rows}
      data: t
      ```

      """,
      files: [
        "past.csv": "state,y\nMA,1\nMA,3\nRJ,10\nRJ,\n,4\n", "present.csv": "state\nRJ\nMA\nSP\n",
      ])
    #expect(notebook.problems == [])
    // SP is not in the past: it has the mean of 1, 3 and 10.
    #expect(notebook.rows("rows") == ["RJ 10.0", "MA 2.0", "SP \(14.0 / 3)"])
    #expect(
      notebook.outcome("t")?.result?.notes == [
        "state_mean: the mean among rows of the level in “past”; 1 row with levels that it lacks has the mean of all its rows."
      ])
  }

  @Test func `a frame that a step reads must have its columns`() {
    let text = "  - encode: {name: {target-mean: y, from: none}}\n"
    #expect(notebook(text).problems.first == "6: error – name.unknown")
  }

  @Test func `notations are cast, values clipped and scaled`() {
    let notebook = notebook(
      """
        - cast: {pay: {number: {strip: "$"}}}
        - clip: {pay: [6, 12]}
        - scale: {pay: range}
        - drop: [name, sex, age, y]
      """)
    #expect(notebook.problems == [])
    #expect(notebook.rows("rows") == ["\(4.0 / 6)", "1.0", "0.0", "\(1.0 / 6)"])
    #expect(notebook.number("t", "cells[2]") == 2)
  }

  @Test(arguments: [
    ("  - dervie: {a: 1}", "6: error – key.unknown"),
    ("  - derive: {a: agee + 1}", "6: error – sql.invalid"),
    ("  - drop: [agee]", "6: error – column.unknown"),
    ("  - rename: {age: name}", "6: error – transform.names"),
    ("  - scale: [sex]", "6: error – column.notNumeric"),
    ("  - cast: {sex: number}", "6: error – transform.values"),
    ("  - derive: {a: age +}", "6: error – sql.invalid"),
    ("  - impute: {age: {constant: old}}", "6: error – transform.values"),
    ("  - filter: age = 36\n  - bin: {age: {quantiles: 4}}", "7: error – transform.values"),
    ("  - filter: age > 999\n  - encode: {sex: one-hot}", "7: error – transform.values"),
  ])
  func `mistakes are located`(_ step: String, _ problem: String) {
    #expect(notebook(step).problems.first == problem)
  }
}
