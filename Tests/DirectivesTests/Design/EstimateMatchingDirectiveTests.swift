import Execution
import TestSupport
import Testing

struct EstimateMatchingDirectiveTests {
  private func notebook(_ keys: String) -> NotebookHarness {
    ConfoundedSample.notebook("matching", "outcome: y\ntreatment: t\n" + keys)
  }

  @Test(arguments: ["ate", "att", "atc"])
  func `matching takes the confounding out`(target: String) {
    let naive = ConfoundedSample.notebook("difference", "outcome: y\ntreatment: t")
    let result = notebook("controls: [x, z]\ntarget: \(target)")
    #expect(result.problems == [])
    #expect(naive.number("e", "ate") > 5)
    #expect(abs(result.number("e", "ate") - 2) < 1)
    #expect(abs(result.number("e", "smd[x]")) < 0.25)
    #expect(result.number("e", "smd.before[x]") > 0.5)
  }

  @Test func `matching on the propensity is said to be so`() throws {
    let result = notebook("controls: [x, z]\non: propensity")
    #expect(result.problems == [])
    #expect(abs(result.number("e", "ate") - 2) < 1.5)
    #expect(result.number("e", "ate") == result.number("e", "unadjusted"))
    let notes = try #require(result.outcome("e")?.result?.notes)
    #expect(notes.contains { $0.hasPrefix("The propensity is estimated by logistic regression") })
    #expect(notes.contains { $0.hasSuffix("not adjusted for matches that are not exact.") })
  }

  @Test func `several arms are matched with the control one by one`() {
    let csv =
      "g,x,y\n"
      + (0..<120).map { i in
        "\(["none", "a", "b"][i % 3]),\(i / 3),\(i / 3 + [0, 5, 7][i % 3])"
      }.joined(separator: "\n")
    let result = ConfoundedSample.notebook(
      "matching", "outcome: y\ntreatment: g\ncontrol: none\ncontrols: [x]", csv)
    #expect(result.problems == [])
    // Every row has a match of equal x.
    #expect(abs(result.number("e", "[a].ate") - 5) < 1e-12)
    #expect(abs(result.number("e", "[b].ate") - 7) < 1e-12)
    #expect(result.number("e", "[b].exact") == 80)
    #expect(result.number("e", "smd.max") < 1e-12)
  }

  @Test func `rows with a missing control are left out with a note`() throws {
    let csv = "t,x,y\n0,1,1\n0,2,2\n0,,9\n1,1,4\n1,2,6\n1,3,7\n"
    let result = ConfoundedSample.notebook(
      "matching", "outcome: y\ntreatment: t\ncontrols: [x]\ntarget: att", csv)
    #expect(result.problems == [])
    #expect(result.number("e", "rows") == 5)
    let notes = try #require(result.outcome("e")?.result?.notes)
    #expect(notes.contains { $0.hasPrefix("1 row with a missing or infinite control") })
  }

  @Test(arguments: [
    ("", "5: error – estimate.matching"),
    ("controls: [x]\ntarget: overlap", "9: error – key.unknownChoice"),
    ("controls: [w]", "8: error – column.unknown"),
    ("controls: [x]\nneighbours: 0", "9: error – key.outOfRange"),
    ("controls: [x]\nneighbours: 1000", "7: error – estimate.matching"),
    ("controls: [t]\non: propensity", "8: error – estimate.propensityModel"),
  ])
  func `what cannot be matched is said at its line`(keys: String, problem: String) {
    #expect(notebook(keys).problems == [problem])
  }
}
