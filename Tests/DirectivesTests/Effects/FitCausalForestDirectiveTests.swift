import TestSupport
import Testing

struct FitCausalForestDirectiveTests {
  /// A trial of 600 rows: the effect is 2 for the young and 0 for others, with the truth beside.
  static let trial: String = {
    var rows = ["id,age,region,arm,y,tau"]
    var noise = LinearCongruence(seed: 12_345)
    for id in 0..<600 {
      let age = 20 + Int(60 * noise.uniform())
      let region = ["north", "south", ""][Int(3 * noise.uniform())]
      let isMailed = noise.uniform() < 0.5
      let tau = age < 50 ? 2.0 : 0
      let error = noise.uniform() + noise.uniform() + noise.uniform() - 1.5
      rows.append(
        "\(id),\(age),\(region),\(isMailed ? "mail" : "none"),\(0.01 * Double(age) + (isMailed ? tau : 0) + error),\(tau)"
      )
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  static func notebook(
    _ kind: String, _ keys: String, then more: String = ""
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{fit \(kind) #tau}
      outcome: y
      treatment: arm
      control: none
      features: [age, region]
      propensity: 0.5
      \(keys)
      ```

      \(more)

      """, files: ["people.csv": trial])
  }

  @Test func `gives averages, effects, accuracy and importance`() {
    let forest = Self.notebook(
      "causal-forest", "trees: 200\nmodels: forest\nfeatures-per-split: 20\ntruth: tau")
    #expect(forest.problems == [])
    #expect(abs(forest.number("tau", "ate") - 1) < 0.3)
    #expect(forest.number("tau", "ate.se") > 0)
    #expect(forest.number("tau", "pehe") < 0.5)
    #expect(abs(forest.number("tau", "bias")) < 0.2)
    #expect(forest.number("tau", "coverage") > 0.5)
    #expect(forest.number("tau", "importance[age]") > 0.8)
    #expect(abs(forest.number("tau", "calibration.mean") - 1) < 0.3)
    #expect(forest.number("tau", "calibration.differential.p") < 0.001)
    #expect(forest.number("tau", "projection[age]") < 0)
    #expect(forest.number("tau", "nuisance.outcome.r2") > 0)
  }

  @Test func `a model that takes no missing values says so before anything is fitted`() {
    let notebook = Self.notebook("causal-forest", "models: linear")
    #expect(notebook.problems.count == 1)
    #expect(notebook.messages.first?.contains("linear takes no missing values") == true)
  }

  @Test func `says what it assumed`() throws {
    let notebook = Self.notebook("causal-forest", "trees: 50\nmin-leaf: 10\nhonesty: true")
    let notes = try #require(notebook.outcome("tau")?.result?.notes)
    #expect(
      notes.contains {
        $0.hasPrefix("Base learners are the defaults: boosting for outcomes, a forest")
      })
    #expect(notes.contains { $0.hasPrefix("50 trees, honest.") })
    #expect(notes.contains { $0.hasSuffix("leaves of 10 rows or more on each side.") })
  }

  @Test func `its own rows are predicted out of bag, others by all trees, both with intervals`() {
    let more = """
      ```{predict #own}
      model: tau
      interval: true
      ```

      ```{predict #as-is}
      model: tau
      fitted: true
      column: all
      ```
      """
    let notebook = Self.notebook("causal-forest", "trees: 50\nmodels: forest", then: more)
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("own", "mean") - notebook.number("tau", "cate.mean")) < 1e-12)
    #expect(abs(notebook.number("own", "max") - notebook.number("tau", "cate.max")) < 1e-12)
    #expect(notebook.number("as-is", "max") != notebook.number("own", "max"))
    #expect(
      notebook.number("own", "people.columns") == 9
        && notebook.number("as-is", "people.columns") == 10)
  }

  @Test func `judging, drawing and acting read it as any model`() {
    let more = """
      ```{evaluate #judged}
      model: tau
      data: people
      ```

      ```{plot effects #line}
      model: tau
      x: age
      ```

      ```{policy threshold #act}
      model: tau
      cost: 0.5
      ```
      """
    let notebook = Self.notebook("causal-forest", "trees: 50\nmodels: forest", then: more)
    #expect(notebook.problems.allSatisfy { !$0.contains("error") })
    #expect(notebook.number("line", "max") > 1.2)
    #expect(notebook.number("line", "min") < 0.6)
  }

  @Test func `a share that intervals forbid is an error at its place`() {
    let notebook = Self.notebook("causal-forest", "sample: 0.8")
    #expect(notebook.problems == ["11: error – forest.parameters"])
    #expect(
      Self.notebook("causal-forest", "sample: 0.8\ninference: none\ntrees: 100").problems == [])
  }

  @Test func `few rows are an error and no crash`() {
    let notebook = NotebookHarness(
      """
      ```{load #people}
      source: people.csv
      ```

      ```{fit causal-forest #tau}
      outcome: y
      treatment: arm
      features: [x]
      ```

      """, files: ["people.csv": "x,arm,y\n1,0,1\n2,1,2\n3,0,3\n4,1,5\n"])
    #expect(notebook.problems == ["7: error – fit.tooFewRows"])
  }
}
