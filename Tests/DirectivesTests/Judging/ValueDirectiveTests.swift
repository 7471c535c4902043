import Execution
import Platform
import TestSupport
import Testing

struct ValueDirectiveTests {
  private func run(
    _ keys: String, policy: String = "cost: 0.1", arms: String = "[mail]",
    file: String = TrialFile.csv()
  ) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(
        arms: arms,
        """
        ```{policy threshold #rule}
        data: half.train
        arms: [mail]
        \(policy)
        ```
        ```{value #worth}
        \(keys)
        ```
        """), files: ["trial.csv": file])
  }

  @Test func `a good rule is worth more than none, all and chance`() throws {
    let notebook = run("data: half.test\npolicies: [rule, all, none, random]")
    #expect(notebook.problems == [])
    #expect(notebook.number("worth", "gain[rule]") > 0)
    #expect(notebook.number("worth", "gain.p[rule]") < 0.05)
    #expect(notebook.number("worth", "over.all[rule]") > 0)
    #expect(notebook.number("worth", "over.random[rule]") > 0)
    #expect(notebook.number("worth", "gain[none]") == 0)
    #expect(notebook.number("worth", "share[all]") == 1)
    #expect(
      abs(notebook.number("worth", "share[random]") - notebook.number("worth", "share[rule]"))
        < 1e-12)
    #expect(notebook.number("worth", "profit[rule]") == notebook.number("worth", "profit.dr[rule]"))
    #expect(notebook.number("worth", "profit.ips.se[rule]") > 0)
    #expect(try #require(notebook.interval("worth", "gain.dr.ci[rule]")).0 > 0)
    let result = try #require(notebook.outcome("worth")?.result)
    #expect(
      result.tables.map(\.title) == [
        "Value of policies, per customer", "Paired contrasts, per customer",
        "By other estimators, per customer",
      ])
    #expect(result.charts.first?.series.map(\.name) == ["DR", "SNIPS", "IPS"])
  }

  @Test func `amounts can be told for a thousand customers`() {
    let one = run("data: half.test\npolicies: [rule]")
    let thousand = run("data: half.test\npolicies: [rule]\nper: 1000")
    #expect(
      abs(thousand.number("worth", "profit[rule]") / one.number("worth", "profit[rule]") - 1000)
        < 1e-6)
    #expect(
      thousand.number("worth", "profit.sum[rule]") == one.number("worth", "profit.sum[rule]"))
  }

  @Test func `expressions are policies too`() {
    let notebook = run(
      "data: half.test\ncost: 0.1\npolicies:\n  near: x > 0.4\n  named: case when x > 0.4 then 'mail' else 'none' end"
    )
    #expect(notebook.problems == [])
    #expect(notebook.number("worth", "profit[near]") == notebook.number("worth", "profit[named]"))
    #expect(notebook.number("worth", "over.all[near]") > 0)
  }

  @Test func `an arm's label treats everybody with it, at its own cost`() {
    let file = TrialFile.csv(rows: 1800, arms: ["none", "mail", "call"])
    let notebook = run(
      "data: half.test\npolicies: [rule, call, none]\ncost: {mail: 0.1, call: 0.15}",
      arms: "[mail, call]", file: file)
    #expect(notebook.problems == [])
    #expect(notebook.number("worth", "share[call]") == 1)
    #expect(abs(notebook.number("worth", "gain[call]") - 0.05) < 0.15)
    let all = run("data: half.test\npolicies: [rule, call, all]", arms: "[mail, call]", file: file)
    #expect(all.problems == ["25: error – policy.severalArms"])
  }

  @Test func `a policy's own rows are stamped and warned about`() {
    let notebook = run("data: half.train\npolicies: [rule]")
    #expect(notebook.problems == ["25: warning – value.inSample"])
    #expect(notebook.outcome("worth")?.result?.stamps == ["in-sample: rule"])
  }

  @Test(arguments: [
    ("policies: [rulee]", "24: error – value.unknownPolicy"),
    ("policies: [rule]\nreference: nobody", "25: error – value.unknownPolicy"),
    ("policies: [rule]\nestimator: [truth]", "23: error – judge.impossible"),
  ])
  func `what is wrong is said where it stands`(keys: String, problem: String) {
    #expect(run("\(keys)\ndata: half.test").problems == [problem])
  }

  @Test(.enabled(if: SharedData.hasData, "\(SharedData.reason)"))
  func `the Hillstrom test gives the reference values`() {
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
      ```{policy threshold #rule}
      cost: 0.05
      folds: 1
      ```
      ```{value #worth}
      data: customers
      policies: [rule, all, none]
      folds: 1
      allow: in-sample
      ```

      """, data: SharedData.dataFolder)
    #expect(notebook.problems == [])
    let expected = [
      ("share[rule]", 0.5463893378305577), ("profit.ips[rule]", 0.11936973414145774),
      ("profit.ips.se[rule]", 0.0024755926955196336), ("profit.snips[rule]", 0.11904214628766244),
      ("profit.snips.se[rule]", 0.0024010797144338285), ("profit.dr[rule]", 0.11925346534064626),
      ("profit.dr.se[rule]", 0.002394506008594079), ("over.all[rule]", 0.01780319562237984),
      ("over.all.se[rule]", 0.001988206153403702), ("gain[rule]", 0.013212828664381056),
      ("gain.se[rule]", 0.0024950558340993204), ("gain.ips[rule]", 0.013202457318027725),
    ]
    for (key, value) in expected {
      #expect(abs(notebook.number("worth", key) - value) < 1e-9, "\(key)")
    }
    #expect(abs(notebook.number("rule", "value") - 0.11925346534064626) < 1e-9)
  }
}
