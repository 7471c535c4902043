import Execution
import TestSupport
import Testing

struct EstimateDifferenceDirectiveTests {
  private func notebook(_ keys: String, _ csv: String) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{estimate difference #e}\n\(keys)\n```\n",
      files: ["d.csv": csv])
  }
  private let small = "t,y\n0,1\n0,2\n0,3\n1,4\n1,6\n1,\n"

  @Test func `the difference and Welch's error of a small example by hand`() {
    // Control 1, 2, 3: mean 2, variance 1. Treated 4, 6: mean 5, variance 2. SE² = 2/2 + 1/3.
    let result = notebook("outcome: y\ntreatment: t", small)
    #expect(result.problems == [])
    #expect(result.number("e", "ate") == 3)
    #expect(abs(result.number("e", "ate.se") - (4.0 / 3).squareRoot()) < 1e-12)
    #expect(result.number("e", "n[1]") == 2)
    #expect(result.outcome("e")?.result?.notes == ["1 row with a missing “y” left out."])
  }

  @Test func `the level that is by its name the control is proposed`() {
    let result = notebook(
      "outcome: y\ntreatment: g", "g,y\nA mail,1\nA mail,2\nNo mail,5\nNo mail,7\nText,2\n")
    #expect(result.messages.first?.hasSuffix("(control: No mail)") == true)
  }

  @Test func `several arms are compared with one control, each by name`() {
    let result = notebook(
      "outcome: y\ntreatment: g\ncontrol: none", "g,y\nnone,1\nnone,2\na,5\na,7\nb,2\nb,4\n")
    #expect(result.number("e", "[a].ate") == 4.5)
    #expect(result.number("e", "[b].ate") == 1.5)
    #expect(result.number("e", "ate") == 4.5)
    #expect(result.outcome("e")?.result?.charts.count == 1)
  }

  @Test(arguments: [
    (
      "outcome: y\ntreatment: g", "g,y\nnone,1\nnone,2\na,5\n",
      "7: error – treatment.missingControl"
    ),
    (
      "outcome: y\ntreatment: g\ncontrol: nnoe", "g,y\nnone,1\nnone,2\na,5\n",
      "8: error – treatment.unknownLevel"
    ),
    (
      "outcome: y\ntreatment: g\ncontrol: none", "g,y\nnone,1\nnone,2\na,5\n",
      "7: error – treatment.tinyArm"
    ),
    ("outcome: g\ntreatment: t", "g,t\nred,0\nblue,1\n", "6: error – column.notNumeric"),
    ("outcome: y\ntreatment: t", "y,t\n1,1\n2,1\n", "7: error – treatment.constant"),
    ("outcome: y\ntreatment: t", "y,t\n1,1\n2,2.5\n3,7\n", "7: error – treatment.continuous"),
    ("outcome: why\ntreatment: t", "y,t\n1,1\n2,0\n", "6: error – column.unknown"),
  ])
  func `what cannot be compared is said at its line`(keys: String, csv: String, problem: String) {
    #expect(notebook(keys, csv).problems == [problem])
  }

  @Test(.needsData)
  func `the women's e-mail raises visits by the published difference`() {
    let result = EmailTest.run(
      """
      ```{estimate difference #e}
      \(EmailTest.visits)
      ```
      """)
    #expect(abs(result.number("e", "ate") / 0.045233106587052985 - 1) < 1e-10)
    #expect(abs(result.number("e", "ate.se") / 0.003234462099090751 - 1) < 1e-10)
    #expect(abs(result.number("e", "lift") / 0.42605507026691014 - 1) < 1e-10)
    #expect(
      result.outcome("e")?.result?.notes.first?.hasPrefix("21,307 rows of “Mens E-Mail”") == true)
  }
}
