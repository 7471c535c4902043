import Execution
import Platform
import TestSupport
import Testing

struct ValueDirectiveTests {
  private func run(
    _ keys: String, kind: String = "threshold", policy: String = "data: half.train\ncost: 0.1",
    arms: String = "[mail]", file: String = TrialFile.csv()
  ) -> NotebookHarness {
    NotebookHarness(
      TrialFile.notebook(
        arms: arms,
        """
        ```{policy \(kind) #rule}
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
        "By other estimators, per customer", "In total, for the 600 rows valued",
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

  @Test func `a known truth values policies exactly, also levels that no row had`() throws {
    // Profit of a price p: p·(10 − a·p), a known; prices 1, 2 and 3 were tried.
    var lines = ["a,price,sold,_a"]
    for row in 0..<300 {
      let (a, price) = (row % 2 == 0 ? 1 : 2, 1 + row / 2 % 3)
      lines.append("\(a),\(price),\(10 - a * price),\(a)")
    }
    let notebook = NotebookHarness(
      """
      ```{load #shop}
      source: shop.csv
      ```
      ```{value #worth}
      treatment: {column: price, as: arms}
      control: 1
      propensity: {1: 1/3, 2: 1/3, 3: 1/3}
      reward: price * sold
      truth: price * (10 - _a * price)
      estimator: [dr, truth]
      folds: 1
      features: [a]
      policies:
        best: case when a = 1 then 3 else 2 end
        beyond: case when a = 1 then 5 else 2.5 end
      reference: 3
      ```

      """, files: ["shop.csv": lines.joined(separator: "\n") + "\n"])
    #expect(notebook.problems == [])
    // a = 1: 3·7 = 21; a = 2: 2·6 = 12. Beyond: 5·5 = 25 and 2.5·5 = 12.5. All at 3: 21 and 12.
    #expect(abs(notebook.number("worth", "profit.truth[best]") - 16.5) < 1e-9)
    #expect(abs(notebook.number("worth", "profit.dr[best]") - 16.5) < 1e-6)
    #expect(abs(notebook.number("worth", "profit.truth[beyond]") - 18.75) < 1e-9)
    #expect(notebook.value("worth", "profit.dr[beyond]") == .missing)
    #expect(abs(notebook.number("worth", "gain.truth[beyond]") - (18.75 - 16.5)) < 1e-9)
    #expect(
      notebook.outcome("worth")?.result?.notes.contains {
        $0.hasPrefix("beyond gives ") && $0.contains("which no row had")
      } == true)
  }

  @Test func `real data leave the truth out, and say so`() throws {
    let notebook = run(
      "data: half.test\npolicies: [rule]\nestimator: [dr, truth]\ntruth: 1 + _tau",
      file: TrialFile.real())
    #expect(notebook.problems == [])
    let result = try #require(notebook.outcome("worth")?.result)
    #expect(result.notes.contains { $0.hasPrefix("No truth is known") })
    #expect(result.charts.first?.series.map(\.name) == ["DR"])
  }

  @Test func `a lottery draws evenly among several arms`() {
    let notebook = run(
      "data: half.test\npolicies: [random, mail, call, none]\nshare: 2/3\nestimator: [dr]",
      arms: "[mail, call]", file: TrialFile.csv(rows: 600, arms: ["none", "mail", "call"]))
    #expect(notebook.problems == [])
    let thirds = ["mail", "call", "none"].map { notebook.number("worth", "profit[\($0)]") }
    #expect(abs(notebook.number("worth", "profit[random]") - thirds.reduce(0, +) / 3) < 1e-9)
    #expect(abs(notebook.number("worth", "share[random]") - 2.0 / 3) < 1e-12)
  }

  @Test func `a sweep values every step, and rules decide anew`() throws {
    let notebook = run(
      "data: half.test\npolicies: [rule, all, none]\nsweep: {revenue: [2, 1], cost: [0.1]}")
    #expect(notebook.problems == [])
    #expect(
      notebook.number("worth", "profit[rule]")
        == notebook.number("worth", "profit[rule, revenue=2, cost=0.1]"))
    let (dear, cheap) = (
      notebook.number("worth", "share[rule, revenue=1, cost=0.1]"),
      notebook.number("worth", "share[rule, revenue=2, cost=0.1]")
    )
    #expect(dear < cheap)
    #expect(notebook.number("worth", "gain.se[rule, revenue=1, cost=0.1]") > 0)
    let own = run("data: half.test\npolicies: [rule, all, none]")
    #expect(
      own.number("worth", "profit[rule]")
        == notebook.number("worth", "profit[rule, revenue=1, cost=0.1]"))
    let result = try #require(notebook.outcome("worth")?.result)
    #expect(
      result.charts.first?.panels.map(\.title) == ["revenue=2, cost=0.1", "revenue=1, cost=0.1"])
    #expect(result.tables.first?.rows.count == 6)
    #expect(
      run("data: half.test\npolicies: [rule]\nsweep: {revenues: [1]}").problems
        == ["26: error – value.sweep"])
  }

  @Test func `the bootstrap agrees with the analytic interval`() throws {
    let notebook = run("data: half.test\npolicies: [rule, all]\nbootstrap: 300")
    #expect(notebook.problems == [])
    for name in ["profit", "gain"] {
      let analytic = try #require(notebook.interval("worth", "\(name).ci[rule]"))
      let drawn = try #require(notebook.interval("worth", "\(name).bootstrap.ci[rule]"))
      #expect(abs((drawn.1 - drawn.0) / (analytic.1 - analytic.0) - 1) < 0.25)
    }
  }

  @Test func `totals and the chance of a loss are told`() {
    let notebook = run("data: half.test\npolicies: [rule, all]")
    let rows = notebook.number("worth", "rows")
    #expect(
      abs(
        notebook.number("worth", "profit.sum.se[rule]")
          / (rows * notebook.number("worth", "profit.se[rule]")) - 1) < 1e-12)
    #expect(notebook.number("worth", "loss.p[rule]") < 0.05)
  }

  @Test func `repeats show that a rule looks best on the rows it was learned from`() throws {
    let notebook = NotebookHarness(
      TrialFile.notebook(
        """
        ```{fit t-learner #keen}
        data: trial
        outcome: y
        treatment: arm
        control: none
        features: [noise, region]
        propensity: design
        models: {boosting: {trees: 40, depth: 5, rate: 0.3}}
        ```
        ```{policy threshold #keen_rule}
        data: trial
        model: keen
        cost: 0.2
        ```
        ```{policy threshold #rule}
        data: trial
        model: tau
        cost: 0.2
        ```
        ```{value #worth}
        data: trial
        policies: [rule, keen_rule, all]
        repeats: 5
        allow: in-sample
        ```
        """), files: ["trial.csv": TrialFile.csv(rows: 600)])
    #expect(notebook.problems == [])
    #expect(notebook.number("worth", "gain.splits.mean[rule]") > 0)
    #expect(notebook.number("worth", "optimism[keen_rule]") > 0.05)
    #expect(
      notebook.number("worth", "optimism[keen_rule]") > notebook.number("worth", "optimism[rule]"))
    #expect(abs(notebook.number("worth", "optimism[all]")) < 0.1)
    #expect(notebook.number("worth", "optimism[winner]") > 0)
    let sd = notebook.number("worth", "gain.splits.sd[rule]")
    #expect(
      abs(notebook.number("worth", "gain.splits.se[rule]") - sd * (0.2 + 3 / 7.0).squareRoot())
        < 1e-12)
    let result = try #require(notebook.outcome("worth")?.result)
    #expect(result.charts.last?.kind == "splits")
  }

  @Test func `repeats learn every kind of rule anew`() throws {
    let rules = [
      ("tree #a", "depth: 1"), ("classifier #b", "learner: {logistic: {ridge: 1}}"),
      ("budget #c", "share: 0.3"), ("best-share #d", "replicates: 20"),
    ]
    let cells = rules.map { "```{policy \($0)}\ndata: half.test\nmodel: tau\n\($1)\n```" }
    let notebook = NotebookHarness(
      TrialFile.notebook(
        cells.joined(separator: "\n") + """

          ```{value #worth}
          data: half.test
          policies: [a, b, c, d]
          repeats: 3
          allow: in-sample
          ```
          """), files: ["trial.csv": TrialFile.csv(rows: 1600)])
    #expect(notebook.problems == [])
    for rule in ["a", "b", "c", "d"] {
      // Rules that were kept would have the same share of learning rows in every split.
      #expect(notebook.number("worth", "gain.splits.mean[\(rule)]") > 0)
      #expect(notebook.number("worth", "gain.splits.sd[\(rule)]") > 0)
    }
    let notes = try #require(notebook.outcome("worth")?.result?.notes)
    #expect(notes.contains { $0.hasPrefix("a, b, c, d are learned anew on each split") })
  }

  @Test func `zero cost and negative revenue are valued as what they are`() {
    let free = run(
      "data: half.test\npolicies: [rule, all, none]", policy: "data: half.train\ncost: 0")
    #expect(free.problems == [])
    // Where treatment is free, all who gain are treated: those with x above 0.3.
    #expect(abs(free.number("worth", "share[rule]") - 0.7) < 0.2)
    #expect(free.number("worth", "gain[rule]") > 0)
    let harmful = run(
      "data: half.test\npolicies: [rule, all, none]",
      policy: "data: half.train\ncost: 0\nrevenue: -1")
    #expect(harmful.problems == [])
    // The outcome costs money: only those whose outcome falls are treated.
    #expect(abs(harmful.number("worth", "share[rule]") - 0.3) < 0.2)
    #expect(harmful.number("worth", "profit[none]") < 0)
    #expect(harmful.number("worth", "gain[all]") < 0)
    #expect(
      harmful.number("worth", "gain[rule]") > harmful.number("worth", "gain[all]"))
  }

  @Test func `a condition leaves rows out, and a gap in a policy is refused`() {
    let notebook = run("data: half.test\npolicies: [rule]\nwhere: x > 0.5")
    #expect(notebook.problems == [])
    #expect(notebook.number("worth", "rows") < 350)
    let gap = run(
      "data: half.test\npolicies:\n  near: case when x > 0.4 then 'mail' end")
    #expect(gap.problems == ["26: error – value.unknownPolicy"])
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

  @Test(arguments: ["threshold", "best-arm", "budget"])
  func `a rule that follows from its model may be decided and valued on other rows`(_ kind: String)
  {
    let limit = kind == "budget" ? "\nshare: 0.3" : ""
    let notebook = run(
      "data: half.test\npolicies: [rule]", kind: kind, policy: "data: half.test" + limit)
    #expect(notebook.problems == [])
    #expect(notebook.outcome("worth")?.result?.stamps == [])
  }

  @Test(arguments: [
    ("policies: [rulee]", "24: error – value.unknownPolicy"),
    ("policies: [rule]\nreference: nobody", "25: error – value.unknownPolicy"),
    ("policies: [rule]\nestimator: [truth]", "23: error – judge.impossible"),
  ])
  func `what is wrong is said where it stands`(keys: String, problem: String) {
    #expect(run("\(keys)\ndata: half.test").problems == [problem])
  }

  @Test(.needsData)
  func `the Hillstrom test gives the reference values`() {
    let notebook = EmailTest.run(
      """
      \(EmailTest.learner)
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
      """)
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
