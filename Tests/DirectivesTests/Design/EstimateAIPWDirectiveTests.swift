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

  @Test func `its models, overlap and effective sizes are stated`() throws {
    let result = ConfoundedSample.notebook("aipw", "outcome: y\ntreatment: t\n\(models)")
    #expect(result.number("e", "nuisance.outcome.r2") > 0.5)
    #expect(result.number("e", "nuisance.propensity.auc") > 0.7)
    let sizes = result.number("e", "effective[0]") + result.number("e", "effective[1]")
    #expect(sizes > 100 && sizes < 400)
    let outside = result.number("e", "overlap.outside")
    #expect(outside >= 0 && outside < 1)
    #expect(result.outcome("e")?.result?.tables.last?.title == "Outcome and treatment models")
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

  @Test func `clusters count as one, and a condition leaves rows out`() throws {
    let keys = "outcome: y\ntreatment: t\n\(models)\nfolds: 2"
    let plain = ConfoundedSample.notebook("aipw", keys)
    for target in ["ate", "att", "atc", "overlap"] {
      let clustered = ConfoundedSample.notebook("aipw", keys + "\ncluster: z\ntarget: \(target)")
      #expect(clustered.problems == [], "\(target)")
      #expect(clustered.number("e", "ate.se") != plain.number("e", "ate.se"), "\(target)")
    }
    let some = ConfoundedSample.notebook("aipw", keys + "\nwhere: x < 15")
    #expect(some.problems == [])
    #expect(some.number("e", "rows") == 300)
  }

  @Test(
    .needsReferences,
    arguments: [("womens", "Mens E-Mail"), ("mens", "Womens E-Mail"), ("any", "")])
  func `on the e-mail test it agrees with the published figures`(name: String, without: String)
    throws
  {
    let outcomes = ["visit", "conversion", "spend"]
    let cells = outcomes.flatMap { outcome in
      ["mean", "logistic"].map { propensity in
        """
        ```{estimate aipw #\(outcome)-\(propensity)}
        data: pair
        outcome: \(outcome)
        treatment: mailed
        controls: \(EmailTest.covariates)
        models: {outcome: linear, propensity: \(propensity)}
        folds: fold
        ```
        """
      }
    }
    let result = EmailTest.run(
      """
      ```{sql #pair}
      SELECT *, segment <> 'No E-Mail' AS mailed, (row_number() OVER () - 1) % 5 AS fold
      FROM customers WHERE segment <> '\(without)'
      ```

      \(cells.joined(separator: "\n\n"))
      """)
    #expect(result.problems == [])
    let reference = try ReferenceFile("hillstrom_ate.json")
    for outcome in outcomes {
      for (propensity, key) in [("mean", "aipw_cf5_const"), ("logistic", "aipw_cf5_logit")] {
        for (value, field) in [("ate", "ate"), ("ate.se", "se")] {
          let expected = try reference.number("ate", name, outcome, key, field)
          let found = result.number("\(outcome)-\(propensity)", value)
          #expect(abs(found / expected - 1) < 1e-8, "\(outcome) \(propensity) \(value)")
        }
      }
    }
  }
}
