import Execution
import TestSupport
import Testing

/// Confounded rows: x raises both the chance of treatment and the outcome; the effect is 2.
enum ConfoundedSample {
  static let csv =
    "t,x,z,y\n"
    + (0..<400).map { i in
      let x = (i * 37) % 20
      let treated = (i * 53) % 23 < x + 2 ? 1 : 0
      return "\(treated),\(x),\((i * 7) % 5),\(2 * treated + x + (i * 29) % 7)"
    }.joined(separator: "\n") + "\n"

  static func notebook(_ kind: String, _ keys: String, _ csv: String = csv) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{estimate \(kind) #e}\n\(keys)\n```\n",
      files: ["d.csv": csv])
  }
}

struct EstimateIPWDirectiveTests {
  @Test func `weighting takes the confounding out`() {
    let naive = ConfoundedSample.notebook("difference", "outcome: y\ntreatment: t")
    let weighted = ConfoundedSample.notebook("ipw", "outcome: y\ntreatment: t\ncontrols: [x, z]")
    #expect(weighted.problems == [])
    #expect(naive.number("e", "ate") > 5)
    #expect(abs(weighted.number("e", "ate") - 2) < 1)
    #expect(weighted.number("e", "effective.control") < 200)
  }

  @Test(arguments: ["att", "atc", "overlap"])
  func `every target finds a constant effect`(target: String) {
    let result = ConfoundedSample.notebook(
      "ipw", "outcome: y\ntreatment: t\ncontrols: [x, z]\ntarget: \(target)")
    #expect(result.problems == [])
    #expect(abs(result.number("e", "ate") - 2) < 1.2)
    #expect(result.value("e", "ht") == nil)
  }

  @Test(arguments: [
    ("difference", "outcome: y\ntreatment: t"), ("ols", "outcome: y\ntreatment: t"),
    ("ipw", "outcome: y\ntreatment: t\ncontrols: [x]"),
    ("matching", "outcome: y\ntreatment: t\ncontrols: [x]"),
    ("dml", "outcome: y\ntreatment: t\ncontrols: [x]\nmodels: linear"),
    ("iv", "outcome: y\ntreatment: x\ninstruments: [t]"),
  ])
  func `every estimator takes the rows that meet a condition`(kind: String, keys: String) throws {
    let result = ConfoundedSample.notebook(kind, keys + "\nwhere: x < 15")
    #expect(result.problems == [])
    let notes = try #require(result.outcome("e")?.result?.notes)
    #expect(notes.first == "100 rows left out by where: x < 15.")
    let few = ConfoundedSample.csv.split(separator: "\n").enumerated().filter {
      $0.offset == 0 || (Int($0.element.split(separator: ",")[1]) ?? 99) < 15
    }.map(\.element).joined(separator: "\n")
    let same = ConfoundedSample.notebook(kind, keys, few + "\n")
    #expect(abs(result.number("e", "ate") - same.number("e", "ate")) < 1e-12)
  }

  @Test func `clusters change the error and not the effect`() {
    let keys = "outcome: y\ntreatment: t\ncontrols: [x, z]"
    let plain = ConfoundedSample.notebook("ipw", keys)
    let clustered = ConfoundedSample.notebook("ipw", keys + "\ncluster: z")
    #expect(clustered.problems == [])
    #expect(clustered.number("e", "ate") == plain.number("e", "ate"))
    #expect(clustered.number("e", "ate.se") != plain.number("e", "ate.se"))
  }

  @Test func `the observed shares as propensity give the difference of means`() {
    let result = ConfoundedSample.notebook("ipw", "outcome: y\ntreatment: t\npropensity: design")
    let naive = ConfoundedSample.notebook("difference", "outcome: y\ntreatment: t")
    #expect(abs(result.number("e", "ate") - naive.number("e", "ate")) < 1e-12)
    #expect(
      result.outcome("e")?.result?.notes.first?.hasPrefix("The propensity is the observed share")
        == true)
  }

  @Test func `clipped propensities are counted`() {
    let result = ConfoundedSample.notebook(
      "ipw", "outcome: y\ntreatment: t\ncontrols: [x]\nclip: 0.2")
    #expect(result.number("e", "clipped") > 0)
    #expect(
      result.outcome("e")?.result?.notes.contains { $0.hasSuffix("which was clipped.") } == true)
  }

  @Test(arguments: [
    ("outcome: y\ntreatment: t", "5: error – estimate.propensityModel"),
    ("outcome: y\ntreatment: t\ncontrols: [x]\ntarget: all", "9: error – key.unknownChoice"),
    ("outcome: y\ntreatment: t\ncontrols: [w]", "8: error – column.unknown"),
    ("outcome: y\ntreatment: t\ncontrols: [t]", "8: error – estimate.propensityModel"),
    ("outcome: y\ntreatment: x\ncontrols: [z]", "7: error – treatment.continuous"),
  ])
  func `what cannot be weighted is said at its line`(keys: String, problem: String) {
    #expect(ConfoundedSample.notebook("ipw", keys).problems == [problem])
  }

  @Test(.needsData)
  func `the weighted effect of the women's e-mail is the published one`() {
    let result = EmailTest.run(
      """
      ```{estimate ipw #e}
      \(EmailTest.visits)
      controls: \(EmailTest.covariates)
      ```
      """)
    #expect(abs(result.number("e", "ate") / 0.04541025980197634 - 1) < 1e-8)
    #expect(abs(result.number("e", "ht") / 0.04541026079872656 - 1) < 1e-8)
    // As precise as the adjusted regression (0.0031915), and more than the raw difference.
    #expect(abs(result.number("e", "ate.se") / 0.0031915 - 1) < 0.01)
  }
}
