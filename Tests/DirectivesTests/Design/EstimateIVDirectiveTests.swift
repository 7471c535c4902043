import Execution
import Numerics
import Testing

struct EstimateIVDirectiveTests {
  /// A letter was sent at random.
  ///
  /// Who is keen opens it and buys more anyway. Opening adds 3.
  private static let csv: String = {
    var stream = RandomStream(seed: 4, purpose: "letters")
    var lines = ["sent,opened,age,buys,noise,one,arm"]
    for row in 0..<600 {
      let keen = stream.normal()
      let sent = stream.below(2)
      let opened = sent == 1 && keen > -0.5 ? 1 : 0
      let age = stream.below(40)
      let buys = 10 + 3 * Double(opened) + 2 * keen + 0.1 * Double(age) + stream.normal()
      lines.append(
        "\(sent),\(opened),\(age),\(buys),\(stream.normal()),1,\(opened == 1 ? "read" : "unread")")
      if row == 3 { lines.append("1,,30,5,0,1,read") }
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func notebook(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      "```{load #d}\nsource: d.csv\n```\n\n```{estimate iv #e}\noutcome: buys\n\(keys)\n```\n",
      files: ["d.csv": Self.csv])
  }

  @Test func `the letter's effect is found where least squares is fooled`() {
    let result = notebook("treatment: opened\ninstruments: [sent]\ncontrols: [age]")
    #expect(result.problems == [])
    let (value, error) = (result.number("e", "ate"), result.number("e", "ate.se"))
    #expect(abs(value - 3) < 4 * error)
    #expect(result.number("e", "ols") - 3 > 4 * result.number("e", "ols.se"))
    #expect(result.number("e", "first-stage.f") > 100)
    #expect(result.number("e", "endogeneity.p") < 0.001)
    #expect(result.number("e", "rows") == 600)
  }

  @Test func `an arm against a control is a 0/1 treatment`() {
    let number = notebook("treatment: opened\ninstruments: [sent]\ncontrols: [age]")
    let arm = notebook(
      "treatment: arm\ncontrol: unread\ninstruments: [sent]\ncontrols: [age]")
    // The row without `opened` has an arm, and counts here.
    #expect(arm.number("e", "rows") == 601)
    #expect(abs(arm.number("e", "[read].ate") - number.number("e", "ate")) < 0.2)
  }

  @Test func `an instrument with no strength is warned about`() {
    let result = notebook("treatment: opened\ninstruments: [noise]")
    #expect(result.problems == ["8: warning – estimate.weakInstruments"])
  }

  @Test func `several instruments are asked to agree`() {
    let result = notebook("treatment: opened\ninstruments: [sent, noise]")
    #expect(result.number("e", "sargan.df") == 1)
    #expect(result.number("e", "sargan.p") > 0.001)
  }

  @Test func `clusters of rows widen the interval, and are counted`() {
    let plain = notebook("treatment: opened\ninstruments: [sent]")
    let single = notebook("treatment: opened\ninstruments: [sent]\ncluster: noise")
    let grouped = notebook("treatment: opened\ninstruments: [sent]\ncluster: age")
    #expect(single.problems == [])
    #expect(single.number("e", "ate") == plain.number("e", "ate"))
    // A cluster a row is HC1, referred to t.
    #expect(abs(single.number("e", "ate.se") / plain.number("e", "ate.se") - 1) < 1e-9)
    #expect(grouped.number("e", "ate.se") != plain.number("e", "ate.se"))
    #expect(grouped.number("e", "ate.p") > 0)
    #expect(
      notebook("treatment: opened\ninstruments: [sent]\ncovariance: cluster").problems
        == ["9: error – estimate.fewClusters"])
    #expect(
      notebook("treatment: opened\ninstruments: [sent]\ncluster: one").problems
        == ["9: error – estimate.fewClusters"])
  }

  @Test(arguments: [
    ("treatment: opened\ninstruments: [one]", "8: error – estimate.instruments"),
    ("treatment: opened\ninstruments: [opened]", "8: error – estimate.instruments"),
    ("treatment: opened\ninstruments: []", "8: error – estimate.instruments"),
    ("treatment: opened\ninstruments: [send]", "8: error – column.unknown"),
    ("treatment: arm\ninstruments: [sent]", "7: error – treatment.missingControl"),
  ])
  func `instruments that cannot serve are refused at their line`(keys: String, problem: String) {
    #expect(notebook(keys).problems == [problem])
  }
}
