import Execution
import TestSupport
import Testing

struct GraphDirectiveTests {
  private func graph(_ body: String, _ keys: String = "treatment=t outcome=y") -> NotebookHarness {
    NotebookHarness("```{graph #g \(keys)}\n\(body)\n```\n")
  }

  @Test func `the ways to an effect are said by name`() {
    let result = graph(
      "# what we believe\nincome -> t, y\nhours -> y\n`e mail` -> income\nt -> y\nu [unobserved] -> y"
    )
    #expect(result.problems == [])
    #expect(result.value("g", "backdoor") == .text("income"))
    #expect(result.number("g", "backdoor.count") == 1)
    #expect(result.value("g", "instruments") == .text("none"))
    #expect(result.outcome("g")?.result?.charts.count == 1)
  }

  @Test func `where there is no set the open path is named`() {
    let result = graph("t <-> y\nt -> y")
    #expect(result.value("g", "backdoor") == .text("none"))
    #expect(result.value("g", "frontdoor") == .text("none"))
    let verdicts = result.outcome("g")?.result?.items.compactMap { item -> String? in
      if case .verdict(let text) = item { return text }
      return nil
    }
    #expect(verdicts?.first?.contains("t ↔ y stays open") == true)
    #expect(verdicts?.first?.contains("not observed") == true)
  }

  @Test func `a circle is located at the edge that closes it`() {
    let result = graph("t -> y\ny -> z\n  z -> t")
    #expect(result.problems == ["4: error – graph.cycle"])
    #expect(result.messages[0].contains("t → y → z → t"))
    #expect(result.run.diagnostics[0].range?.lower.column == 5)
  }

  @Test func `lines that are no edges are located`() {
    #expect(graph("t -> y\nt > z").problems == ["3: error – graph.syntax"])
    #expect(graph("t -> y\na -> , b").problems == ["3: error – graph.syntax"])
    #expect(graph("t -> y\na [hidden]").problems == ["3: error – graph.syntax"])
    #expect(graph("", "treatment=t").problems.contains("1: error – graph.empty"))
    let misspelt = graph("price -> y", "treatment=pric outcome=y")
    #expect(misspelt.problems == ["1: error – graph.unknownVariable"])
    #expect(misspelt.messages[0].contains("did you mean “price”?"))
  }

  /// x causes t and y; k has three levels and causes nothing.
  private static let csv: String = {
    var rows = ["x,t,y,k"]
    var noise = LinearCongruence(seed: 7)
    for i in 0..<400 {
      let x = noise.uniform()
      let t = x + noise.uniform()
      rows.append("\(x),\(t),\(2 * t + 3 * x + noise.uniform()),\(["a", "b", "c"][i % 3])")
    }
    return rows.joined(separator: "\n") + "\n"
  }()

  private func tested(_ body: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```

      ```{graph #g treatment=t outcome=y data=d}
      \(body)
      ```

      ```{estimate ols #o}
      data: d
      outcome: y
      treatment: t
      controls: g
      ```
      """, files: ["d.csv": Self.csv])
  }

  @Test func `claims are tested on the data`() {
    let right = tested("x -> t, y\nt -> y\nk")
    #expect(right.problems == [])
    #expect(right.number("g", "implications") == 3)
    #expect(right.number("g", "implications.tested") == 3)
    #expect(right.number("g", "implications.rejected") == 0)
    // The edge x -> y is missing: x and y are not independent given t.
    let wrong = tested("x -> t\nt -> y\nk")
    #expect(wrong.problems == ["5: warning – graph.rejected"])
    #expect(wrong.number("g", "p[y ⊥ x | t]") < 1e-6 || wrong.number("g", "p[x ⊥ y | t]") < 1e-6)
  }

  @Test func `an estimate takes its controls from the graph and says so`() {
    let result = tested("x -> t, y\nt -> y\nk")
    // With x held fixed the slope is 2 by construction, without it 2 + 3·cov(x, t)/var(t) = 3.5.
    #expect(abs(result.number("o", "ate") - 2) < 0.2)
    #expect(result.number("o", "coef[x]").isFinite)
    #expect(
      result.outcome("o")?.result?.notes.contains {
        $0.contains("from the graph “g”") && $0.contains("x closes every back-door path")
      } == true)
  }

  @Test func `without a set the controls are an error that says why`() {
    let result = tested("u [unobserved] -> t, y\nt -> y\nx -> t")
    #expect(result.problems.contains("15: error – controls.noSet"))
    #expect(result.messages.contains { $0.contains("t ← u → y") })
  }

  @Test func `a variable that is no column is warned about`() {
    let result = tested("x -> t, y\nt -> y\nkk -> y")
    #expect(result.problems.contains("8: warning – graph.column"))
  }
}
