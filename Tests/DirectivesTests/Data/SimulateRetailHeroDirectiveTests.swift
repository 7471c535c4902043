import Execution
import Testing

struct SimulateRetailHeroDirectiveTests {
  @Test func `gives its columns and the truth`() {
    let notebook = NotebookHarness(
      """
      ```{simulate retail-hero #d}
      rows: 300
      ```
      ```{describe #t}
      columns: [_tau]
      ```

      """)
    #expect(notebook.problems == [])
    #expect(notebook.number("d", "rows") == 300)
    #expect(notebook.number("d", "columns") == 30)
    #expect(notebook.value("d", "origin") == .text("simulated"))
    #expect(notebook.number("t", "count[_tau]") == 300)
  }

  @Test func `redemptions may go unrecorded`() {
    func missing(_ keys: String) -> Double {
      NotebookHarness(
        "```{simulate retail-hero #d}\nrows: 400\n\(keys)\n```\n```{describe #t}\n```\n"
      ).number("t", "missing[frd_transformed]")
    }
    #expect(missing("redeemed: true") > 20)
    #expect(missing("redeemed: false") == 0)
  }

  @Test func `learners find whom to text, and texting them pays`() throws {
    // A third of the customers: the claims are of signs and of p, which more rows only sharpen.
    let notebook = NotebookHarness(
      """
      ```{simulate retail-hero #customers}
      rows: 60000
      ```
      ```{split #half}
      data: customers
      test: 0.6
      stratify: treatment_flg
      ```
      ```{fit #zoo}
      data: half.train
      outcome: target
      treatment: treatment_flg
      features: [age, n_orders, express_points_spent_per_order, avg_paid_per_order]
      propensity: 0.5
      learners:
        s: s-learner
        dr: dr-learner
        forest: {kind: causal-forest, trees: 200}
      ```
      ```{evaluate #judged}
      data: half.test
      scores: [s, dr, forest]
      ```
      ```{policy threshold #act}
      model: s
      data: half.test
      cost: 1
      revenue: 30
      ```
      ```{value #worth}
      data: half.test
      policies: [act, none]
      reference: none
      cost: 1
      revenue: 30
      ```

      """)
    #expect(notebook.problems == [])
    for learner in ["s", "dr", "forest"] {
      #expect(notebook.number("judged", "autoc[\(learner)]") > 0, "\(learner)")
      #expect(notebook.number("judged", "autoc.p[\(learner)]") < 0.001, "\(learner)")
    }
    let gain = try #require(notebook.interval("worth", "gain.ci[act]"))
    #expect(gain.0 > 0)
  }
}
