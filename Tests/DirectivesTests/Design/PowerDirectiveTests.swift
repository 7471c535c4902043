import Testing

struct PowerDirectiveTests {
  private func notebook(_ keys: String) -> NotebookHarness {
    NotebookHarness("```{power #p}\n\(keys)\n```\n")
  }

  @Test func `rows for a difference of means by hand`() {
    // (1.959964 + 0.841621)²·2·σ²/δ² = 15.6978 for δ = σ: 16 a side.
    let result = notebook("sd: 10\nmde: 10")
    #expect(result.problems == [])
    #expect(result.number("p", "rows") == 32)
    #expect(result.number("p", "rows.control") == 16)
    #expect(result.number("p", "power") == 0.8)
  }

  @Test func `a share has its own variance in each arm`() {
    // 7.8489·(0.1·0.9 + 0.12·0.88)/0.02² = 3838.1.
    let result = notebook("baseline: 0.1\nmde: 0.02")
    #expect(result.number("p", "rows.control") == 3839)
    #expect(abs(result.number("p", "lift") - 0.2) < 1e-12)
    #expect(notebook("baseline: 0.1\nlift: 0.2").number("p", "rows") == 7678)
  }

  @Test func `a ranking takes an experiment of its own size`() throws {
    let found = notebook("metric: autoc\nsd: 1\nmde: 0.15")
    #expect(found.problems == [])
    // Near (z + z)²·(4σ² + q·a²)/a² with q of a few units: 7.849·4/0.0225 is 1,395.
    #expect(found.number("p", "rows") > 1390 && found.number("p", "rows") < 1500)
    #expect(abs(found.number("p", "effects.sd") - 0.15 / 0.9031972855686254) < 1e-12)
    #expect(abs(found.number("p", "power.simulated") - 0.8) < 0.07)
    let back = notebook("metric: autoc\nsd: 1\nrows: \(Int(found.number("p", "rows")))")
    #expect(abs(back.number("p", "mde") - 0.15) < 1e-3)
    let covariate = notebook("metric: autoc\nsd: 1\nmde: 0.15\ncuped.r: 0.6\ndraws: 10")
    #expect(covariate.number("p", "rows") < 0.7 * found.number("p", "rows"))
    #expect(
      notebook("metric: autoc\nsd: 1\nmde: -0.1").problems == ["4: error – power.question"])
    let many = notebook("metric: autoc\nbaseline: 0.1\nmde: 0.001")
    #expect(many.value("p", "power.simulated") == .missing)
  }

  @Test func `the three questions have one answer`() {
    let effect = notebook("baseline: 0.1\nrows: 7678").number("p", "mde")
    #expect(abs(effect - 0.02) < 1e-5)
    let power = notebook("baseline: 0.1\nmde: 0.02\nrows: 7678").number("p", "power")
    #expect(abs(power - 0.8) < 1e-3)
  }

  @Test func `a covariate saves its share of the rows`() {
    let plain = notebook("sd: 10\nmde: 0.5").number("p", "rows")
    let adjusted = notebook("sd: 10\nmde: 0.5\ncuped.r: 0.6").number("p", "rows")
    #expect(abs(adjusted / plain - 0.64) < 1e-3)
  }

  @Test func `unequal arms need more rows`() {
    let even = notebook("sd: 10\nmde: 0.5").number("p", "rows")
    let result = notebook("sd: 10\nmde: 0.5\nratio: 4")
    #expect(abs(result.number("p", "rows") / even - 25.0 / 16) < 1e-3)
    #expect(abs(result.number("p", "rows.treated") / result.number("p", "rows.control") - 4) < 1e-2)
  }

  @Test(arguments: [
    ("sd: 1", "1: error – power.question"), ("mde: 1", "1: error – power.question"),
    ("sd: 1\nmde: 1\nrows: 10\npower: 0.8", "5: error – power.question"),
    ("baseline: 3\nmde: 1", "2: error – power.question"),
    ("baseline: 0.9\nmde: 0.2", "3: error – power.question"),
    ("sd: 1\nmde: 0", "3: error – power.question"),
    ("sd: 1\nlift: 0.1", "3: error – power.question"),
    ("baseline: 0.9\nrows: 8", "3: error – power.question"),
    ("sd: 0\nmde: 1", "2: error – key.outOfRange"),
    ("sd: 1\nmde: 1e-12", "3: error – power.question"),
  ])
  func `a question without an answer is said at its line`(keys: String, problem: String) {
    #expect(notebook(keys).problems == [problem])
  }

  @Test func `each question has its curve`() throws {
    for keys in ["sd: 1\nmde: 0.1", "sd: 1\nrows: 500", "baseline: 0.2\nmde: 0.05\nrows: 900"] {
      let chart = try #require(notebook(keys).outcome("p")?.result?.charts.first)
      #expect(chart.kind == "power")
      #expect(chart.series.first?.y.contains { $0.isFinite } == true)
    }
  }
}
