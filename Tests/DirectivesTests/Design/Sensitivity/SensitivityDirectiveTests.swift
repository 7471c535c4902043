import Charts
import Execution
import TestSupport
import Testing

struct SensitivityDirectiveTests {
  /// x and z act alike on t and y; the effect of t is 1.
  private static let csv: String = {
    var lines = ["x,z,t,y,b"]
    var noise = LinearCongruence(seed: 3)
    func next() -> Double { noise.uniform() - 0.5 }
    for _ in 0..<2000 {
      let (x, z) = (next(), next())
      let t = x + z + 4 * next()
      let y = t + x + z + next() + next()
      lines.append("\(x),\(z),\(t),\(y),\(x + 2 * next() > 0 ? 1 : 0)")
    }
    return lines.joined(separator: "\n") + "\n"
  }()

  private func notebook(_ cells: String) -> NotebookHarness {
    NotebookHarness("```{load #d}\nsource: d.csv\n```\n\n" + cells, files: ["d.csv": Self.csv])
  }

  private let short = "```{estimate ols #e}\noutcome: y\ntreatment: t\ncontrols: [x]\n```\n\n"

  @Test func `a benchmark foretells what its twin does once it is measured`() throws {
    let result = notebook(
      short
        + "```{estimate ols #long}\noutcome: y\ntreatment: t\ncontrols: [x, z]\n```\n\n"
        + "```{sensitivity #s}\nmodel: e\nbenchmark: [x]\n```\n")
    #expect(result.problems == [])
    // Omitting z, as strong as x, biases e; taking out a confounder like x gives the long estimate.
    let bias = result.number("e", "ate") - result.number("long", "ate")
    #expect(bias > 0.05)
    #expect(
      abs(result.number("s", "adjusted[x]") - result.number("long", "ate")) < 0.25 * bias)
    #expect(result.number("s", "rv") > result.number("s", "rv.alpha"))
    #expect(result.outcome("s")?.result?.charts.map(\.kind) == ["sensitivity"])
    // Every line is named on itself, where the lines are apart, and not at the crowded end.
    let marks = try #require(result.outcome("s")?.result?.charts.first).panels.flatMap(\.marks)
    let lines = marks.compactMap { mark -> LineMark? in
      if case .line(let line) = mark { line } else { nil }
    }
    let labels = marks.compactMap { mark -> TextMark? in
      if case .text(let text) = mark, text.isCentred { text } else { nil }
    }
    #expect(lines.count == labels.count && labels.contains { $0.text == "0" })
    for (line, label) in zip(lines, labels) {
      #expect(line.label == "")
      #expect(zip(line.x, line.y).contains { $0 == label.x && $1 == label.y })
    }
  }

  @Test func `a formula has the benchmarks of its controls`() {
    let named = notebook(
      "```{estimate ols #e}\noutcome: y\ntreatment: b\ncontrols: [x, z]\n```\n\n```{sensitivity #s}\nbenchmark: [x, z]\n```\n"
    )
    let formula = notebook(
      "```{estimate ols #e}\nformula: y ~ b + x + z\ntreatment: b\n```\n\n```{sensitivity #s}\nbenchmark: [x, z]\n```\n"
    )
    #expect(formula.problems == [])
    for key in ["rv", "adjusted[x]", "benchmark.treatment[z]", "benchmark.outcome[z]"] {
      #expect(abs(formula.number("s", key) - named.number("s", key)) < 1e-10, "\(key)")
    }
    let square = notebook(
      "```{estimate ols #e}\nformula: y ~ b*z + x + I(x**2)\ntreatment: b\n```\n\n```{sensitivity #s}\nbenchmark: [x]\n```\n"
    )
    #expect(square.problems == [])
    // The square tells nothing that x does not.
    #expect(
      abs(
        square.number("s", "benchmark.treatment[x]") - named.number("s", "benchmark.treatment[x]"))
        < 0.01)
  }

  @Test func `the robustness value follows from t and its degrees of freedom`() {
    let result = notebook(
      "```{estimate ols #e}\noutcome: y\ntreatment: t\ncontrols: [x]\ncovariance: classical\n```\n\n```{sensitivity #s}\n```\n"
    )
    let f = result.number("e", "t[t]") / result.number("e", "df").squareRoot()
    let rv = ((f * f * f * f + 4 * f * f).squareRoot() - f * f) / 2
    #expect(abs(result.number("s", "rv") - rv) < 1e-9)
    #expect(abs(result.number("s", "partial.r2") - f * f / (1 + f * f)) < 1e-9)
  }

  @Test func `a benchmark that is no control is refused with the nearest name`() {
    let result = notebook(short + "```{sensitivity #s}\nbenchmark: [xx]\n```\n")
    #expect(result.problems == ["12: error – sensitivity.unsuited"])
    #expect(result.messages[0].contains("did you mean “x”?"))
  }

  private static let bounds = """
    ```{sensitivity #s}
    strength: {treatment: 0.1, outcome: 0.2}
    benchmark: [x]
    ```
    """

  @Test func `doubly robust estimates have bounds and an E-value`() {
    let result = notebook(
      """
      ```{estimate aipw #a}
      outcome: y
      treatment: b
      controls: [x, z]
      models: linear
      ```

      \(Self.bounds)

      """)
    #expect(result.problems == [])
    #expect(abs(result.number("s", "estimate") - result.number("a", "ate")) < 1e-12)
    let width = result.number("s", "bound.high") - result.number("s", "bound.low")
    #expect(width > 0)
    // Bias grows as √(c_y c_d/(1 − c_d)): at rv on both ends it is the estimate itself.
    let rv = result.number("s", "rv")
    let ratio = (0.02 / 0.9).squareRoot() / (rv * rv / (1 - rv)).squareRoot()
    #expect(abs(width / 2 - ratio * abs(result.number("s", "estimate"))) < 1e-9)
    #expect(result.number("s", "benchmark.outcome[x]") > 0.1)
    #expect(result.number("s", "evalue") > 1)
  }

  @Test(arguments: ["t", "b"])
  func `double machine learning has bounds and benchmarks of its own`(treatment: String) {
    let result = notebook(
      """
      ```{estimate dml #m}
      outcome: y
      treatment: \(treatment)
      controls: [x, z]
      models: linear
      ```

      \(Self.bounds)

      """)
    #expect(result.problems == [])
    #expect(abs(result.number("s", "estimate") - result.number("m", "ate")) < 1e-12)
    #expect(result.number("s", "benchmark.treatment[x]") > 0.02)
    #expect(result.number("s", "benchmark.outcome[x]") > 0.1)
    #expect(result.number("s", "bound.low") < result.number("m", "ate"))
    #expect(result.number("s", "rv") > result.number("s", "rv.alpha"))
  }

  @Test func `a published ratio needs no model`() {
    let result = NotebookHarness("```{sensitivity #s}\nrisk-ratio: [3.9, 1.8, 8.7]\n```\n")
    #expect(result.problems == [])
    #expect(abs(result.number("s", "evalue") - 7.26) < 0.005)
    let odds = NotebookHarness("```{sensitivity #s}\nodds-ratio: [4, 2, 1]\n```\n")
    #expect(odds.problems == ["2: error – sensitivity.range"])
  }

  private func policy(_ keys: String) -> NotebookHarness {
    CustomerFile.fit(
      "t-learner",
      more: """
        ```{policy threshold #rule}
        cost: 3
        ```

        ```{sensitivity #s}
        policy: rule
        allow: in-sample
        \(keys)
        ```
        """)
  }

  @Test func `the profit of a rule over costs is that of the known effects`() {
    // Effects are 2, 2.5 … 4.5 for x = 0 … 5, each for a sixth of the customers.
    let result = policy("ranges: {cost: [0, 6, 3]}")
    #expect(result.problems == [])
    let table = result.outcome("s")?.result?.tables.first
    func profit(_ row: Int) -> Double {
      guard let table, case .number(let value) = table.rows[row][2] else { return .nan }
      return value
    }
    #expect(abs(profit(0) - 3.25) < 1e-9)
    #expect(abs(profit(1) - 0.5) < 1e-9)
    #expect(abs(profit(2)) < 1e-9)
    #expect(abs(result.number("s", "profit.max") - 3.25) < 1e-9)
    // Only at 3 does choosing beat the better of all (0.25) and nobody.
    #expect(abs(result.number("s", "best.share") - 1.0 / 3) < 1e-12)
    #expect(result.outcome("s")?.result?.stamps == ["in-sample: rule"])
  }

  @Test func `two ranges make a surface`() {
    let result = policy("ranges: {cost: [0, 6, 3], revenue: [1, 2, 2]}")
    #expect(
      result.outcome("s")?.result?.charts.map(\.kind).prefix(2) == [
        "policy-surface", "policy-advantage",
      ])
    #expect(abs(result.number("s", "profit.max") - 6.5) < 1e-9)
  }

  @Test func `ranges that cannot be are located`() {
    #expect(policy("ranges: {cost: [1, 0]}").problems == ["21: error – sensitivity.range"])
    #expect(policy("ranges: {prize: [0, 1]}").problems == ["21: error – sensitivity.range"])
  }
}
