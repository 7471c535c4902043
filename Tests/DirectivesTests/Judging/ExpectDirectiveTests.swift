import Execution
import Testing

struct ExpectDirectiveTests {
  private func notebook(_ body: String) -> NotebookHarness {
    NotebookHarness(
      """
      ---
      params:
        limit: 2
      ---
      ```{load #people}
      source: people.csv
      ```
      ```{show #rows}
      data: people
      ```
      ```{expect}
      \(body)
      ```

      """, files: ["people.csv": "name,age\nAda,36\nGrace,85\nAlan,41\n"])
  }

  private func checks(_ notebook: NotebookHarness) -> [String] {
    guard case .checklist(let checks)? = notebook.outcome("expect")?.result?.items.first else {
      return []
    }
    return checks.map { "\($0.text): \($0.passed.map { $0 ? "yes" : "no" } ?? "-")" }
  }

  @Test func `lines that hold are listed with what was found`() {
    let notebook = notebook(
      """
      that:
        - rows.rows > limit
        - rows.rows == 3
        - rows.rows within 0.01 of 3
        - rows.rows between 1 and 5
      """)
    #expect(notebook.problems == [])
    #expect(
      checks(notebook) == [
        "rows.rows > limit: yes", "rows.rows == 3: yes", "rows.rows within 0.01 of 3: yes",
        "rows.rows between 1 and 5: yes",
      ])
    #expect(notebook.number("expect", "passed") == 4)
  }

  @Test func `a false line fails the run at its place, and the rest is judged`() {
    let notebook = notebook("that:\n  - rows.rows > 5\n  - rows.rows < 5")
    #expect(checks(notebook) == ["rows.rows > 5: no", "rows.rows < 5: yes"])
    #expect(notebook.problems == ["13: error – expect.failed"])
    #expect(notebook.outcome("expect")?.status == .failed)
  }

  @Test func `a tolerance is relative, and absolute around zero`() {
    let notebook = notebook(
      "that:\n  - rows.rows within 0.5 of 2\n  - rows.rows - 3 within 0.1 of 0\n  - rows.rows within 0.1 of 2"
    )
    #expect(
      checks(notebook).map { $0.suffix(3) } == ["yes", "yes", " no"])
  }

  @Test func `a condition that is false leaves the lines unjudged`() {
    let notebook = notebook("that: rows.rows > 5\nif: limit > 2")
    #expect(checks(notebook) == ["rows.rows > 5: -"])
    #expect(notebook.problems == [])
    #expect(
      notebook.outcome("expect")?.result?.notes
        == ["Not checked, because “limit > 2” does not hold here."])
  }

  @Test func `a name that nothing binds is found before anything runs`() {
    #expect(notebook("that: tau.ate > 0").problems == ["12: error – name.unknown"])
  }

  @Test func `a value that the cell does not give is an error of that line`() {
    let notebook = notebook("that:\n  - rows.rowz > 0\n  - rows.rows > 0")
    #expect(notebook.problems == ["13: error – value.unknown"])
    #expect(checks(notebook) == ["rows.rowz > 0: no", "rows.rows > 0: yes"])
  }

  @Test func `an aggregate over a frame is a value too`() {
    let notebook = notebook(
      "that:\n  - max(abs(age - 40)) in people < 50\n  - count(distinct name) in people == 4")
    #expect(
      checks(notebook) == [
        "max(abs(age - 40)) in people < 50: yes", "count(distinct name) in people == 4: no",
      ])
    #expect(
      self.notebook("that: max(agee) in people > 1").messages
        == ["there is no column “agee” (did you mean “age”?)"])
  }

  @Test func `a line that cannot be read is named`() {
    #expect(notebook("that: rows.rows >").problems.count == 1)
  }
}
