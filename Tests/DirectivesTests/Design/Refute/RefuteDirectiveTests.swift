import Execution
import Platform
import TestSupport
import Testing

struct RefuteDirectiveTests {
  /// x causes t and y, the effect of t is 2; with `noise` the effect drowns.
  private static func csv(rows: Int, noise: Double, effect: Double) -> String {
    var lines = ["x,t,y,k"]
    var random = LinearCongruence(seed: 11)
    func next() -> Double { random.uniform() - 0.5 }
    for i in 0..<rows {
      let x = next()
      let t = x + 2 * next() > 0 ? 1.0 : 0
      let y = effect * t + 3 * x + noise * (next() + next())
      lines.append("\(x),\(t == 1 ? 1 : 0),\(y),\(["a", "b"][i % 2])")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func notebook(
    _ refute: String, estimate: String = "ols", keys: String = "controls: [x]", rows: Int = 300,
    noise: Double = 1, effect: Double = 2
  ) -> NotebookHarness {
    NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```

      ```{estimate \(estimate) #e}
      outcome: y
      treatment: t
      \(keys)
      ```

      ```{refute #r}
      \(refute)
      ```
      """, files: ["d.csv": Self.csv(rows: rows, noise: noise, effect: effect)])
  }

  @Test func `a sound estimate passes, and its placebo is near zero`() {
    let result = notebook(
      "by: [random-common-cause, placebo, subset, bootstrap, dummy-outcome]\ndraws: 60")
    #expect(result.problems == [])
    let error = result.number("e", "ate.se")
    #expect(result.number("r", "estimate") == result.number("e", "ate"))
    #expect(
      abs(result.number("r", "mean[random-common-cause]") - result.number("e", "ate")) < error)
    // The mean of 60 permutations has a standard error of about SE/√60.
    #expect(abs(result.number("r", "mean[placebo]")) < 4 * error / 60.0.squareRoot())
    #expect(result.number("r", "beyond[placebo]") == 0)
    #expect(abs(result.number("r", "se.ratio") - 1) < 0.35)
    // The spread of subsets of 80% is SE·√(0.2/0.8).
    #expect(abs(result.number("r", "sd[subset]") / (0.5 * error) - 1) < 0.4)
    for name in ["random-common-cause", "placebo", "subset", "bootstrap", "dummy-outcome"] {
      #expect(result.value("r", "verdict[\(name)]") == .text("passed"))
    }
    #expect(result.outcome("r")?.result?.charts.map(\.kind) == ["refute"])
  }

  @Test func `a shaky estimate is exposed by its placebo`() {
    let result = notebook("by: placebo\ndraws: 80", rows: 60, noise: 12, effect: 0.3)
    #expect(result.value("r", "verdict[placebo]") == .text("questioned"))
    #expect(result.number("r", "beyond[placebo]") > 0.05)
    #expect(result.problems == ["12: warning – refute.questioned"])
  }

  @Test func `refits follow the seed and not the number of threads`() {
    let keys = "by: [placebo, bootstrap]\ndraws: 12"
    let first = notebook(keys)
    let second = notebook(keys)
    for key in ["mean[placebo]", "sd[bootstrap]"] {
      #expect(first.number("r", key) == second.number("r", key))
    }
    // Another refuter beside them moves nothing.
    let third = notebook("by: [subset, placebo]\ndraws: 12")
    #expect(third.number("r", "mean[placebo]") == first.number("r", "mean[placebo]"))
    #expect(
      notebook(keys + "\nseed: 5").number("r", "mean[placebo]")
        != first.number("r", "mean[placebo]"))
  }

  @Test func `an unobserved cause of levels decides a share of the rows`() {
    let result = notebook(
      "by: unobserved\ndraws: 10\nstrength: {treatment: [0, 0.5], outcome: [0, -2]}")
    let estimate = result.number("e", "ate")
    #expect(abs(result.number("r", "mean[unobserved 0, 0]") - estimate) < 1e-12)
    // Half of the rows assigned at random halves the effect.
    #expect(result.number("r", "mean[unobserved 0.5, 0]") < 0.7 * estimate)
    #expect(result.number("r", "mean[unobserved 0.5, -2]") < 0.2 * estimate)
    #expect(result.outcome("r")?.result?.charts.map(\.kind).contains("refute-unobserved") == true)
  }

  @Test func `a share above one is refused`() {
    let result = notebook("by: unobserved\nstrength: {treatment: 1.5, outcome: 1}")
    #expect(result.problems == ["13: error – key.outOfRange"])
  }

  @Test func `an estimate without controls takes no common cause`() {
    let result = notebook("by: random-common-cause", estimate: "difference", keys: "control: 0")
    #expect(result.problems == ["12: error – refute.unsuited"])
    #expect(result.messages.first?.contains("takes no controls") == true)
  }

  @Test func `a weighting estimate is refitted with its propensities`() {
    let result = notebook("by: [placebo, random-common-cause]\ndraws: 10", estimate: "ipw")
    #expect(result.problems == [])
    #expect(abs(result.number("r", "mean[placebo]")) < 0.3 * result.number("e", "ate"))
  }

  @Test func `there has to be an estimate above`() {
    let result = NotebookHarness("```{refute #r}\nby: placebo\n```\n")
    #expect(result.problems == ["1: error – refute.noEstimate"])
  }

  /// Letters sent to every second customer; those who are keen open them and buy more anyway.
  private static let letters =
    "sent,opened,dose,keen,buys\n"
    + (0..<400).map { i in
      let keen = Double((i * 37) % 21 - 10) / 5
      let opened = i % 2 == 1 && keen > -1 ? 1.0 : 0
      let dose = (i / 2) % 3
      let buys = 3 * opened + 2 * keen + Double((i * 53) % 17) / 8 + 1.5 * Double(dose)
      return "\(i % 2),\(Int(opened)),\(dose),\(keen),\(buys)"
    }.joined(separator: "\n") + "\n"

  @Test func `a placebo moves the instruments with the treatment`() {
    let result = NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```

      ```{estimate iv #e}
      outcome: buys
      treatment: opened
      instruments: [sent]
      ```

      ```{refute #r}
      by: [placebo, bootstrap]
      draws: 30
      ```

      """, files: ["d.csv": Self.letters])
    #expect(result.problems == [])
    #expect(result.value("r", "verdict[placebo]") == .text("passed"))
    // With the first stage gone the refits would be wild.
    #expect(result.number("r", "sd[placebo]") < 3 * result.number("e", "ate.se"))
  }

  @Test func `a dose-response is refuted by its slope, or a level`() {
    let result = NotebookHarness(
      """
      ```{load #d}
      source: d.csv
      ```

      ```{estimate dose #e}
      outcome: buys
      treatment: dose
      adjust: [keen]
      ```

      ```{refute #slope}
      model: e
      by: [placebo, random-common-cause, subset]
      draws: 20
      ```

      ```{refute #level}
      model: e
      arm: 2
      by: [placebo]
      draws: 20
      ```

      """, files: ["d.csv": Self.letters])
    #expect(result.problems == [])
    #expect(result.number("slope", "estimate") == result.number("e", "slope"))
    #expect(result.number("level", "estimate") == result.number("e", "effect[2]"))
    #expect(abs(result.number("level", "mean[placebo]")) < 0.5)
  }

  private func model(_ refute: String) -> NotebookHarness {
    CustomerFile.fit(
      "t-learner",
      more: """
        ```{refute #r}
        model: tau
        \(refute)
        ```
        """)
  }

  @Test func `the average effect of a model is refitted`() {
    let result = model("by: [placebo, random-common-cause]\ndraws: 12")
    #expect(result.number("r", "estimate") == result.number("tau", "ate"))
    #expect(abs(result.number("r", "mean[placebo]")) < 0.5 * result.number("tau", "ate"))
  }

  @Test func `AUTOC vanishes under a placebo`() {
    let result = model("target: autoc\ndraws: 20")
    // The effect is 2 + x/2 exactly, so every half ranks the other one right.
    #expect(result.number("r", "estimate") > 0.3)
    #expect(abs(result.number("r", "mean[placebo]")) < 0.5 * result.number("r", "estimate"))
    #expect(model("target: autoc\nby: subset").problems == ["17: error – refute.unsuited"])
  }

  @Test(.needsData)
  func `the pricing refutations behave as DoWhy's do`() throws {
    let result = NotebookHarness(
      """
      ```{load #d}
      source: pricing_sample.csv
      fallback: none
      ```

      ```{transform #p}
      data: d
      steps:
        - derive: {log_price: ln(price), log_demand: ln(demand)}
      ```

      ```{estimate ols #o}
      data: p
      outcome: log_demand
      treatment: log_price
      controls: [account_age, age, avg_hours, days_visited, friends_count, has_membership, is_US, songs_purchased, income]
      ```

      ```{refute #r}
      by: [random-common-cause, placebo, subset, unobserved]
      draws: 12
      strength: {treatment: 0.1, outcome: -0.1}
      ```
      """, data: SharedData.dataFolder)
    let estimate = result.number("r", "estimate")
    let numbers = try DoWhyNumbers.pricing()
    #expect(abs(estimate - numbers.value) < 1e-9)
    #expect(abs(result.number("r", "mean[random-common-cause]") - numbers.randomCause) < 2e-3)
    #expect(abs(result.number("r", "mean[subset]") - numbers.subset) < 0.03)
    #expect(abs(result.number("r", "mean[placebo]") - numbers.placebo) < 0.05)
    // One draw of theirs against the mean of ours: their spread is about 0.02.
    #expect(
      abs(result.number("r", "mean[unobserved 0.1, -0.1]") - numbers.unobserved) < 0.06)
  }
}
