import TestSupport
import Testing

struct EstimateAIPWDirectiveTests {
  private let models = "controls: [x, z]\nmodels: {outcome: linear, propensity: logistic}"

  @Test(arguments: ["ate", "att", "atc", "overlap"])
  func `both models together find a constant effect`(target: String) {
    let result = ConfoundedSample.notebook(
      "aipw", "outcome: y\ntreatment: t\n\(models)\ntarget: \(target)")
    #expect(result.problems == [])
    #expect(abs(result.number("e", "ate") - 2) < 0.6, "\(target)")
    #expect(result.number("e", "rows") == 400)
  }

  @Test func `several arms have effects of their own, but no overlap target`() {
    let csv =
      "g,x,y\n"
      + (0..<300).map { i in
        let arm = ["none", "a", "b"][i % 3]
        return "\(arm),\((i * 7) % 11),\((i % 3) * 2 + (i * 7) % 11 + (i * 13) % 4)"
      }.joined(separator: "\n")
    let keys =
      "outcome: y\ntreatment: g\ncontrol: none\ncontrols: [x]\nmodels: {outcome: linear, propensity: logistic}"
    let result = ConfoundedSample.notebook("aipw", keys, csv)
    #expect(result.problems == [])
    #expect(abs(result.number("e", "[b].ate") - 4) < 0.5)
    #expect(
      ConfoundedSample.notebook("aipw", keys + "\ntarget: overlap", csv).problems
        == ["11: error – estimate.targetOfOneArm"])
  }

  @Test(arguments: [
    ("outcome: yy\ntreatment: t\ncontrols: [x]", "6: error – column.unknown"),
    ("outcome: y\ntreatment: t\ncontrols: [y]", "8: error – feature.leak"),
  ])
  func `what cannot be estimated is said at its line`(keys: String, problem: String) {
    #expect(ConfoundedSample.notebook("aipw", keys).problems == [problem])
  }

  @Test(.enabled(if: SharedData.hasData, "\(SharedData.reason)"))
  func `the robust effect of the women's e-mail is close to the published one`() {
    // The published figure uses folds by row number; ours are random, and agree to their noise.
    let result = NotebookHarness(
      """
      ```{load #customers}
      source: hillstrom.csv
      ```

      ```{estimate aipw #e}
      outcome: visit
      treatment: segment
      control: No E-Mail
      arms: [Womens E-Mail]
      controls: [recency, history, mens, womens, newbie, zip_code, channel]
      models: {outcome: linear, propensity: logistic}
      ```
      """, data: SharedData.dataFolder)
    #expect(result.problems == [])
    #expect(abs(result.number("e", "ate") - 0.04534814549750998) < 2e-4)
    #expect(abs(result.number("e", "ate.se") / 0.0031930009201793304 - 1) < 5e-3)
  }
}
