import Execution
import Testing

/// Segments and interpretations of a treatment that is an amount: effects are slopes.
struct SlopeSegmentsTests {
  /// The slope is x − 0.3, its mean 0.2.
  private func run(_ directive: String, _ keys: String = "") -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #trial}
      source: doses.csv
      ```
      ```{split #half}
      data: trial
      test: 0.5
      ```
      ```{fit linear-dml #tau}
      data: half.train
      outcome: profit
      treatment: dose
      features: [x, noise]
      propensity: design
      models: linear
      ```
      ```{\(directive) #told}
      data: half.test
      model: tau
      \(keys)
      ```
      """, files: ["doses.csv": DoseFile.csv(rows: 2000)])
  }

  @Test func `quantiles of predicted slopes are told by slopes`() {
    let notebook = run("segment quantiles", "groups: 2")
    #expect(notebook.problems == [])
    #expect(abs(notebook.number("told", "effect[1]") - 0.45) < 0.06)
    #expect(abs(notebook.number("told", "effect[2]") + 0.05) < 0.06)
  }

  @Test func `clusters and trees tell slopes too`() throws {
    let clusters = run("segment kmeans", "columns: [x, noise]\nk: 2")
    #expect(clusters.problems == [])
    let mean =
      clusters.number("told", "share[1]") * clusters.number("told", "effect[1]")
      + clusters.number("told", "share[2]") * clusters.number("told", "effect[2]")
    #expect(abs(mean - 0.2) < 0.05)
    for verb in ["segment", "interpret"] {
      let tree = run("\(verb) tree", "depth: 1")
      #expect(tree.problems == [])
      let prefix = verb == "segment" ? "effect" : "leaf"
      let values = try #require(tree.outcome("told")?.result?.values)
      let key = try #require(values.keys.first { $0.hasPrefix("\(prefix)[x ≤ 0.") })
      #expect(abs(tree.number("told", key) + 0.05) < 0.08)
    }
  }

  @Test func `importance, profile and dependence find what makes the slope`() throws {
    let importance = run("interpret importance", "repeats: 3")
    #expect(importance.problems == [])
    #expect(importance.value("told", "first") == .text("x"))
    let profile = run("interpret profile")
    #expect(profile.problems == [])
    #expect(profile.number("told", "effect.top") > profile.number("told", "effect.bottom") + 0.5)
    let dependence = run("interpret dependence", "x: x")
    #expect(dependence.problems == [])
    #expect(abs(dependence.number("told", "min") + 0.3) < 0.1)
    #expect(abs(dependence.number("told", "max") - 0.7) < 0.1)
  }

  @Test func `the best share of slopes ends where one unit more loses`() throws {
    let notebook = run("policy best-share")
    #expect(notebook.problems == [])
    // The slope is above zero for x from 0.3 on.
    let interval = try #require(notebook.interval("told", "best.ci"))
    #expect(interval.0 < 0.7 && 0.7 < interval.1)
    #expect(abs(notebook.number("told", "best") - 0.7) < 0.15)
    // ∫ (x − 0.3) dx from 0.3 to 1 is 0.245.
    #expect(abs(notebook.number("told", "best.value") - 0.245) < 0.05)
    #expect(abs(notebook.number("told", "share") - notebook.number("told", "best")) < 0.02)
    guard case .text(let rule)? = notebook.value("told", "rule") else {
      Issue.record("no rule")
      return
    }
    #expect(rule.hasPrefix("Those where 1 · effect − 0 is at least "), "\(rule)")
    // A unit that costs 0.4 pays for x from 0.7 on, one that costs 5 for nobody.
    let dear = run("policy best-share", "cost: 0.4")
    #expect(abs(dear.number("told", "best") - 0.3) < 0.15)
    let never = run("policy best-share", "cost: 5")
    #expect(never.number("told", "share") == 0)
    #expect(never.value("told", "rule") == .text("No more for everybody: no share earns anything."))
  }

  @Test func `the best share of slopes on the model's own rows warns once`() {
    let notebook = NotebookHarness(
      """
      ```{load #trial}
      source: doses.csv
      ```
      ```{fit linear-dml #tau}
      outcome: profit
      treatment: dose
      features: [x]
      propensity: design
      models: linear
      ```
      ```{policy best-share #reach}
      ```

      """, files: ["doses.csv": DoseFile.csv(rows: 600)])
    #expect(notebook.problems.count == 1)
    #expect(notebook.problems.first?.hasSuffix("warning – judge.inSample") == true)
  }

  @Test func `what needs arms or an outcome without treatment is refused with the way out`() {
    #expect(run("segment grid").problems == ["16: error – segment.baseline"])
    for kind in ["threshold", "tree", "budget", "best-arm", "classifier"] {
      let keys = kind == "budget" ? "share: 0.1" : ""
      #expect(run("policy \(kind)", keys).problems == ["18: error – policy.slope"], "\(kind)")
    }
  }
}
