import Execution
import Numerics
import Testing

/// What doubly robust scores rest on where `models:` is not given.
struct DefaultNuisancesTests {
  /// Those with x² above its mean are treated more often, and fare worse anyway; the effect is 1.
  private static let confounded: String = {
    var stream = RandomStream(seed: 4, purpose: "confounded")
    var lines = ["x,t,y"]
    for _ in 0..<3000 {
      let x = stream.normal()
      let treated = stream.bernoulli(x * x > 1 ? 0.7 : 0.3) ? 1 : 0
      lines.append("\(x),\(treated),\(Double(treated) - 2 * min(x * x, 4) + 0.5 * stream.normal())")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func run(_ keys: String) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #seen}
      source: seen.csv
      ```
      ```{evaluate #judged}
      scores: [x]
      outcome: y
      treatment: t
      features: [x]
      \(keys)
      ```
      """, files: ["seen.csv": Self.confounded])
  }

  @Test func `what was not randomised is modelled in any shape`() throws {
    let standard = run("")
    #expect(standard.problems == [])
    #expect(abs(standard.number("judged", "ate") - 1) < 0.1)
    let notes = try #require(standard.outcome("judged")?.result?.notes)
    #expect(notes.contains { $0.contains("one boosting outcome model per arm") })
    #expect(abs(run("models: linear").number("judged", "ate") - 1) > 0.3, "lines miss x²")
  }

  @Test func `a known propensity needs no more than lines`() throws {
    let notes = try #require(run("propensity: 0.5").outcome("judged")?.result?.notes)
    #expect(notes.contains { $0.contains("one linear outcome model per arm") })
  }
}
