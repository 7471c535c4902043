import Execution
import Testing

struct SegmentQuantilesDirectiveTests {
  private func run(_ cells: String, arms: String = "[mail]", levels: [String] = ["none", "mail"])
    -> NotebookHarness
  {
    NotebookHarness(
      TrialFile.notebook(arms: arms, cells),
      files: ["trial.csv": TrialFile.csv(rows: 2000, arms: levels)])
  }

  @Test func `the best fifth gains most, and the column counts like the table`() throws {
    let notebook = run(
      """
      ```{segment quantiles #fifth}
      data: half.test
      model: tau
      ```
      ```{sql #count}
      select fifth, count(*) as n, avg(x) as x from "half.test" group by fifth order by fifth
      ```
      """)
    #expect(notebook.problems == [])
    // x − 0.3, so 0.6 in the best fifth and −0.2 in the worst.
    #expect(abs(notebook.number("fifth", "effect[1]") - 0.6) < 0.25)
    #expect(abs(notebook.number("fifth", "effect[5]") + 0.2) < 0.25)
    #expect(notebook.number("fifth", "rows[1]") == 200)
    #expect(notebook.number("fifth", "segments") == 5)
    #expect(notebook.number("fifth", "equal.p") < 0.001)
    #expect(abs(notebook.number("fifth", "mean[x 1]") - 0.9) < 0.05)
    #expect(notebook.number("fifth", "column.p[x]") < 0.001)
    let single = try #require(notebook.interval("fifth", "effect.ci.pointwise[1]"))
    let all = try #require(notebook.interval("fifth", "effect.ci[1]"))
    #expect(all.0 < single.0 && single.1 < all.1)
    let result = try #require(notebook.outcome("fifth")?.result)
    #expect(result.charts.map(\.kind) == ["segments", "segment-profile"])
    #expect(notebook.number("count", "rows") == 5)
  }

  @Test func `several arms need a choice`() {
    let levels = ["none", "mail", "call"]
    let both = run(
      "```{segment quantiles #s}\ndata: half.test\n```", arms: "[mail, call]", levels: levels)
    #expect(both.problems == ["18: error – segment.severalScores"])
    #expect(both.messages[0].contains("choose one with scores: [tau[mail]]"))
    let one = run(
      "```{segment quantiles #s}\ndata: half.test\nscores: [tau[mail]]\ncolumn: group\n```",
      arms: "[mail, call]", levels: levels)
    #expect(one.problems == [])
    #expect(one.number("s", "effect[1]") > one.number("s", "effect[5]"))
    // Rows of the other arm get a segment too.
    let rows = (1...5).reduce(0) { $0 + one.number("s", "rows[\($1)]") }
    #expect(rows < 1000)
  }

  @Test func `a score without spread gives one segment and says so`() throws {
    let notebook = run("```{segment quantiles #s}\ndata: half.test\nscores: [one]\n```")
    #expect(notebook.problems == [])
    #expect(notebook.number("s", "segments") == 1)
    let notes = try #require(notebook.outcome("s")?.result?.notes)
    #expect(notes.contains { $0.contains("too many ties for 5 groups") })
  }
}
